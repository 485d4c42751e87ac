import type { Architecture, ScenarioInput, ServiceName } from '#mocks/systems/scenario.ts'

const API = 'https://api.bookshop.example'

/** A book of the seeded catalogue, as questions name it. */
export interface ShelfBook {
  readonly isbn: string
  readonly title: string
}

/** Books of which more than three copies are on the shelf at the start, so that small orders never run out. */
export const BOOKS: readonly ShelfBook[] = [
  { isbn: '9780060512750', title: 'The Dispossessed' },
  { isbn: '9780141439471', title: 'Frankenstein' },
  { isbn: '9780441013593', title: 'Dune' },
  { isbn: '9780547928227', title: 'The Hobbit' },
]

/** The book that most demonstrations use. */
export const THE_BOOK: ShelfBook = { isbn: '9780441478125', title: 'The Left Hand of Darkness' }

/** A well-formed ISBN that no book of the shop has. */
export const UNKNOWN_BOOK: ShelfBook = { isbn: '9780000000002', title: 'a book that is not in the catalogue' }

/** What a client sends; scenarios are lists of these. */
export type Request = NonNullable<ScenarioInput['workload']>[number]

/** Reads a book as a resource. */
export function readBook(book: ShelfBook = THE_BOOK): Request {
  return { method: 'GET', url: `${API}/v1/books/${book.isbn}`, headers: { accept: 'application/json' } }
}

/** Reads the same book by calling a procedure (JSON-RPC 2.0). */
export function callReadBook(book: ShelfBook = THE_BOOK): Request {
  return {
    method: 'POST',
    url: `${API}/v1/rpc`,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', method: 'catalog.readBook', params: { isbn: book.isbn }, id: 1 }),
  }
}

/** Asks how many copies there are. */
export function readStock(book: ShelfBook = THE_BOOK): Request {
  return { method: 'GET', url: `${API}/v1/stock/${book.isbn}`, headers: { accept: 'application/json' } }
}

/** Orders some copies of one book. */
export function placeOrder(book: ShelfBook = THE_BOOK, quantity = 1): Request {
  return {
    method: 'POST',
    url: `${API}/v1/orders`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': `quiz-${book.isbn}-${quantity}`,
    },
    body: JSON.stringify({ lines: [{ isbn: book.isbn, quantity }] }),
  }
}

/** A run: a construction, what the client sends to it, and which services are down. */
export function run(
  system: Architecture,
  workload: readonly Request[],
  ...down: readonly ServiceName[]
): ScenarioInput {
  return { v: 1, system, workload: [...workload], faults: down.map((service) => ({ kind: 'down', service })) }
}

/** The same requests sent to both constructions. */
export function bothWays(
  ...workload: readonly Request[]
): { id: Architecture; label: string; scenario: ScenarioInput }[] {
  return [
    { id: 'microservices', label: 'Microservices', scenario: run('microservices', workload) },
    { id: 'monolith', label: 'Monolith', scenario: run('monolith', workload) },
  ]
}
