import { newIdempotencyKey, type SentRequest } from './draft.ts'
import type { Entry } from './session.ts'

/** What an example may look at: what was sent in this session so far. */
export interface ExampleContext {
  readonly entries: readonly Entry[]
}

/** A request that is worth sending, and what it shows. */
export interface Example {
  readonly id: string
  readonly group: 'Read' | 'Order' | 'At the edges'
  readonly title: string
  /** What there is to see, in one line. */
  readonly shows: string
  /** The status that a fresh bookshop answers with, as microservices. */
  readonly status: number
  /** What must have been sent before, for the status to be that. */
  readonly before?: string
  readonly request: (context: ExampleContext) => SentRequest
}

const API = 'https://api.bookshop.example/v1'
const LEFT_HAND = '9780441478125'
const JSON_TYPE = ['content-type', 'application/json'] as const

const get = (url: string, headers: SentRequest['headers'] = []): SentRequest => ({
  method: 'GET',
  url,
  headers,
})

const post = (url: string, body: unknown, headers: SentRequest['headers'] = []): SentRequest => ({
  method: 'POST',
  url,
  headers: [JSON_TYPE, ...headers],
  body: JSON.stringify(body, undefined, 2),
})

const order = (lines: unknown, key: string) => post(`${API}/orders`, lines, [['idempotency-key', key]])

/** What the page opens with: an order that was placed when the site was built. */
export const FIRST_REQUEST: SentRequest = order(
  { lines: [{ isbn: LEFT_HAND, quantity: 1 }] },
  '"my-first-order"',
)

/** Everything in the rail, in the order in which a reader would try it. Each works against the seeded data. */
export const EXAMPLES: readonly Example[] = [
  {
    id: 'list-books',
    group: 'Read',
    title: 'List books',
    shows: 'One page of a longer list; the link field names the next one.',
    status: 200,
    request: () => get(`${API}/books?limit=5`),
  },
  {
    id: 'search-books',
    group: 'Read',
    title: 'Search for Le Guin',
    shows: 'Words, order and page size are query parameters.',
    status: 200,
    request: () => get(`${API}/books?q=le+guin&sort=price`),
  },
  {
    id: 'read-book',
    group: 'Read',
    title: 'Read a book',
    shows: 'The answer carries an ETag: the name of this version.',
    status: 200,
    request: () => get(`${API}/books/${LEFT_HAND}`),
  },
  {
    id: 'read-book-again',
    group: 'Read',
    title: 'Read it again, with its ETag',
    shows: 'Your copy is still right, so no content travels.',
    status: 304,
    before: 'read-book',
    request: ({ entries }) =>
      get(`${API}/books/${LEFT_HAND}`, [['if-none-match', lastEtagOf(entries, LEFT_HAND) ?? '*']]),
  },
  {
    id: 'read-stock',
    group: 'Read',
    title: 'Look at the stock',
    shows: 'Another service answers at the same address: clients do not see the seam.',
    status: 200,
    request: () => get(`${API}/stock/${LEFT_HAND}`),
  },
  {
    id: 'read-order',
    group: 'Read',
    title: 'Read order 7',
    shows: 'An order of the guest, from before you came.',
    status: 200,
    request: () => get(`${API}/orders/7`),
  },
  {
    id: 'place-order',
    group: 'Order',
    title: 'Place an order',
    shows: 'One request, several services, one answer.',
    status: 201,
    request: () => order({ lines: [{ isbn: LEFT_HAND, quantity: 1 }] }, newIdempotencyKey()),
  },
  {
    id: 'retry-order',
    group: 'Order',
    title: 'Retry with the same key',
    shows: 'The same Idempotency-Key gets the same answer, and nothing is ordered twice.',
    status: 201,
    before: 'place-order',
    request: ({ entries }) =>
      lastOrderOf(entries) ?? order({ lines: [{ isbn: LEFT_HAND, quantity: 1 }] }, newIdempotencyKey()),
  },
  {
    id: 'order-too-many',
    group: 'Order',
    title: 'Order more than there are',
    shows: 'A conflict with the state of things, and a document that says which.',
    status: 409,
    request: () => order({ lines: [{ isbn: LEFT_HAND, quantity: 20 }] }, newIdempotencyKey()),
  },
  {
    id: 'unknown-field',
    group: 'Order',
    title: 'Add a field nobody knows',
    shows: 'The content is JSON and does not fit: the answer points at the place.',
    status: 422,
    request: () => order({ lines: [{ isbn: LEFT_HAND, quantity: 1 }], giftWrap: true }, newIdempotencyKey()),
  },
  {
    id: 'cancel-order',
    group: 'Order',
    title: 'Cancel order 7',
    shows: 'Money and copies go back. Send it twice: it is cancelled once.',
    status: 201,
    request: () => ({ method: 'PUT', url: `${API}/orders/7/cancellation`, headers: [] }),
  },
  {
    id: 'json-rpc',
    group: 'At the edges',
    title: 'Call a procedure (JSON-RPC)',
    shows: 'The same book in another style: the method is in the content.',
    status: 200,
    request: () =>
      post(`${API}/rpc`, { jsonrpc: '2.0', method: 'catalog.readBook', params: { isbn: LEFT_HAND }, id: 1 }),
  },
  {
    id: 'internal-host',
    group: 'At the edges',
    title: 'Go round the gateway',
    shows: 'Ask a service at its own address. The monolith has no such address.',
    status: 200,
    request: () => get(`https://inventory.bookshop.internal/stock/${LEFT_HAND}`),
  },
  {
    id: 'wrong-method',
    group: 'At the edges',
    title: 'Use the wrong method',
    shows: 'The allow field says which ones there are.',
    status: 405,
    request: () => ({ method: 'DELETE', url: `${API}/books`, headers: [] }),
  },
]

/** The newest ETag that this session saw of a book. */
function lastEtagOf(entries: readonly Entry[], isbn: string): string | undefined {
  for (const { request, outcome } of entries.toReversed()) {
    if (outcome.kind !== 'answered' || !request.url.endsWith(`/v1/books/${isbn}`)) continue
    const etag = outcome.fields.find(([name]) => name.toLowerCase() === 'etag')?.[1]
    if (etag !== undefined) return etag
  }
  return undefined
}

/** The newest order of this session that was created, as it was sent. */
function lastOrderOf(entries: readonly Entry[]): SentRequest | undefined {
  return entries.findLast(
    ({ source, request, outcome }) =>
      source !== 'recorded' &&
      request.method === 'POST' &&
      request.url === `${API}/orders` &&
      outcome.kind === 'answered' &&
      outcome.status === 201,
  )?.request
}
