import { as } from '#mocks/http/contract.ts'
import { toBase64 } from '#mocks/http/data-url.ts'
import { writeExample } from '#mocks/http/example-content.ts'
import { exampleInJson } from '#mocks/http/multipart.ts'
import { needsToken } from '#mocks/http/needs.ts'
import { examplePath } from '#mocks/http/openapi.ts'
import type { Operation } from '#mocks/http/operation.ts'
import { isScope, SCOPES } from '#mocks/http/scopes.ts'
import { DELIVERY } from '#mocks/services/orders/contract.ts'
import { publicContract } from '#mocks/systems/public.contract.ts'
import {
  issuerOperations,
  publicOperations,
  rootOperations,
  wellKnownOperations,
} from '#mocks/systems/public-api.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { mint } from './minted.ts'

const SCOPE_NAMES = Object.keys(SCOPES).filter(isScope)

export type Workload = NonNullable<ScenarioInput['workload']>

/**
 * Requests are this far apart: each one has ended before the next one starts, some end in another second, and the last
 * one comes before a key that was rotated out at the beginning is withdrawn, of which verifiers hear at different times.
 */
const APART_MS = 397

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

/** An order that is delivered, and so charged. */
const delivered = {
  method: 'POST',
  path: '/v1/orders',
  headers: { 'idempotency-key': 'delivered', 'content-type': 'application/json' },
  body: JSON.stringify({ lines: [{ isbn: '9780141439518', quantity: 1 }], delivery: DELIVERY }),
}

/** The header fields without which an operation is refused, as its document gives them. */
export function requiredFields({ fields = {} }: Pick<Operation, 'fields'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { required, example }]) => (required ? [[name, example]] : [])),
  )
}

/** The content of an operation's example, and what Content-Type says of it; nothing where it takes none. */
export function exampleContent({ mediaType = 'application/json', example: { body } }: Operation) {
  if (body === undefined) return undefined
  const { type, content } = writeExample(mediaType, exampleInJson(body))
  return { type, ...inScenario(content) }
}

/** Content as a scenario has it. */
function inScenario(content: string | Uint8Array<ArrayBuffer>) {
  return typeof content === 'string'
    ? { body: content }
    : { body: toBase64(content), bodyEncoding: 'base64' as const }
}

/** The example request of an operation, signed in as ada where a token is needed. */
function example(prefix: string, operation: Operation) {
  const { id, needs } = operation
  const { type = 'application/json', ...content } = exampleContent(operation) ?? {}
  return {
    method: operation.method,
    path: prefix + examplePath(operation),
    headers: {
      ...requiredFields(operation),
      'idempotency-key': id,
      'content-type': type,
      ...(needsToken(needs) ? as('ada') : {}),
    },
    ...content,
  }
}

/** Tokens for everybody whom the workload signs in, by the placeholder that `as` writes. */
const TOKENS = new Map(
  await Promise.all(
    ['ada', 'alice', 'bob'].flatMap((user) =>
      [undefined, ...SCOPE_NAMES].map(
        async (scope) => [as(user, scope).authorization, `Bearer ${await mint(user, scope)}`] as const,
      ),
    ),
  ),
)

/** The header fields with a token in place of a placeholder. */
function withToken(headers: Record<string, string> = {}): Record<string, string> {
  const { authorization } = headers
  const token = authorization === undefined ? undefined : TOKENS.get(authorization)
  return token === undefined ? headers : { ...headers, authorization: token }
}

/** As much as the body of a scenario holds, be it base64. */
const MOST_CONTENT = 75_000

function isContent(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array
}

/** A day at the bookshop: every operation, orders that succeed and fail, retries, cancellations, and every refusal. */
export function everything(): Workload {
  const requests: readonly {
    method: string
    path: string
    headers?: Record<string, string>
    body?: string
    bodyEncoding?: 'base64'
  }[] = [
    // Before the copies are sold out.
    order('declined', 1, 'tok_declined'),
    ...publicOperations.map((operation) => example('/v1', operation)),
    ...rootOperations.map((operation) => example('', operation)),
    ...issuerOperations.map((operation) => example('/auth', operation)),
    ...wellKnownOperations.map((operation) => example('', operation)),
    delivered,
    { method: 'PUT', path: '/v1/orders/1/cancellation' },
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
      init.body === undefined || (isContent(init.body) && init.body.length <= MOST_CONTENT)
        ? [
            {
              method: init.method ?? 'GET',
              path,
              headers: Object.fromEntries(new Headers(init.headers)),
              ...(isContent(init.body) ? inScenario(init.body) : {}),
            },
          ]
        : [],
    ),
  ]
  return requests.map(({ path, ...request }, i) => ({
    ...request,
    ...(request.headers ? { headers: withToken(request.headers) } : {}),
    url: `https://${PUBLIC_HOST}${path}`,
    atMs: i * APART_MS,
  }))
}
