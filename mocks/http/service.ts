import { Hono } from 'hono'
import type * as z from 'zod'
import { type Answer, json, toResponse } from './answer.ts'
import { type Call, callOf, type VerifyToken } from './call.ts'
import { createMetrics } from './metrics.ts'
import { admit } from './needs.ts'
import { mediaTypeOf, mustAccept } from './negotiation.ts'
import { openApiDocument } from './openapi.ts'
import { bodiesOf, type Operation } from './operation.ts'
import { Problem, type ProblemError, problemAnswer } from './problem.ts'

/** A service is a function from a request to a response. Everything else is how it gets there. */
export type Handler = (request: Request) => Promise<Response>

export interface ServiceInfo {
  readonly name: string
  readonly title: string
  readonly description: string
}

/** What a service is handed of the world: the time, and somebody who can tell a token's worth. */
export interface ServiceWorld {
  /** The time of day. */
  now: () => Date
  /** Proves bearer tokens. Without it every token is refused. */
  verify?: VerifyToken
  /** Told of every error that nobody foresaw. Callers get a 500 without its details; operators need them. */
  report?: (error: unknown) => void
}

/** What a handler gets: everything already read, checked and typed. */
export interface Asked<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The request's content as it came, for whoever must compare bytes. */
  readonly content: string
  readonly request: Request
  readonly call: Call
  /** A path of this service as its callers write it: behind the gateway it starts with `/v1`. */
  href: (path: string) => string
}

export interface HandlerOptions {
  document?: () => Readonly<Record<string, unknown>>
  otherwise?: Handler
}

/** How a browser sends a form, and OAuth its requests. */
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** The largest content that a service reads, in bytes. */
const MAX_CONTENT_BYTES = 100_000

/**
 * Starts a service: declare its operations with `on`, then call `handler()`. The manners that all services share
 * live here: validation, 405 with `Allow`, 406, 415, HEAD, OPTIONS, problem documents, `/health`, `/metrics`,
 * `/openapi.json`.
 */
export function createService(info: ServiceInfo, world: ServiceWorld) {
  const app = new Hono()
  const operations: Operation[] = []
  const metrics = createMetrics(info.name)

  const service = {
    /** Adds an operation and what answers it. */
    on<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
      operation: Operation<P, Q, B>,
      answer: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Answer | Promise<Answer>,
    ) {
      operations.push(operation as unknown as Operation)
      app.on(operation.method, honoPath(operation.path), (context) =>
        metrics.count(operation.id, () =>
          answering(world.report, operation.oauth?.refuse ?? problemAnswer, async () => {
            const request = context.req.raw
            const call = await callerOf(operation, request, world)
            admit(operation.needs ?? {}, call)
            const types = mediaTypesOf(operation)
            if (types.length === 1 && types[0] !== undefined) mustAccept(request, types[0])
            const params = readParams(operation.params, context.req.param())
            const query = readQuery(operation.query, new URL(request.url).searchParams)
            const { body, content } = await readBody<z.output<B>>(
              bodiesOf(operation as unknown as Operation),
              request,
            )
            const prefix = request.headers.get('x-forwarded-prefix') ?? ''
            return answer({ params, query, body, content, request, call, href: (path) => prefix + path })
          }),
        ),
      )
      return service
    },

    /**
     * Closes the list of operations and gives the finished service. `document` replaces the service's own OpenAPI
     * document, `otherwise` answers what no operation does.
     */
    handler({ document, otherwise }: HandlerOptions = {}): Handler {
      app.get('/health', () =>
        toResponse(json({ status: 'pass', service: info.name }, { fields: { 'cache-control': 'no-store' } })),
      )
      app.get(
        '/metrics',
        () =>
          new Response(metrics.text(), {
            headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
          }),
      )
      app.get('/openapi.json', () => toResponse(json(document?.() ?? openApiDocument(info, operations))))
      const methodsByPath = new Map<string, Set<string>>([
        ['/health', new Set(['GET'])],
        ['/metrics', new Set(['GET'])],
        ['/openapi.json', new Set(['GET'])],
      ])
      for (const { path, method } of operations) {
        methodsByPath.set(path, (methodsByPath.get(path) ?? new Set()).add(method))
      }
      for (const [path, methods] of methodsByPath) {
        const allow = [...methods, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
        app.all(honoPath(path), ({ req }) => toResponse(otherMethod(req.method, allow)))
      }
      app.notFound(({ req }) =>
        otherwise
          ? metrics.count('passed on', () => otherwise(req.raw))
          : toResponse(
              problemAnswer(new Problem('not-found', `There is no resource at ${pathAsCalled(req.raw)}.`)),
            ),
      )
      return async (request) => app.fetch(request)
    },
  }
  return service
}

/** What travels with a request. Where clients identify themselves, Authorization holds no token. */
function callerOf({ oauth }: Pick<Operation, 'oauth'>, request: Request, { now, verify }: ServiceWorld) {
  if (!oauth) return callOf(request, now, verify)
  const { traceparent, baggage } = Object.fromEntries(request.headers)
  const headers = { ...(traceparent ? { traceparent } : {}), ...(baggage ? { baggage } : {}) }
  return callOf(new Request(request.url, { headers }), now)
}

/** Runs a handler; whatever goes wrong becomes a problem document, and nothing of the inside leaks out. */
async function answering(
  report: ServiceWorld['report'],
  refuse: (problem: Problem) => Answer,
  answer: () => Promise<Answer>,
): Promise<Response> {
  try {
    return toResponse(await answer())
  } catch (error) {
    if (error instanceof Problem) return toResponse(refuse(error))
    report?.(error)
    return toResponse(
      refuse(
        new Problem(
          'internal-error',
          'The service met a situation that it was not made for. The request is not at fault.',
        ),
      ),
    )
  }
}

function otherMethod(method: string, allow: string): Answer {
  if (method === 'OPTIONS') return { status: 204, fields: { allow } }
  return problemAnswer(
    new Problem('method-not-allowed', {
      detail: `This resource supports ${allow}, not ${method}.`,
      headers: { allow },
    }),
  )
}

function pathAsCalled(request: Request): string {
  return (request.headers.get('x-forwarded-prefix') ?? '') + new URL(request.url).pathname
}

/** OpenAPI writes `{isbn}`, Hono `:isbn`. */
function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

/**
 * The media types of what an operation answers when all goes well. With one of them Accept is held to it; an
 * operation with several chooses itself, and so does one that speaks OAuth, whose clients send what they like.
 */
function mediaTypesOf({ answers, oauth }: Pick<Operation, 'answers' | 'oauth'>): readonly string[] {
  if (oauth) return []
  const types = Object.values(answers).flatMap(({ body, type = 'application/json' }) => (body ? type : []))
  return [...new Set(types)]
}

/** A path that does not fit names nothing: 404, not 400. */
function readParams<P extends z.ZodObject>(schema: P | undefined, raw: Record<string, string>): z.output<P> {
  const read = schema?.safeParse(raw)
  if (read && !read.success) {
    throw new Problem(
      'not-found',
      `There is nothing at this address: ${read.error.issues[0]?.message ?? 'the path does not fit'}.`,
    )
  }
  return (read?.data ?? {}) as z.output<P>
}

function readQuery<Q extends z.ZodObject>(schema: Q | undefined, raw: URLSearchParams): z.output<Q> {
  const read = schema?.safeParse(Object.fromEntries(raw))
  if (read && !read.success) {
    const errors = read.error.issues.map((issue) => ({
      parameter: issue.path.join('.'),
      detail: issue.message,
    }))
    throw new Problem('invalid-parameter', { detail: summary('query parameter', errors), errors })
  }
  return (read?.data ?? {}) as z.output<Q>
}

async function readBody<B>(
  schemas: ReadonlyMap<string, z.ZodType>,
  request: Request,
): Promise<{ body: B; content: string }> {
  if (schemas.size === 0) return { body: undefined as B, content: '' }
  const type = mediaTypeOf(request)
  const schema = schemas.get(type ?? '')
  if (!schema) {
    const known = [...schemas.keys()]
    throw new Problem('unsupported-media-type', {
      detail: `Send the content as ${known.join(' or ')}${type ? `, not ${type}` : ', and name it in Content-Type'}.`,
      headers: { 'accept-post': known.join(', ') },
    })
  }
  const bytes = new Uint8Array(await request.arrayBuffer())
  if (bytes.length > MAX_CONTENT_BYTES) {
    throw new Problem(
      'content-too-large',
      `The content has ${bytes.length} bytes; at most ${MAX_CONTENT_BYTES} are read.`,
    )
  }
  const content = decodeUtf8(bytes)
  const read = schema.safeParse(type === FORM_TYPE ? parseForm(content) : parseJson(content))
  if (!read.success) {
    const errors = read.error.issues.flatMap(errorsOf)
    throw new Problem('invalid-content', { detail: summary('place in the content', errors), errors })
  }
  return { body: read.data as B, content }
}

/** The fields of a form. One that comes twice has no meaning (RFC 6749 §3.1 forbids it). */
function parseForm(content: string): Record<string, string> {
  const fields = [...new URLSearchParams(content)]
  const twice = fields.find(([name], at) => fields.findIndex(([other]) => other === name) < at)
  if (twice) throw new Problem('malformed-request', `The form has the field ${twice[0]} more than once.`)
  return Object.fromEntries(fields)
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('malformed-request', 'The content is not UTF-8 text.')
  }
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    // The engine's own message differs between browsers, and answers must not.
    throw new Problem(
      'malformed-request',
      'The content is not JSON. Look for a missing quote, comma or bracket.',
    )
  }
}

/** An unknown field is one error per field, each with its own pointer. */
function errorsOf(issue: z.core.$ZodIssue): ProblemError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointer([...issue.path, key]),
      detail: 'is not a field that this resource knows',
    }))
  }
  return [{ pointer: pointer(issue.path), detail: issue.message }]
}

/** A JSON Pointer as a URI fragment (RFC 6901 §6). */
function pointer(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`
}

function summary(what: string, errors: readonly ProblemError[]): string {
  return errors.length === 1
    ? `One ${what} is wrong; see errors.`
    : `${errors.length} ${what}s are wrong; see errors.`.replace(
        'place in the contents',
        'places in the content',
      )
}
