import type { Architecture, ScenarioInput, ServiceName } from '#mocks/systems/scenario.ts'

/** A book that the line can name. */
export interface BookChoice {
  readonly isbn: string
  readonly title: string
}

/** The one line on the counter plate: how many of which book. */
export interface OrderLine {
  readonly isbn: string
  readonly quantity: number
}

/** The line that the page opens with: one copy of The Left Hand of Darkness. */
export const FIRST_LINE: OrderLine = { isbn: '9780441478125', quantity: 1 }

/** A request as a client writes it: what a live send and a replay are both made from. */
export interface AskedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body?: string
}

const API = 'https://api.bookshop.example/v1'

/** The request that orders a line. `key` is its Idempotency-Key: a new one for each order that is meant anew. */
export function orderRequest({ isbn, quantity }: OrderLine, key: string): AskedRequest {
  return {
    method: 'POST',
    url: `${API}/orders`,
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ lines: [{ isbn, quantity }] }),
  }
}

/** The request that browses the shelf. */
export const BROWSE: AskedRequest = { method: 'GET', url: `${API}/books`, headers: {} }

/** Between two requests of one story, in ms: enough for the first one to end. */
const PAUSE_MS = 1_000

/** What a fresh bookshop was asked, and how it stood: everything that a scenario of this page says. */
export interface Story {
  /** In the order in which they were sent; the last one is what the page shows. */
  readonly requests: readonly AskedRequest[]
  readonly system: Architecture
  readonly down?: readonly ServiceName[]
  /** The visitor's own; without one, that of the recording. */
  readonly seed?: number | undefined
}

/** A story as a scenario that anyone can replay. Its requests start at set times, so that both constructions get them at the same moments. */
export function scenarioOf({ requests, system, down = [], seed }: Story): ScenarioInput {
  return {
    v: 1,
    system,
    faults: down.map((service) => ({ kind: 'down', service })),
    workload: requests.map((request, i) => (i === 0 ? request : { ...request, atMs: i * PAUSE_MS })),
    ...(seed === undefined ? {} : { seed }),
  }
}

/** The most copies that the plate lets one order. */
export const MOST = 9

/** Reads the quantity field. Undefined when it is not a whole number from 1 to `MOST`. */
export function readQuantity(text: string): number | undefined {
  const quantity = Number(text)
  return /^\d+$/.test(text.trim()) && quantity >= 1 && quantity <= MOST ? quantity : undefined
}
