import { Isbn } from '../../http/formats.ts'

/** How many books one call may name. */
export const MOST_IN_BATCH = 50
export const MOST_WATCHED = 10
/** How many changes a stream may wait for, and how long it lasts at most and by default, in ms. */
export const MOST_CHANGES = 100
export const LONGEST_WATCH_MS = 60_000
export const USUAL_WATCH_MS = 10_000
/** How many bytes of content are read. */
export const MAX_CONTENT_BYTES = 100_000

/** A field that does not fit, and why: protobuf has types, and no rules for what is in them. */
export interface Violation {
  readonly field: string
  readonly description: string
}

/** What is wrong with one ISBN. */
export function isbnViolations(isbn: string, field = 'isbn'): Violation[] {
  const read = Isbn.safeParse(isbn)
  return read.success ? [] : [{ field, description: read.error.issues[0]?.message ?? 'is no ISBN-13' }]
}

/** What is wrong with a list of ISBNs. */
export function isbnsViolations(isbns: readonly string[], most: number): Violation[] {
  if (isbns.length === 0 || isbns.length > most)
    return [{ field: 'isbns', description: `names ${isbns.length} books; it takes 1 to ${most}` }]
  return isbns.flatMap((isbn, at) =>
    isbns.indexOf(isbn) < at
      ? [{ field: `isbns[${at}]`, description: 'is in the list already' }]
      : isbnViolations(isbn, `isbns[${at}]`),
  )
}

/** What is wrong with the end of a stream. */
export function watchViolations({ changes, withinMs }: { changes: number; withinMs: number }): Violation[] {
  return [
    ...(changes > MOST_CHANGES
      ? [{ field: 'changes', description: `is ${changes}; at most ${MOST_CHANGES} are waited for` }]
      : []),
    ...(withinMs <= 0 || withinMs > LONGEST_WATCH_MS
      ? [
          {
            field: 'within',
            description: `must be more than nothing and at most ${LONGEST_WATCH_MS / 1000}s`,
          },
        ]
      : []),
  ]
}
