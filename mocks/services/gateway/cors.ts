import type { Handler } from '../../http/service.ts'
import { chunkedResponse, chunksOf } from '../../log/chunks.ts'

/** Fields of an answer that scripts on other origins may read, besides those that Fetch allows anyway. */
const EXPOSED = [
  'accept-patch',
  'accept-post',
  'accept-query',
  'accept-ranges',
  'allow',
  'content-range',
  'date',
  'deprecation',
  'etag',
  'grpc-message',
  'grpc-status',
  'grpc-status-details-bin',
  'link',
  'location',
  'preference-applied',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'sunset',
  'traceparent',
  'www-authenticate',
]

/** Fields of a request that scripts on other origins may set. A star would not cover Authorization (Fetch §3.3.4). */
const SETTABLE = [
  'accept',
  'authorization',
  'connect-protocol-version',
  'connect-timeout-ms',
  'content-type',
  'grpc-timeout',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'if-range',
  'last-event-id',
  'prefer',
  'range',
  'baggage',
  'traceparent',
  'tracestate',
  'x-api-key',
  'x-grpc-web',
  'x-user-agent',
]

/** How long a browser may remember that it asked, in seconds; Chromium keeps no answer longer than two hours. */
const MAX_AGE_S = 600

/** Where a person is asked for consent: no script has any business there (RFC 9700 §2.6). */
function isForPeople({ url }: Request): boolean {
  return new URL(url).pathname === '/auth/authorize'
}

/** What is added to an answer, so that scripts of other origins may read it, or send what they ask about. */
export function fieldsForScripts({
  preflight,
  allow,
}: {
  preflight: boolean
  /** The methods that the resource knows, as its `Allow` field says. */
  allow: string
}): Readonly<Record<string, string>> {
  if (!preflight)
    return {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': EXPOSED.join(', '),
    }
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': allow,
    'access-control-allow-headers': SETTABLE.join(', '),
    'access-control-max-age': `${MAX_AGE_S}`,
  }
}

/**
 * Lets scripts of any origin use the API (the CORS protocol of the Fetch standard). Nobody is known by a cookie here, so
 * the star is right: a script can only use what it brings itself, and no answer differs by origin.
 */
export function shared(next: Handler): Handler {
  return async (request) => {
    const answer = await next(request)
    if (!request.headers.has('origin') || isForPeople(request)) return answer
    const preflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    const added = fieldsForScripts({ preflight, allow: answer.headers.get('allow') ?? '' })
    const headers = new Headers(answer.headers)
    for (const [name, value] of Object.entries(added)) headers.set(name, value)
    return withFields(answer, headers)
  }
}

/** The same answer with other fields; its content is handed on unread. */
export function withFields(answer: Response, headers: Headers): Response {
  const chunks = chunksOf(answer)
  if (chunks) return chunkedResponse({ status: answer.status, headers }, chunks)
  const copy = new Response(answer.body, { status: answer.status, headers })
  return Object.defineProperty(copy, 'arrayBuffer', { value: () => answer.arrayBuffer() })
}
