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

/** One request to a fresh bookshop, as a scenario that anyone can replay. */
export function scenarioOf(
  request: AskedRequest,
  system: Architecture,
  down: readonly ServiceName[] = [],
): ScenarioInput {
  return { v: 1, system, faults: down.map((service) => ({ kind: 'down', service })), workload: [request] }
}

/** The most copies that the plate lets one order. */
export const MOST = 9

/** Reads the quantity field. Undefined when it is not a whole number from 1 to `MOST`. */
export function readQuantity(text: string): number | undefined {
  const quantity = Number(text)
  return /^\d+$/.test(text.trim()) && quantity >= 1 && quantity <= MOST ? quantity : undefined
}
