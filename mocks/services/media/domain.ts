import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import type { Store } from '../../storage/store.ts'
import type { Cover } from './schema.ts'
import { byBook, type CoverRecord, type MediaTables } from './store.ts'

/** How many covers of one book are told at most. */
const MOST = 100

/** Keeps the pictures of books. Asks nobody. */
export function createMediaDomain({ store }: { store: Store<MediaTables> }) {
  return {
    /** The covers of a book, without their content. */
    coversOf(isbn: string, call: Call): Promise<Cover[]> {
      return store.transact(call, (tx) =>
        tx.range(byBook, { group: isbn, limit: MOST }).map(({ content: _, ...cover }) => cover),
      )
    },

    /** One cover with its content. Throws not-found. */
    read(id: string, call: Call): Promise<CoverRecord> {
      return store.transact(call, (tx) => {
        const cover = tx.get('covers', id)
        if (!cover) throw new Problem('not-found', `There is no cover ${id}.`)
        return cover
      })
    },
  }
}
export type MediaDomain = ReturnType<typeof createMediaDomain>
