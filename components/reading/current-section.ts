/** A section's heading and its distance from the top of the window, in CSS pixels. */
export interface SectionTop {
  readonly id: string
  readonly top: number
}

/**
 * The section being read: the last whose heading has passed the upper third of the window. At the very end
 * of the page it is the last one, which may be too short ever to get there. Undefined above the first.
 */
export function currentSection(
  tops: readonly SectionTop[],
  windowHeight: number,
  atEnd: boolean,
): string | undefined {
  if (atEnd) return tops.at(-1)?.id
  return tops.findLast(({ top }) => top <= windowHeight / 3)?.id
}
