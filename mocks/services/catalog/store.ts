import type { StoreOptions } from '../../storage/store.ts'
import type { Book } from './schema.ts'
import { SEEDED_BOOKS } from './seed.ts'

/** Catalog's own data. Nobody else reads it; whoever wants a book asks over HTTP. */
export type CatalogTables = {
  books: Book
}

export const catalogSeed: StoreOptions<CatalogTables>['seed'] = { books: SEEDED_BOOKS }
