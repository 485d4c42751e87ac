import { ContentError } from './error.ts'
import type { Concept } from './read-page.ts'

/**
 * Puts the pages into reading order, by number. Throws ContentError when two pages share a number, a
 * prerequisite does not exist or comes later, or prerequisites form a circle.
 */
export function inReadingOrder(concepts: readonly Concept[]): readonly Concept[] {
  const bySlug = new Map(concepts.map((concept) => [concept.slug, concept]))
  for (const concept of concepts) {
    const twin = concepts.find((other) => other !== concept && other.number === concept.number)
    if (twin) {
      throw new ContentError(
        `${concept.file}: number ${concept.number} is also the number of ${twin.file}. Give one of them another.`,
      )
    }
    for (const slug of concept.after) {
      if (!bySlug.has(slug)) {
        throw new ContentError(`${concept.file}: after names "${slug}", and there is no such page.`)
      }
    }
    const circle = circleFrom(concept.slug, bySlug)
    if (circle) throw new ContentError(`${concept.file}: after runs in a circle: ${circle.join(' → ')}.`)
  }
  for (const concept of concepts) {
    const later = concept.after.find((slug) => (bySlug.get(slug)?.number ?? 0) > concept.number)
    if (later) {
      throw new ContentError(
        `${concept.file}: after names "${later}", which has a higher number. A prerequisite comes first.`,
      )
    }
  }
  return [...concepts].sort((a, b) => a.number - b.number)
}

function circleFrom(start: string, bySlug: ReadonlyMap<string, Concept>): string[] | undefined {
  const walk = (slug: string, path: string[]): string[] | undefined => {
    if (path.includes(slug)) return slug === start ? [...path, slug] : undefined
    for (const next of bySlug.get(slug)?.after ?? []) {
      const circle = walk(next, [...path, slug])
      if (circle) return circle
    }
    return undefined
  }
  return walk(start, [])
}
