import type * as z from 'zod'
import { type Call, fieldsFor, GUEST } from './call.ts'
import { mediaTypeOf } from './negotiation.ts'
import { isProblemName, PROBLEM_BASE, Problem, ProblemDocument } from './problem.ts'

/** Sends a request and brings a response, or throws when none comes. */
export type Send = (request: Request) => Promise<Response>

export interface ClientOptions {
  /** Whom this client talks to, for people who read the error. */
  service: string
  /** Where that is, such as `https://inventory.bookshop.internal`. */
  origin: string
  send: Send
  /** It belongs to somebody else: the caller's token does not go there, or they could use it here. */
  outside?: boolean
}

export interface Ask<T extends z.ZodType> {
  method: string
  path: string
  body?: unknown
  fields?: Record<string, string>
  /** What is read of a successful answer. Fields that are not named here are ignored: clients are tolerant readers. */
  reads?: T
  /** Gives the request up when it fires. */
  signal?: AbortSignal
  /** Told of the fields of a successful answer. */
  hears?: (fields: Headers) => void
}

/**
 * A small HTTP client for services that talk to services. A problem document becomes the same Problem here;
 * no answer, or a failure of the callee, becomes `dependency-unavailable`.
 */
export function createClient({ service, origin, send, outside = false }: ClientOptions) {
  return async <T extends z.ZodType>(
    { method, path, body, fields = {}, reads, signal, hears }: Ask<T>,
    call: Call,
  ): Promise<z.output<T>> => {
    const headers = {
      accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...fieldsFor(outside ? { ...call, caller: GUEST } : call),
      ...fields,
    }
    const request = new Request(origin + path, {
      method,
      headers,
      ...(signal ? { signal } : {}),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const response = await send(request).catch((error: unknown) => {
      if (neverSent(error)) throw unavailable(service, { untouched: true })
      return undefined
    })
    if (!response || response.status >= 500) throw unavailable(service)
    // What is no JSON, or not what the callee's contract promises, is a failure of the callee.
    const content: unknown =
      response.status === 204 ? undefined : await response.json().catch(() => undefined)
    if (!response.ok) throw asProblem(service, response, content)
    const read = reads?.safeParse(content)
    if (read && !read.success) throw unavailable(service, { breach: breachOf(read.error) })
    hears?.(response.headers)
    return read?.data as z.output<T>
  }
}

/**
 * The service that is needed does not answer, or (`breach`) answers something else than it promised: 503, and the caller
 * may try again.
 */
export function unavailable(
  service: string,
  { untouched = false, breach }: { untouched?: boolean; breach?: string } = {},
): Problem {
  return new Problem('dependency-unavailable', {
    detail:
      breach === undefined
        ? `${service} does not answer. Try again in a moment.`
        : `${service} answers, and not as its contract promises (${breach}).`,
    dependency: service,
    headers: { 'retry-after': '5' },
    ...(untouched ? { untouched } : {}),
  })
}

/** What is wrong with an answer, in words: where, and what should be there. */
function breachOf({ issues }: z.core.$ZodError): string {
  const [issue] = issues
  return issue ? `${issue.path.join('.') || 'content'}: ${issue.message}` : 'content'
}

/** Whether whoever sends a request says of its failure that the request certainly never left, as after a refused connection. */
function neverSent(error: unknown): boolean {
  return error instanceof Error && 'sent' in error && error.sent === false
}

function asProblem(service: string, response: Response, content: unknown): Problem {
  const isOne = mediaTypeOf(response) === 'application/problem+json'
  return (isOne && problemFrom(content)) || unavailable(service)
}

/** What a problem document says, as a Problem; undefined when it is none of ours. */
export function problemFrom(document: unknown): Problem | undefined {
  const read = ProblemDocument.safeParse(document)
  const name = read.data?.type.replace(PROBLEM_BASE, '')
  if (!read.success || !name || !isProblemName(name)) return undefined
  const { detail, errors, dependency } = read.data
  return new Problem(name, {
    detail,
    ...(errors ? { errors: errors as NonNullable<Problem['details']['errors']> } : {}),
    ...(dependency ? { dependency } : {}),
  })
}
