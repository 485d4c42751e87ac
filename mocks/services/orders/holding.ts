import type { Call } from '../../http/call.ts'
import { unavailable } from '../../http/client.ts'
import { Problem } from '../../http/problem.ts'
import type { Store } from '../../storage/store.ts'
import type { Stock } from './ports.ts'
import type { OrdersTables } from './store.ts'

/** The warehouse's count of a book, and the version of it that was read. */
export interface Count {
  readonly onHand: number
  readonly reserved: number
  readonly etag?: string | undefined
}

/** The counts that inventory keeps, read and written as such. */
export interface Counts {
  /** Throws not-found. */
  read(isbn: string, call: Call): Promise<Count>
  /** Throws precondition-failed when `ifMatch` names a version that is no longer the latest. */
  write(isbn: string, onHand: number, ifMatch: string | undefined, call: Call): Promise<void>
}

export interface HoldingOptions {
  counts: Counts
  /** Orders' own store: it is written down here what was taken for which order, for inventory does not know. */
  store: Store<OrdersTables>
  /** Whether a count is only overwritten by whoever has seen the latest one (RFC 9110 §13.1.1). */
  ifMatch: boolean
}

type Line = { readonly isbn: string; readonly quantity: number }

/** How often a count is read anew when somebody else has written it meanwhile. */
const TRIES = 5

/**
 * Takes copies by reading the count and writing a smaller one. Between the two somebody else may do the same: without
 * `ifMatch` the last writer wins, and the same copy is sold twice (a lost update). A reservation needs no such care.
 */
export function holdByWriting({ counts, store, ifMatch }: HoldingOptions): Stock {
  /** Adds to a count or takes from it. `admits` sees what is there, and throws when it is not enough. */
  async function change(isbn: string, by: number, call: Call, admits: (count: Count) => void = () => {}) {
    for (let tries = TRIES; tries > 0; tries--) {
      const count = await counts.read(isbn, call)
      admits(count)
      try {
        return await counts.write(isbn, count.onHand + by, ifMatch ? count.etag : undefined, call)
      } catch (error) {
        if (!(error instanceof Problem) || error.problem !== 'precondition-failed') throw error
      }
    }
    throw unavailable('inventory')
  }

  async function giveBack(lines: readonly Line[], call: Call) {
    for (const { isbn, quantity } of lines) await change(isbn, quantity, call)
  }

  return {
    async reserve(order, lines, call) {
      const taken: Line[] = []
      try {
        for (const [line, { isbn, quantity }] of lines.entries()) {
          await change(isbn, -quantity, call, ({ onHand, reserved }) =>
            enough(onHand - reserved, quantity, isbn, line),
          )
          taken.push({ isbn, quantity })
        }
      } catch (error) {
        await giveBack(taken, call)
        throw error
      }
      await store.transact(call, (tx) => tx.put('taken', order, { order, lines: taken }))
      return order
    },
    heldFor: (order, call) => store.transact(call, (tx) => tx.get('taken', order)?.order),
    // What was taken off a count does not come back by itself.
    keep: async () => {},
    async release(order, call) {
      const taken = await store.transact(call, (tx) => {
        const found = tx.get('taken', order)
        tx.delete('taken', order)
        return found
      })
      await giveBack(taken?.lines ?? [], call)
    },
  }
}

function enough(available: number, quantity: number, isbn: string, line: number) {
  if (available >= quantity) return
  throw new Problem('out-of-stock', {
    detail: `${quantity} copies of ${isbn} were asked for, and ${available} can be ordered.`,
    errors: [{ pointer: `#/lines/${line}/quantity`, detail: `must be at most ${available}` }],
  })
}
