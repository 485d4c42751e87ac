import type { Call } from '../../http/call.ts'
import { csvOf } from '../../http/csv.ts'
import { Problem } from '../../http/problem.ts'
import type { Clock } from '../../simulation/clock.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { BookContent, type NewImport } from './schema.ts'
import type { CatalogTables, ImportRecord } from './store.ts'

export interface ImportsPorts {
  store: Store<CatalogTables>
  newId: (kind: string, sequence: number) => string
  clock: Clock
}

/** How many books are taken over in one step, and how long a step takes, in microseconds. */
const STEP = { books: 25, us: 100_000 }

/**
 * Takes over many books, step by step in the background. Each step is one transaction, which holds what was done and how
 * far the import is: a process that is killed in between goes on where it was when it starts again.
 */
export function createImports({ store, newId, clock }: ImportsPorts) {
  const waiting = new Map<string, (() => void)[]>()
  let working: Promise<void> | undefined
  let stopped = true

  /** Works until nothing is left to do. There is one such loop at a time. */
  function work() {
    if (stopped || working) return
    working = loop().finally(() => {
      working = undefined
    })
  }

  async function loop() {
    while (!stopped && (await isWork())) {
      await clock.sleep(STEP.us)
      if (stopped) return
      const finished = await store.transact({}, step)
      if (finished === undefined) continue
      for (const tell of waiting.get(finished) ?? []) tell()
      waiting.delete(finished)
    }
  }

  const isWork = () => store.transact({}, (tx) => next(tx) !== undefined)

  return {
    /** Remembers what to import, and begins. */
    begin({ books }: NewImport, call: Call): Promise<ImportRecord> {
      return store.transact(call, (tx) => {
        const number = tx.next('import')
        const id = newId('import', number)
        const record: ImportRecord = { id, number, books, outcomes: [], startedAt: call.arrivedAt }
        tx.put('imports', id, record)
        tx.afterCommit(work)
        return record
      })
    },

    /** One import, as far as it is. Throws not-found. */
    read(id: string, call: Call): Promise<ImportRecord> {
      return store.transact(call, (tx) => {
        const record = tx.get('imports', id)
        if (!record) throw new Problem('not-found', `There is no import ${id}.`)
        return record
      })
    },

    /** Waits until an import is completed, but no longer than `us` microseconds. */
    async settled(id: string, us: number): Promise<void> {
      const timer = clock.timer(us)
      const finished = new Promise<void>((resolve) => {
        waiting.set(id, [...(waiting.get(id) ?? []), resolve])
      })
      await Promise.race([finished, timer.rings])
      timer.cancel()
    },

    start() {
      stopped = false
      work()
    },
    async stop() {
      stopped = true
      await working
    },
  }
}
export type Imports = ReturnType<typeof createImports>

/** How far an import is. */
export function stateOf({ books, outcomes }: ImportRecord): 'waiting' | 'running' | 'completed' {
  if (outcomes.length === books.length) return 'completed'
  return outcomes.length === 0 ? 'waiting' : 'running'
}

/** The report: one line for each book, as RFC 4180 writes tables. */
export function reportOf({ outcomes }: ImportRecord): string {
  const lines = outcomes.map(({ isbn, outcome, detail }, at) => [`${at + 1}`, isbn, outcome, detail])
  return csvOf([['line', 'isbn', 'outcome', 'detail'], ...lines])
}

/** The import that was begun first and is not completed. */
function next(tx: Transaction<CatalogTables>): ImportRecord | undefined {
  return tx
    .list('imports')
    .filter((record) => stateOf(record) !== 'completed')
    .sort((a, b) => a.number - b.number)[0]
}

/** Takes over the next few books; gives the id of an import that it completed. */
function step(tx: Transaction<CatalogTables>): string | undefined {
  const record = next(tx)
  if (!record) return undefined
  const from = record.outcomes.length
  const outcomes = record.books.slice(from, from + STEP.books).map((book) => takeOver(book, tx))
  const now = { ...record, outcomes: [...record.outcomes, ...outcomes] }
  tx.put('imports', record.id, now)
  return stateOf(now) === 'completed' ? record.id : undefined
}

function takeOver(content: unknown, tx: Transaction<CatalogTables>): ImportRecord['outcomes'][number] {
  const read = BookContent.safeParse(content)
  if (!read.success) {
    const [issue] = read.error.issues
    const isbn = typeof content === 'object' && content !== null && 'isbn' in content ? content.isbn : ''
    const detail = `${issue?.path.join('.') || 'the book'}: ${issue?.message ?? 'is wrong'}`
    return { isbn: typeof isbn === 'string' ? isbn.slice(0, 20) : '', outcome: 'refused', detail }
  }
  const outcome = tx.get('books', read.data.isbn) ? 'replaced' : 'added'
  tx.put('books', read.data.isbn, read.data)
  return { isbn: read.data.isbn, outcome, detail: '' }
}
