import * as z from 'zod'
import { Problem } from './problem.ts'

/** A place in a list: the sort value and the unique key of an item. */
export type Place = readonly [value: string | number, key: string]

/** Where a page begins: after this place in this order. Opaque to clients. */
const Cursor = z.tuple([z.string(), z.union([z.string(), z.number()]), z.string()])

export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
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
  }: {
    /** Names the order: a place in one order means nothing in another. */
    order: string
    cursor: string | undefined
    limit: number
    /** The sort value and the unique key of an item. */
    place: (item: T) => Place
    /** Whether an item comes after a place in this order. */
    after: (item: T, place: Place) => boolean
  },
): Page<T> {
  return pageFrom({
    order,
    cursor,
    limit,
    place,
    read: (from, count) =>
      (from === undefined ? sorted : sorted.filter((item) => after(item, from))).slice(0, count),
  })
}

/** The same for a list that need not be read as a whole: `read` brings the first so many items after a place. */
export function pageFrom<T>({
  order,
  cursor,
  limit,
  place,
  read,
}: {
  order: string
  cursor: string | undefined
  limit: number
  place: (item: T) => Place
  read: (after: Place | undefined, count: number) => readonly T[]
}): Page<T> {
  const from = cursor === undefined ? undefined : readCursor(cursor, order)
  // One more than asked for says whether there is a next page.
  const found = read(from, limit + 1)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return found.length > items.length && last !== undefined
    ? { items, next: writeCursor(order, place(last)) }
    : { items }
}

function writeCursor(order: string, place: Place): string {
  const bytes = new TextEncoder().encode(JSON.stringify([order, ...place]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function readCursor(text: string, order: string): Place {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const [of, ...place] = Cursor.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (of !== order) throw new RangeError(`a place in the order ${of}`)
    return place
  } catch {
    throw new Problem('invalid-parameter', {
      detail:
        'The cursor is not one that this service gave out for this list. Start from the first page, without a cursor.',
      errors: [{ parameter: 'cursor', detail: 'must be the cursor of an earlier page, unchanged' }],
    })
  }
}

/** A `Link` field (RFC 8288) with the first and, if there is one, the next page; other parameters stay as they were. */
export function pageLinks(path: string, query: URLSearchParams, next: string | undefined): string {
  const href = (cursor: string | undefined) => {
    const parameters = new URLSearchParams(query)
    parameters.delete('cursor')
    if (cursor !== undefined) parameters.set('cursor', cursor)
    const text = parameters.toString()
    return text ? `${path}?${text}` : path
  }
  const first = `<${href(undefined)}>; rel="first"`
  return next === undefined ? first : `${first}, <${href(next)}>; rel="next"`
}
