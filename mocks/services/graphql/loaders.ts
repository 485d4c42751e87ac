import DataLoader from 'dataloader'
import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import type { Book, GraphqlPorts, Stock } from './ports.ts'

export interface LoaderOptions extends Pick<GraphqlPorts, 'catalogue' | 'inventory'> {
  /** `on`: what is asked for at the same time is asked for together, and once. `off`: one call for each item. */
  batching: 'on' | 'off'
  /** Waits for so many microseconds. */
  sleep: (us: number) => Promise<void>
}

/** Brings what fields ask for one by one. */
export interface Loaders {
  /** Null when the catalogue has none. */
  book(isbn: string): Promise<Book | null>
  /** Null when no stock is kept of it. */
  stock(isbn: string): Promise<Stock | null>
}

/** As many as one request may ask for. */
const MOST_AT_ONCE = 50
/** How long a batch waits for others, in microseconds: to the end of this moment. */
const WINDOW_US = 1

/**
 * The loaders of one request. A field knows only its own book, so a list of 24 asks 24 times (the N+1 problem); a
 * loader collects what was asked for in one moment, and asks once (Byron's DataLoader).
 */
export function createLoaders({ catalogue, inventory, batching, sleep }: LoaderOptions, call: Call): Loaders {
  if (batching === 'off')
    return {
      book: (isbn) => catalogue.bookOf(isbn, call).catch(nothing),
      stock: (isbn) => inventory.stockOf(isbn, call).catch(nothing),
    }
  const collected = <T extends { readonly isbn: string }>(
    askFor: (isbns: readonly string[], call: Call) => Promise<readonly T[]>,
  ) =>
    new DataLoader<string, T | null>(
      async (isbns) => {
        const found = new Map((await askFor(isbns, call)).map((item) => [item.isbn, item]))
        return isbns.map((isbn) => found.get(isbn) ?? null)
      },
      {
        maxBatchSize: MOST_AT_ONCE,
        // The library's own way to wait is the platform's, which the run's clock does not know.
        batchScheduleFn: (dispatch) => void sleep(WINDOW_US).then(dispatch, () => {}),
      },
    )
  const books = collected(catalogue.booksOf)
  const stocks = collected(inventory.stocksOf)
  return { book: (isbn) => books.load(isbn), stock: (isbn) => stocks.load(isbn) }
}

/** What is not there is null; anything else that goes wrong is the asker's to know. */
export function nothing(error: unknown): null {
  if (error instanceof Problem && error.problem === 'not-found') return null
  throw error
}
