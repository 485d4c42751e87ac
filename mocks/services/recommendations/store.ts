import type { Index } from '../../storage/ordered-records.ts'
import type { StoreOptions } from '../../storage/store.ts'
import { SEEDED_MODEL } from './seed.ts'

/** How often two books were bought in one order, seen from one of them; `with` is `*` for all orders together. */
export interface Count {
  readonly of: string
  readonly with: string
  readonly times: number
}

/** The model: nothing but counts, so that anybody can check why a book is recommended. */
export type RecommendationsTables = { counts: Count }

/** What goes with a book, most often first, and equal counts by ISBN. */
export const byTimes: Index<'counts', Count> = {
  table: 'counts',
  group: (count) => count.with,
  place: ({ of, times }) => `${String(999_999 - times).padStart(6, '0')} ${of}`,
}

export const recommendationsSeed: StoreOptions<RecommendationsTables>['seed'] = { counts: SEEDED_MODEL }
