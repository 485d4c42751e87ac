import type { ScenarioInput } from '#mocks/systems/scenario.ts'

const API = 'https://api.bookshop.example/v1'

/** Books of the seeded catalogue that scenarios name, by what is on the shelf. */
export const BOOK = {
  theLeftHandOfDarkness: '9780441478125',
  theDispossessed: '9780060512750',
  /** A dozen copies: enough for a crowd. */
  prideAndPrejudice: '9780141439518',
  emma: '9780141439587',
  /** One copy is left. */
  theCyberiad: '9780156235501',
} as const

/** Where the buyers of scenarios live. */
const DELIVERY = {
  recipient: 'Ursula Kroeber',
  address: { street: 'Anarres Street 7', postcode: '10115', city: 'Berlin', country: 'DE' },
}

/** What a client sends. */
export type Request = NonNullable<ScenarioInput['workload']>[number]

/** Orders one copy of a book; without a key when none is named. */
export function placeOrder(key: string | undefined, isbn: string = BOOK.theLeftHandOfDarkness): Request {
  return {
    method: 'POST',
    url: `${API}/orders`,
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': `"${key}"` }),
    },
    body: JSON.stringify({ lines: [{ isbn, quantity: 1 }] }),
  }
}

/** Orders one copy to be delivered. */
export function deliverOrder(key: string): Request {
  const { body = '{}', ...order } = placeOrder(key)
  return { ...order, body: JSON.stringify({ ...JSON.parse(body), delivery: DELIVERY }) }
}

/** Looks at the first page of the catalogue. */
export function listBooks(): Request {
  return { method: 'GET', url: `${API}/books` }
}

/** Looks at one's own orders. */
export function listOrders(): Request {
  return { method: 'GET', url: `${API}/orders` }
}

/** Sends a request at this time, whether or not those before it have ended. */
export function at(ms: number, request: Request): Request {
  return { ...request, atMs: ms, waits: false }
}
