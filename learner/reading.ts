/** Where a reader was. */
export interface Place {
  /** The page. */
  readonly slug: string
  /** The heading that was being read; absent above the first. */
  readonly section?: string
}

/** What one browser knows about somebody's reading. */
export interface Reading {
  readonly last?: Place
  /** The pages that were read to their end. */
  readonly done: readonly string[]
}

export const UNREAD: Reading = { done: [] }

const VERSION = 1
const SLUG = /^[a-z0-9-]{1,80}$/

/**
 * Reads what was stored. What is damaged counts as nothing read; `undefined` says that a newer version of the site wrote
 * it, and that it must not be written over.
 */
export function readingFrom(text: string | null): Reading | undefined {
  const stored = parsed(text)
  if (typeof stored.v === 'number' && stored.v > VERSION) return undefined
  if (stored.v !== VERSION) return UNREAD
  const done = Array.isArray(stored.done) ? stored.done.filter(isSlug) : []
  const last = isRecord(stored.last) ? stored.last : {}
  if (!isSlug(last.slug)) return { done }
  return { done, last: { slug: last.slug, ...(isSlug(last.section) ? { section: last.section } : {}) } }
}

/** Writes it down for storing. */
export function textOf({ last, done }: Reading): string {
  return JSON.stringify({ v: VERSION, ...(last ? { last } : {}), done })
}

/** The reading after somebody came to a place; the recap and what follows it are the end of a page. */
export function cameTo(reading: Reading, place: Place): Reading {
  const ended = place.section === 'recap' || place.section === 'sources'
  const done = ended && !reading.done.includes(place.slug) ? [...reading.done, place.slug] : reading.done
  const { last } = reading
  if (done === reading.done && last?.slug === place.slug && last.section === place.section) return reading
  return { last: place, done }
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isSlug = (value: unknown): value is string => typeof value === 'string' && SLUG.test(value)
