/** The tab that a key moves to from `current`, going round at the ends; undefined for any other key. */
export function nextTab(
  ids: readonly string[],
  current: string | undefined,
  key: string,
): string | undefined {
  const at = Math.max(0, ids.indexOf(current ?? ''))
  if (key === 'ArrowRight') return ids[(at + 1) % ids.length]
  if (key === 'ArrowLeft') return ids[(at - 1 + ids.length) % ids.length]
  if (key === 'Home') return ids[0]
  if (key === 'End') return ids.at(-1)
  return undefined
}
