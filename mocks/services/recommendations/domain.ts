import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import type { Store } from '../../storage/store.ts'
import { ANY, countsOf, keyOf } from './model.ts'
import type { Catalogue } from './ports.ts'
import type { Recommendation, RecommendationQuery } from './schema.ts'
import { byTimes, type RecommendationsTables } from './store.ts'

export interface RecommendationsOptions {
  store: Store<RecommendationsTables>
  catalogue: Catalogue
}

/** Counts what is bought together. Knows books only by what it may ask of the catalogue. */
export function createRecommendationsDomain({ store, catalogue }: RecommendationsOptions) {
  return {
    /** What else to read, best first: what goes with a book, then what sells well. Throws dependency-unavailable. */
    async recommend({ isbn, limit }: RecommendationQuery, call: Call): Promise<Recommendation[]> {
      const counts = await store.transact(call, (tx) => {
        const together = isbn === undefined ? [] : tx.range(byTimes, { group: isbn, limit })
        // Some of the best sellers may be the book itself, or be there already.
        const popular = tx.range(byTimes, { group: ANY, limit: limit + together.length + 1 })
        const known = new Set([isbn, ...together.map(({ of }) => of)])
        return [...together, ...popular.filter(({ of }) => !known.has(of))].slice(0, limit)
      })
      // All at once, and every one is waited for: no question is left open when we answer.
      const books = await Promise.allSettled(
        counts.map(async ({ of, with: companion, times }) => {
          const book = await catalogue.bookOf(of, call).catch(goneIsGone)
          const because: Recommendation['because'] = companion === ANY ? 'bought often' : 'bought together'
          return book && { isbn: of, title: book.title, price: book.price, because, times }
        }),
      )
      const failed = books.find((book) => book.status === 'rejected')
      if (failed) throw failed.reason
      return books.flatMap((book) => (book.status === 'fulfilled' && book.value) || [])
    },

    /** Takes an order into account. */
    learn(isbns: readonly string[], call: Call): Promise<void> {
      return store.transact(call, (tx) => {
        for (const count of countsOf(isbns)) {
          const key = keyOf(count)
          tx.put('counts', key, { ...count, times: (tx.get('counts', key)?.times ?? 0) + 1 })
        }
      })
    },
  }
}
export type RecommendationsDomain = ReturnType<typeof createRecommendationsDomain>

/** A book that is sold no more is not recommended; anything else that goes wrong is the caller's to know. */
function goneIsGone(error: unknown): undefined {
  if (error instanceof Problem && error.problem === 'not-found') return undefined
  throw error
}
