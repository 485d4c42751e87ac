import type { Index } from '../../storage/ordered-records.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { Cover } from './schema.ts'
import { SEEDED_COVERS } from './seed.ts'

/** A cover as it is kept, with its content. */
export type CoverRecord = Cover & { readonly content: string }

/** Media's own data. */
export type MediaTables = { covers: CoverRecord }

/** The covers of a book. */
export const byBook: Index<'covers', CoverRecord> = {
  table: 'covers',
  group: ({ isbn }) => isbn,
  place: ({ id }) => id,
}

export const mediaSeed: StoreOptions<MediaTables>['seed'] = { covers: SEEDED_COVERS }
