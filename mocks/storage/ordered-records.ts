/**
 * An order in which some records of a table can be read without looking at all of them: what databases call an index.
 * A store builds it when it is first used and keeps it from then on; declare one per purpose, beside the tables.
 */
export interface Index<Table extends string, Record> {
  readonly table: Table
  /** Which records belong together; undefined leaves a record out. */
  group(record: Record): string | undefined
  /** Where a record stands in its group: unique there, and compared by code units. */
  place(record: Record): string
  readonly descending?: boolean
}

/** Which part of an index is wanted: the first `limit` records of a group that come after a place. */
export interface Range {
  readonly group: string
  readonly after?: string | undefined
  readonly limit: number
}

interface Entry {
  readonly place: string
  readonly key: string
  readonly record: unknown
}

/** The committed records of a table in the order of an index. */
export interface OrderedRecords {
  /** Takes a record in; one that the index leaves out, or none at all, changes nothing. */
  add(key: string, record: unknown): void
  remove(record: unknown): void
  /** What a transaction sees that has written `over`. */
  range(wanted: Range, over: ReadonlyMap<string, unknown>): readonly unknown[]
}

/** Keeps records sorted while they come and go: finding a place is a binary search. */
export function createOrderedRecords(index: Index<string, unknown>): OrderedRecords {
  /** Ascending, so that what is newest is added at the end; descending orders are read backwards. */
  const groups = new Map<string, Entry[]>()
  const groupOf = (record: unknown) => (record === undefined ? undefined : index.group(record))
  const comesAfter = (a: string, b: string) => (index.descending ? a < b : a > b)

  return {
    add(key, record) {
      const group = groupOf(record)
      if (group === undefined) return
      const entries = groups.get(group) ?? []
      groups.set(group, entries)
      const place = index.place(record)
      entries.splice(rank(entries, place), 0, { place, key, record })
    },
    remove(record) {
      const group = groupOf(record)
      const entries = group === undefined ? undefined : groups.get(group)
      if (!entries) return
      const place = index.place(record)
      const at = rank(entries, place)
      if (entries[at]?.place === place) entries.splice(at, 1)
    },
    range({ group, after, limit }, over) {
      const found: Entry[] = []
      for (const entry of walk(groups.get(group) ?? [], after)) {
        if (found.length >= limit) break
        if (!over.has(entry.key)) found.push(entry)
      }
      for (const [key, record] of over) {
        if (groupOf(record) !== group) continue
        const place = index.place(record)
        if (after === undefined || comesAfter(place, after)) found.push({ place, key, record })
      }
      found.sort((a, b) => (comesAfter(a.place, b.place) ? 1 : comesAfter(b.place, a.place) ? -1 : 0))
      return found.slice(0, limit).map(({ record }) => record)
    },
  }

  /** The entries that come after a place, in the order of the index. */
  function* walk(entries: readonly Entry[], after: string | undefined): Generator<Entry> {
    const step = index.descending ? -1 : 1
    const first = index.descending ? entries.length - 1 : 0
    let at = after === undefined ? first : rank(entries, after) + (index.descending ? -1 : 0)
    for (let entry = entries[at]; entry; at += step, entry = entries[at])
      if (entry.place !== after) yield entry
  }
}

/** How many entries stand before a place, ascending. */
function rank(entries: readonly Entry[], place: string): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.place ?? place) < place) low = middle + 1
    else high = middle
  }
  return low
}
