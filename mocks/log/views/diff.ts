/** One place in a record: what was there before and after. Undefined where there was or is nothing. */
export interface FieldChange {
  /** The way there: `total.amount`, `lines.0.isbn`; empty for a value that is no object. */
  readonly path: string
  readonly before: unknown
  readonly after: unknown
  readonly differs: boolean
}

/** Two versions of a record side by side, place by place, in the order in which they stand in the newer one. */
export function diffOf(before: unknown, after: unknown): readonly FieldChange[] {
  const old = leavesOf(before)
  const now = leavesOf(after)
  return [...new Set([...now.keys(), ...old.keys()])].map((path) => {
    const [was, is] = [old.get(path), now.get(path)]
    return { path, before: was, after: is, differs: was !== is }
  })
}

/** Every value that is no object or list, by the way to it. Empty objects and lists count as values, written as JSON. */
function leavesOf(value: unknown): Map<string, unknown> {
  const leaves = new Map<string, unknown>()
  function walk(part: unknown, path: string) {
    if (part === undefined || (part === null && path === '')) return
    if (typeof part !== 'object' || part === null) return void leaves.set(path, part)
    const entries = Object.entries(part)
    if (entries.length === 0) return void leaves.set(path, Array.isArray(part) ? '[]' : '{}')
    for (const [name, inner] of entries) walk(inner, path === '' ? name : `${path}.${name}`)
  }
  walk(value, '')
  return leaves
}
