import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import type { Clock } from '../../simulation/clock.ts'
import type { Deadline } from './deadline.ts'
import type { BookStock, Stock } from './ports.ts'

/** How often a watched stock is looked at, in ms. */
export const LOOK_EVERY_MS = 500

export interface RpcPorts {
  stock: Stock
  clock: Clock
}

/** Who asks, and how long they wait. */
export interface Asking {
  readonly call: Call
  readonly deadline: Deadline
}

/** What somebody wants to watch. */
export interface Watch {
  readonly isbns: readonly string[]
  /** Ends after so many changes; 0 means that their number ends nothing. */
  readonly changes: number
  /** Ends when so many ms are over. */
  readonly withinMs: number
}

/** Something that a watcher is told. */
export interface Sighting {
  readonly kind: 'current' | 'changed'
  readonly stock: BookStock
}

/** Nobody keeps a stock of this book. */
export class NoSuchStock extends Problem {
  readonly isbn: string

  constructor(isbn: string) {
    super('not-found', `No stock is kept for the ISBN ${isbn}.`)
    this.isbn = isbn
  }
}

/** Asks for the stock of one book, of several at once, or again and again. */
export function createRpcDomain({ stock, clock }: RpcPorts) {
  const read = async (isbn: string, { call, deadline }: Asking) => {
    const asked = stock
      .stockOf(isbn, call, { leftMs: deadline.leftMs(), signal: deadline.signal })
      .catch((error: unknown) => {
        throw error instanceof Problem && error.problem === 'not-found' ? new NoSuchStock(isbn) : error
      })
    return deadline.within(asked)
  }

  /** The stock of a book, undefined when none is kept. */
  const lookFor = (isbn: string, asking: Asking) =>
    read(isbn, asking).catch((error: unknown) => {
      if (error instanceof NoSuchStock) return undefined
      throw error
    })

  return {
    /** The stock of one book. Throws NoSuchStock, DeadlinePassed. */
    read,

    /** The stock of several books, asked for at the same time. Throws DeadlinePassed. */
    async readAll(isbns: readonly string[], asking: Asking) {
      const found = await Promise.all(isbns.map((isbn) => lookFor(isbn, asking)))
      return {
        stocks: found.filter((each) => each !== undefined),
        unknownIsbns: isbns.filter((_, at) => found[at] === undefined),
      }
    },

    /**
     * The stock of some books now, then each change that is seen, until there were enough or the time is over. Two
     * changes between two looks are seen as one. Throws NoSuchStock, DeadlinePassed.
     */
    async *watch({ isbns, changes, withinMs }: Watch, asking: Asking): AsyncGenerator<Sighting, void> {
      const untilUs = clock.nowUs() + withinMs * 1000
      const look = () => Promise.all(isbns.map((isbn) => read(isbn, asking)))
      let known = await look()
      for (const stock of known) yield { kind: 'current', stock }
      let seen = 0
      while (true) {
        const leftMs = (untilUs - clock.nowUs()) / 1000
        await asking.deadline.sleep(Math.max(0, Math.min(LOOK_EVERY_MS, leftMs)))
        if (leftMs < LOOK_EVERY_MS) return
        const now = await look()
        for (const [at, stock] of now.entries()) {
          if (isSame(stock, known[at])) continue
          yield { kind: 'changed', stock }
          seen += 1
          if (seen === changes) return
        }
        known = now
      }
    },
  }
}
export type RpcDomain = ReturnType<typeof createRpcDomain>

function isSame(one: BookStock, other: BookStock | undefined): boolean {
  return one.onHand === other?.onHand && one.reserved === other.reserved
}
