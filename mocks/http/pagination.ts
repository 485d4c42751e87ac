import * as z from 'zod'
import { Problem } from './problem.ts'

/** A place in a list: the sort value and the unique key of an item. */
export type Place = readonly [value: string | number, key: string]

/** Where a page begins or ends: after or before this place in this order. Opaque to clients. */
const Cursor = z.tuple([
  z.string(),
  z.union([z.string(), z.number()]),
  z.string(),
  z.enum(['after', 'before']),
])
type Side = z.infer<typeof Cursor>[3]

export interface Page<T> {
  readonly items: readonly T[]
  /** The cursor of the next page; absent on the last one. */
  readonly next?: string
  /** The cursor of the page before; absent on the first one, and where a list is read in one direction only. */
  readonly prev?: string
}

/**
 * One page of a list that is already in order. It begins after a remembered *place* (sort value and key), not
 * after a count: whoever inserts items meanwhile makes nobody skip or see one twice.
 */
export function pageOf<T>(
  sorted: readonly T[],
  {
    order,
    cursor,
    limit,
    place,
    after,
    bothWays = false,
  }: {
    /** Names the order: a place in one order means nothing in another. */
    order: string
    cursor: string | undefined
    limit: number
    /** The sort value and the unique key of an item. */
    place: (item: T) => Place
    /** Whether an item comes after a place in this order. */
    after: (item: T, place: Place) => boolean
    /** Whether a page also leads back to the one before. */
    bothWays?: boolean
  },
): Page<T> {
  const isAt = (item: T, [value, key]: Place) => place(item)[0] === value && place(item)[1] === key
  return pageFrom({
    order,
    cursor,
    limit,
    place,
    read: (from, count) =>
      (from === undefined ? sorted : sorted.filter((item) => after(item, from))).slice(0, count),
    ...(bothWays
      ? {
          readBack: (to: Place, count: number) =>
            sorted.filter((item) => !after(item, to) && !isAt(item, to)).slice(-count),
        }
      : {}),
  })
}

/** The same for a list that need not be read as a whole. */
export function pageFrom<T>({
  order,
  cursor,
  limit,
  place,
  read,
  readBack,
}: {
  order: string
  cursor: string | undefined
  limit: number
  place: (item: T) => Place
  /** Brings the first so many items after a place. */
  read: (after: Place | undefined, count: number) => readonly T[]
  /** Brings the last so many items before a place, in the order of the list. Without it there is no way back. */
  readBack?: (before: Place, count: number) => readonly T[]
}): Page<T> {
  const from = cursor === undefined ? undefined : readCursor(cursor, order)
  if (from?.side === 'before' && !readBack) throw unknownCursor()
  const backwards = from?.side === 'before' ? readBack : undefined
  // One more than asked for says whether the list goes on.
  const found = from && backwards ? backwards(from.place, limit + 1) : read(from?.place, limit + 1)
  const items = backwards ? found.slice(-limit) : found.slice(0, limit)
  const [first, last] = [items[0], items.at(-1)]
  if (first === undefined || last === undefined) return { items }
  const goesOn = found.length > items.length
  const hasNext = backwards ? read(place(last), 1).length > 0 : goesOn
  const hasPrev = backwards ? goesOn : from !== undefined && (readBack?.(place(first), 1) ?? []).length > 0
  return {
    items,
    ...(hasNext ? { next: writeCursor(order, place(last), 'after') } : {}),
    ...(hasPrev ? { prev: writeCursor(order, place(first), 'before') } : {}),
  }
}

function writeCursor(order: string, place: Place, side: Side): string {
  const bytes = new TextEncoder().encode(JSON.stringify([order, ...place, side]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function readCursor(text: string, order: string): { place: Place; side: Side } {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const [of, value, key, side] = Cursor.parse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    )
    if (of !== order) throw new RangeError(`a place in the order ${of}`)
    return { place: [value, key], side }
  } catch {
    throw unknownCursor()
  }
}

function unknownCursor(): Problem {
  return new Problem('invalid-parameter', {
    detail:
      'The cursor is not one that this service gave out for this list. Start from the first page, without a cursor.',
    errors: [{ parameter: 'cursor', detail: 'must be the cursor of an earlier page, unchanged' }],
  })
}

/** A `Link` field (RFC 8288) with the first page and, where there are any, the next and the previous one; other parameters stay as they were. */
export function pageLinks(path: string, query: URLSearchParams, next?: string, prev?: string): string {
  const href = (cursor: string | undefined) => {
    const parameters = new URLSearchParams(query)
    parameters.delete('cursor')
    if (cursor !== undefined) parameters.set('cursor', cursor)
    const text = parameters.toString()
    return text ? `${path}?${text}` : path
  }
  return [
    `<${href(undefined)}>; rel="first"`,
    ...(next === undefined ? [] : [`<${href(next)}>; rel="next"`]),
    ...(prev === undefined ? [] : [`<${href(prev)}>; rel="prev"`]),
  ].join(', ')
}
