import type { WaitingEvent } from '../../http/events/outbox.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { Book } from './schema.ts'
import { SEEDED_BOOKS, SEEDED_IMPORTS } from './seed.ts'

/** An import as it is kept: what was sent, and what became of the books that were looked at. */
export interface ImportRecord {
  readonly id: string
  /** The order in which imports were begun. */
  readonly number: number
  readonly books: readonly Readonly<Record<string, unknown>>[]
  readonly outcomes: readonly {
    readonly isbn: string
    readonly outcome: 'added' | 'replaced' | 'refused'
    /** Why it was refused; empty otherwise. */
    readonly detail: string
  }[]
  readonly startedAt: string
}

/** Catalog's own data. Nobody else reads it; whoever wants a book asks over HTTP. */
export type CatalogTables = {
  books: Book
  imports: ImportRecord
  /** What the broker has not yet been told. */
  catalogOutbox: WaitingEvent
}

export const catalogSeed: StoreOptions<CatalogTables>['seed'] = {
  books: SEEDED_BOOKS,
  imports: SEEDED_IMPORTS,
}
