import type { RunLog } from '../log/log.ts'
import type { TraceContext } from '../log/trace-context.ts'
import { createOrderedRecords, type Index, type OrderedRecords, type Range } from './ordered-records.ts'

/** The tables of a service: name → type of its records. Records are plain JSON. */
export type Tables = Record<string, unknown>

/** All records of a store: table → key → record. */
export type Snapshot = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** One change of one record; `after` is undefined when it was deleted. */
export interface Change {
  readonly table: string
  readonly key: string
  readonly after: unknown
}

/** Where committed changes are kept: memory, IndexedDB, a file. Commits come one at a time, in order. */
export interface Backend {
  /** What was committed before, or undefined when nothing ever was: the seed is then written. */
  load(): Promise<Snapshot | undefined>
  /** Resolves when the changes are safe: all of them or none. */
  commit(changes: readonly Change[]): Promise<void>
}

/** What may be read and written inside one transaction. It sees its own writes; others see them after the commit. */
export interface Transaction<T extends Tables> {
  get<K extends keyof T & string>(table: K, key: string): T[K] | undefined
  /** Every key of a table with its record, in the order of the keys. */
  entries<K extends keyof T & string>(table: K): readonly (readonly [key: string, record: T[K]])[]
  /** Every record of a table, in the order of their keys. */
  list<K extends keyof T & string>(table: K): readonly T[K][]
  /** The first `limit` records of a group of an index that come after a place, in its order. */
  range<K extends keyof T & string>(index: Index<K, T[K]>, wanted: Range): readonly T[K][]
  put<K extends keyof T & string>(table: K, key: string, record: T[K]): void
  delete<K extends keyof T & string>(table: K, key: string): void
  /** The next number of a named sequence, from 1; taken back when the transaction fails. */
  next(sequence: string): number
  /** Has `act` called once everything is committed; never when the transaction fails. */
  afterCommit(act: () => void): void
}

/** The piece of work that a transaction belongs to: its trace, and the transaction that is already open, if any. */
export interface Unit {
  readonly trace?: TraceContext | undefined
  readonly open?: OpenTransaction | undefined
}

/** A transaction under way, to be passed on so that others join it. Only its own store can look inside. */
export interface OpenTransaction {
  readonly store: unknown
  readonly transaction: unknown
}

export interface Store<T extends Tables> {
  /**
   * Runs `work` as one transaction: all of its changes are committed before the promise resolves, or none if it
   * throws. Transactions run one after another. Work whose unit already holds a transaction of this store joins
   * it: pass the second argument on to whoever shall take part.
   */
  transact<R>(unit: Unit, work: (tx: Transaction<T>, open: OpenTransaction) => R | Promise<R>): Promise<R>
  /** A copy of all committed records. */
  snapshot(): Promise<Snapshot>
}

export interface StoreOptions<T extends Tables> {
  /** Whose data this is, as the run log names it. */
  party: string
  seed: { readonly [K in keyof T]?: Readonly<Record<string, T[K]>> }
  backend: Backend
  log?: RunLog | undefined
}

const SEQUENCES = 'sequences'
const NOTHING: ReadonlyMap<string, unknown> = new Map()

/** Opens a store: what the backend kept, or the seed if it kept nothing yet. */
export async function openStore<T extends Tables>({
  party,
  seed,
  backend,
  log,
}: StoreOptions<T>): Promise<Store<T>> {
  const kept = await backend.load()
  const tables = new Map<string, Map<string, unknown>>()
  /** Tables as they were last listed, until somebody writes to them. */
  const sorted = new Map<string, Entries>()
  const entriesOf = (name: string): Entries => {
    const entries = sorted.get(name) ?? sortedByKey(tables.get(name) ?? NOTHING)
    sorted.set(name, entries)
    return entries
  }
  const table = (name: string) => {
    const records = tables.get(name) ?? new Map<string, unknown>()
    tables.set(name, records)
    return records
  }
  for (const [name, records] of Object.entries((kept ?? seed) as Snapshot)) {
    for (const [key, record] of Object.entries(records)) table(name).set(key, deepFreeze(record))
  }
  if (!kept) {
    const changes = [...tables].flatMap(([name, records]) =>
      [...records].map(([key, after]) => ({ table: name, key, after })),
    )
    await backend.commit(changes)
  }

  const ordered = new Map<Index<string, never>, OrderedRecords>()
  const orderedBy = (index: Index<string, never>) => {
    const found = ordered.get(index)
    if (found) return found
    const fresh = createOrderedRecords(index as Index<string, unknown>)
    for (const [key, record] of tables.get(index.table) ?? []) fresh.add(key, record)
    ordered.set(index, fresh)
    return fresh
  }

  let queue: Promise<unknown> = Promise.resolve()
  const store: Store<T> = {
    async transact(unit, work) {
      if (unit.open?.store === store) return work(unit.open.transaction as Transaction<T>, unit.open)
      const turn = queue.then(() => runAlone(unit, work))
      queue = turn.catch(() => {})
      return turn
    },
    async snapshot() {
      const copy: Record<string, Record<string, unknown>> = {}
      for (const name of tables.keys()) {
        if (name !== SEQUENCES) copy[name] = structuredClone(Object.fromEntries(entriesOf(name)))
      }
      return copy
    },
  }

  async function runAlone<R>(
    unit: Unit,
    work: (tx: Transaction<T>, open: OpenTransaction) => R | Promise<R>,
  ): Promise<R> {
    const written = new Map<string, Map<string, unknown>>()
    const afterwards: (() => void)[] = []
    const writes = (name: string) => {
      const records = written.get(name) ?? new Map<string, unknown>()
      written.set(name, records)
      return records
    }
    const read = (name: string, key: string) =>
      written.get(name)?.has(key) ? written.get(name)?.get(key) : tables.get(name)?.get(key)

    const entries = (name: string): Entries => {
      const own = written.get(name)
      if (!own) return entriesOf(name)
      const all = new Map(tables.get(name))
      for (const [key, record] of own) {
        if (record === undefined) all.delete(key)
        else all.set(key, record)
      }
      return sortedByKey(all)
    }

    const tx: Transaction<T> = {
      get: (name, key) => read(name, key) as T[typeof name] | undefined,
      entries: (name) => entries(name) as readonly (readonly [string, T[typeof name]])[],
      list: (name) => entries(name).map(([, record]) => record as T[typeof name]),
      range: (index, wanted) =>
        orderedBy(index)
          .range(wanted, written.get(index.table) ?? NOTHING)
          .map((record) => record as T[typeof index.table]),
      // A frozen copy, so that nobody changes a record behind the back of the log.
      put: (name, key, record) => void writes(name).set(key, frozenCopy(record)),
      delete: (name, key) => void writes(name).set(key, undefined),
      next(sequence) {
        const number = ((read(SEQUENCES, sequence) as number | undefined) ?? 0) + 1
        writes(SEQUENCES).set(sequence, number)
        return number
      },
      afterCommit: (act) => void afterwards.push(act),
    }

    const result = await work(tx, { store, transaction: tx })

    const changes = [...written].flatMap(([name, records]) =>
      [...records].map(([key, after]) => ({ table: name, key, after })),
    )
    if (changes.length > 0) await backend.commit(changes)
    for (const { table: name, key, after } of changes) {
      const before = table(name).get(key)
      sorted.delete(name)
      if (after === undefined) table(name).delete(key)
      else table(name).set(key, after)
      for (const [index, records] of ordered) {
        if (index.table !== name) continue
        records.remove(before)
        records.add(key, after)
      }
      if (name !== SEQUENCES) {
        log?.append({
          kind: 'state',
          party,
          table: name,
          key,
          before: before ?? null,
          after: after ?? null,
          ...unit.trace,
        })
      }
    }
    for (const act of afterwards) act()
    return result
  }

  return store
}

/** Keeps nothing beyond the page or process. */
export const memoryBackend: Backend = {
  load: async () => undefined,
  commit: async () => {},
}

/** Keeps what was committed for as long as the page or process lives: a store that is opened again finds it. */
export function createMemoryBackend(): Backend {
  let kept: Map<string, Map<string, unknown>> | undefined
  return {
    load: async () =>
      kept && Object.fromEntries([...kept].map(([table, records]) => [table, Object.fromEntries(records)])),
    async commit(changes) {
      kept ??= new Map()
      for (const { table, key, after } of changes) {
        const records = kept.get(table) ?? new Map<string, unknown>()
        kept.set(table, records)
        if (after === undefined) records.delete(key)
        else records.set(key, after)
      }
    },
  }
}

type Entries = readonly (readonly [key: string, record: unknown])[]

/** By code units, not by locale: the order must not depend on where the reader lives. */
function sortedByKey(records: ReadonlyMap<string, unknown>): Entries {
  return [...records].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

function deepFreeze<V>(value: V): V {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}

/** A copy of plain JSON that nobody can change. Several times as fast as `structuredClone`, which knows everything. */
function frozenCopy<V>(value: V): V {
  if (typeof value !== 'object' || value === null) return value
  const copy = Array.isArray(value)
    ? value.map(frozenCopy)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, frozenCopy(inner)]))
  return Object.freeze(copy) as V
}
