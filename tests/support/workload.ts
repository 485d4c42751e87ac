import { examplePath } from '#mocks/http/openapi.ts'
import { publicContract } from '#mocks/systems/public.contract.ts'
import { publicOperations } from '#mocks/systems/public-api.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'

export type Workload = NonNullable<ScenarioInput['workload']>

/** Requests are this far apart: each one has ended before the next one starts, and some end in another second. */
const APART_MS = 997

const order = (key: string, quantity: number, card = 'tok_visa') => ({
  method: 'POST',
  path: '/v1/orders',
  headers: { 'idempotency-key': key, 'content-type': 'application/json' },
  body: JSON.stringify({
    lines: [
      { isbn: '9780441478125', quantity },
      { isbn: '9780547928227', quantity: 1 },
    ],
    payment: { card },
  }),
})

/** The example of an operation's content, as it goes over the wire. */
function contentOf({ example: { body } }: (typeof publicOperations)[number]): { body?: string } {
  if (body === undefined) return {}
  return { body: typeof body === 'string' ? body : JSON.stringify(body) }
}

/** A day at the bookshop: every operation, orders that succeed and fail, retries, cancellations, and every refusal. */
export function everything(): Workload {
  const requests: readonly {
    method: string
    path: string
    headers?: Record<string, string>
    body?: string
  }[] = [
    // Before the copies are sold out.
    order('declined', 1, 'tok_declined'),
    ...publicOperations.map((operation) => ({
      method: operation.method,
      path: `/v1${examplePath(operation)}`,
      headers: {
        'idempotency-key': operation.id,
        'content-type': operation.mediaType ?? 'application/json',
      },
      ...contentOf(operation),
    })),
    order('two', 2),
    order('two', 2),
    order('two', 1),
    order('sold out', 1),
    { method: 'PUT', path: '/v1/orders/9/cancellation' },
    { method: 'PUT', path: '/v1/orders/9/cancellation' },
    { method: 'HEAD', path: '/v1/orders/9' },
    { method: 'OPTIONS', path: '/v1/orders' },
    { method: 'GET', path: '/v1/orders' },
    { method: 'GET', path: '/v1/books?sort=-price&limit=3' },
    { method: 'GET', path: '/v1/books/9780441478125', headers: { 'if-none-match': '*' } },
    { method: 'GET', path: '/openapi.json' },
    ...publicContract('gateway').refusals.flatMap(({ path, init = {} }) =>
      init.body === undefined || (typeof init.body === 'string' && init.body.length <= 100_000)
        ? [
            {
              method: init.method ?? 'GET',
              path,
              headers: Object.fromEntries(new Headers(init.headers)),
              ...(typeof init.body === 'string' ? { body: init.body } : {}),
            },
          ]
        : [],
    ),
  ]
  return requests.map(({ path, ...request }, i) => ({
    ...request,
    url: `https://${PUBLIC_HOST}${path}`,
    atMs: i * APART_MS,
  }))
}
