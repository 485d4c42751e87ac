import { Hono } from 'hono'
import type * as z from 'zod'
import { type Answer, asAsked, json, toResponse } from './answer.ts'
import { type Call, callOf, type VerifyToken } from './call.ts'
import { acceptField, readContent } from './content.ts'
import { deprecationFields } from './deprecation.ts'
import { prefixOf } from './forwarded.ts'
import { createMetrics } from './metrics.ts'
import { admit } from './needs.ts'
import { mustAccept } from './negotiation.ts'
import { openApiDocument } from './openapi.ts'
import { answerTypesOf, type Operation } from './operation.ts'
import { Problem, problemAnswer } from './problem.ts'

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
  /** The media type of the content, in lower case and without parameters. */
  readonly mediaType: string
  readonly request: Request
  readonly call: Call
  /** A path of this service as its callers write it: behind the gateway it starts with `/v1`. */
  href: (path: string) => string
}

export interface HandlerOptions {
  document?: () => Readonly<Record<string, unknown>>
  otherwise?: Handler
}

/** The longest path with its query that a service reads, in characters (RFC 9110 §4.1 asks for 8,000 at least). */
const MAX_ADDRESS = 8_000

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
      const any = operation as unknown as Operation
      operations.push(any)
      app.on(operation.method, honoPath(operation.path), (context) =>
        metrics.count(operation.id, () =>
          answering(world.report, operation.oauth?.refuse ?? problemAnswer, async () => {
            const request = context.req.raw
            const call = await callerOf(operation, request, world)
            admit(operation.needs ?? {}, call)
            // Clients that speak OAuth send what they like, and get JSON; protocols on top of HTTP negotiate by themselves.
            if (!operation.oauth && !operation.protocol) mustAccept(request, answerTypesOf(any))
            const params = readParams(operation.params, context.req.param())
            const query = readQuery(
              operation.protocol ? undefined : operation.query,
              new URL(request.url).searchParams,
            )
            const { content, mediaType, ...read } = operation.protocol
              ? NOTHING_READ
              : await readContent(any, request)
            const body = read.body as z.output<B>
            const prefix = prefixOf(request)
            const href = (path: string) => prefix + path
            const given = await answer({ params, query, body, content, mediaType, request, call, href })
            if (!operation.deprecated) return given
            const fields = { ...given.fields, ...deprecationFields(operation.deprecated, { params, href }) }
            return { ...given, fields }
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
        const taken = operations.filter((operation) => operation.path === path).map(acceptField)
        app.all(honoPath(path), ({ req }) =>
          toResponse(otherMethod(req.method, { allow, ...Object.assign({}, ...taken) })),
        )
      }
      app.notFound(({ req }) =>
        otherwise
          ? metrics.count('passed on', () => otherwise(req.raw))
          : toResponse(
              problemAnswer(new Problem('not-found', `There is no resource at ${pathAsCalled(req.raw)}.`)),
            ),
      )
      return async (request) => {
        const { pathname, search } = new URL(request.url)
        return pathname.length + search.length > MAX_ADDRESS
          ? asAsked(request, problemAnswer(new Problem('uri-too-long', TOO_LONG)))
          : app.fetch(request)
      }
    },
  }
  return service
}

const NOTHING_READ = { body: undefined, content: '', mediaType: '' }

/**
 * What travels with a request. Where clients identify themselves, Authorization holds no token; where a protocol on top
 * of HTTP is spoken, its handler looks at it.
 */
function callerOf(
  { oauth, protocol }: Pick<Operation, 'oauth' | 'protocol'>,
  request: Request,
  { now, verify }: ServiceWorld,
) {
  if (!oauth && !protocol) return callOf(request, now, verify)
  const { traceparent, baggage } = Object.fromEntries(request.headers)
  const headers = { ...(traceparent ? { traceparent } : {}), ...(baggage ? { baggage } : {}) }
  return callOf(new Request(request.url, { headers }), now)
}

const TOO_LONG = `The path and the query together may have ${MAX_ADDRESS} characters. Send what is longer as content.`

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

function otherMethod(method: string, fields: Readonly<Record<string, string>> & { allow: string }): Answer {
  if (method === 'OPTIONS') return { status: 204, fields }
  const { allow } = fields
  return problemAnswer(
    new Problem('method-not-allowed', {
      detail: `This resource supports ${allow}, not ${method}.`,
      headers: { allow },
    }),
  )
}

function pathAsCalled(request: Request): string {
  return prefixOf(request) + new URL(request.url).pathname
}

/** OpenAPI writes `{isbn}`, Hono `:isbn`. */
function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
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
  if (!schema) return {} as z.output<Q>
  const repeated = Object.keys(schema.shape).filter((name) => raw.getAll(name).length > 1)
  if (repeated.length > 0)
    throw invalidQuery(repeated.map((parameter) => ({ parameter, detail: 'is given more than once' })))
  const read = schema.safeParse(Object.fromEntries(raw))
  if (read.success) return read.data as z.output<Q>
  throw invalidQuery(
    read.error.issues.map((issue) => ({ parameter: issue.path.join('.'), detail: issue.message })),
  )
}

function invalidQuery(errors: readonly { parameter: string; detail: string }[]): Problem {
  const detail =
    errors.length === 1
      ? 'One query parameter is wrong; see errors.'
      : `${errors.length} query parameters are wrong; see errors.`
  return new Problem('invalid-parameter', { detail, errors })
}
