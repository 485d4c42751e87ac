import * as z from 'zod'
import type { Answer } from './answer.ts'

/**
 * Every kind of problem that the bookshop reports, with its status. The name is the last part of the problem's
 * `type` (RFC 9457 §3.1.1); it is stable, so that clients may rely on it.
 */
export const PROBLEMS = {
  'malformed-request': { status: 400, title: 'The request could not be read' },
  'invalid-parameter': { status: 400, title: 'A parameter has an invalid value' },
  'digest-mismatch': { status: 400, title: 'The content is not the one that Content-Digest names' },
  'invalid-operation': { status: 400, title: 'The GraphQL operation is not valid' },
  'operation-too-costly': { status: 400, title: 'The GraphQL operation asks for too much' },
  'idempotency-key-missing': { status: 400, title: 'The Idempotency-Key is missing' },
  'token-missing': { status: 401, title: 'An access token is needed' },
  'invalid-token': { status: 401, title: 'The access token is not valid' },
  'sign-in-failed': { status: 403, title: 'The name or the password is wrong' },
  'insufficient-scope': { status: 403, title: 'The access token does not allow this' },
  'not-allowed-for-caller': { status: 403, title: 'The caller may not do this' },
  'invalid-signature': { status: 403, title: 'The signature of the request is not valid' },
  'unknown-api-key': { status: 403, title: 'The API key is not known' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This resource does not support the method' },
  'not-acceptable': { status: 406, title: 'No representation fits the Accept field' },
  'out-of-stock': { status: 409, title: 'There are not enough copies' },
  'price-changed': { status: 409, title: 'The price is no longer the expected one' },
  'order-state': { status: 409, title: 'The order is in a state that does not allow this' },
  'payment-state': { status: 409, title: 'The payment is in a state that does not allow this' },
  'shipment-state': { status: 409, title: 'The shipment is in a state that does not allow this' },
  'subscription-refused': { status: 409, title: 'The connection can not have this subscription' },
  'cart-full': { status: 409, title: 'The cart can hold no more' },
  'too-many-webhooks': { status: 409, title: 'The caller has as many webhooks as one may have' },
  'key-in-use': { status: 409, title: 'The key is the one that signs' },
  'delivery-state': { status: 409, title: 'The delivery is in a state that does not allow this' },
  'order-given-up': { status: 409, title: 'The order was given up, and nothing more is done for it' },
  'request-in-progress': {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
  },
  'book-exists': { status: 409, title: 'The catalogue has this book already' },
  'patch-conflict': { status: 409, title: 'The patch does not fit the resource as it is' },
  'precondition-failed': { status: 412, title: 'The resource is not the version that was expected' },
  'content-too-large': { status: 413, title: 'The content is too large' },
  'uri-too-long': { status: 414, title: 'The address is too long' },
  'unsupported-media-type': { status: 415, title: 'The content has a media type that is not understood' },
  'range-not-satisfiable': { status: 416, title: 'The representation has no such part' },
  'invalid-content': { status: 422, title: 'The content does not fit the schema' },
  'unknown-book': { status: 422, title: 'The content names a book that is not in the catalogue' },
  'payment-declined': { status: 422, title: 'The payment was declined' },
  'not-scalable': { status: 422, title: 'No thumbnail can be made of this picture' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used with another request' },
  'precondition-required': { status: 428, title: 'The request must say which version it expects' },
  'too-many-requests': { status: 429, title: 'The quota is used up' },
  'internal-error': { status: 500, title: 'The service failed' },
  overloaded: { status: 503, title: 'The service has more requests than it can work on' },
  'upstream-failed': { status: 502, title: 'A service behind this one failed' },
  'read-model-behind': { status: 503, title: 'The list has not yet heard what you did' },
  'dependency-unavailable': { status: 503, title: 'A service that is needed does not answer' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemName = keyof typeof PROBLEMS

/** Whether this is one of our kinds of problem. */
export function isProblemName(name: string): name is ProblemName {
  return Object.hasOwn(PROBLEMS, name)
}

/** Where the kinds of problem live: each can be looked up there. */
export const PROBLEM_BASE = 'https://api.bookshop.example/problems/'

/** One place in the request that is wrong: `pointer` is a JSON Pointer into the content (RFC 6901), `parameter` a query parameter. */
export interface ProblemError {
  readonly pointer?: string
  readonly parameter?: string
  readonly detail: string
}

/** A problem document as it goes over the wire (RFC 9457). */
export const ProblemDocument = z.object({
  type: z.url().describe('Names the kind of problem; stable.'),
  title: z.string().describe('The kind of problem in words; the same for each occurrence.'),
  status: z.int().describe('The HTTP status code.'),
  detail: z.string().describe('What happened this time, and what to do about it.'),
  errors: z
    .array(z.object({ pointer: z.string().optional(), parameter: z.string().optional(), detail: z.string() }))
    .optional()
    .describe('Each place in the request that is wrong.'),
  dependency: z.string().optional().describe('The service that does not answer.'),
})
export type ProblemDocument = z.infer<typeof ProblemDocument>

export interface ProblemDetails {
  detail: string
  errors?: readonly ProblemError[]
  dependency?: string
  headers?: Readonly<Record<string, string>>
  /** The dependency certainly knows nothing of the request: that nothing was done is then no guess. Not sent to callers. */
  untouched?: boolean
}

/** Thrown by whoever can not go on; the service's edge answers it as `application/problem+json`. */
export class Problem extends Error {
  override name = 'Problem'
  readonly problem: ProblemName
  readonly details: ProblemDetails

  constructor(problem: ProblemName, details: ProblemDetails | string) {
    const all = typeof details === 'string' ? { detail: details } : details
    super(all.detail)
    this.problem = problem
    this.details = all
  }

  get status() {
    return PROBLEMS[this.problem].status
  }
}

/** Writes a problem as an answer. */
export function problemAnswer({ problem, details }: Problem): Answer {
  const { status, title } = PROBLEMS[problem]
  const { detail, errors, dependency, headers } = details
  const document = {
    type: PROBLEM_BASE + problem,
    title,
    status,
    detail,
    ...(errors ? { errors } : {}),
    ...(dependency ? { dependency } : {}),
  }
  return {
    status,
    fields: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    content: JSON.stringify(document),
  }
}
