import type * as z from 'zod'
import type { Answer } from './answer.ts'
import type { Needs } from './needs.ts'
import type { Problem, ProblemName } from './problem.ts'

/** QUERY is safe and idempotent like GET, and carries content like POST (RFC 10008). */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'QUERY'

/** What one status of an operation means, for readers, validation and OpenAPI alike. */
export interface AnswerDescription {
  readonly description: string
  readonly body?: z.ZodType
  /** The media type of `body`, or several for the client to choose from; application/json if left out. */
  readonly type?: string | readonly string[]
  /** Header fields worth naming: name → what it says. */
  readonly fields?: Readonly<Record<string, string>>
}

/** One format in which content may be sent. */
export interface Format {
  readonly schema: z.ZodType
  readonly example: unknown
}

/** When an operation went out of use (RFC 9745), when it will be gone (RFC 8594), and what to use instead. */
export interface Deprecated {
  /** RFC 3339. */
  readonly since: string
  /** RFC 3339. */
  readonly sunset: string
  /** The path of what replaces it, with the same parameters in braces. */
  readonly successor: string
}

/**
 * One operation of a service: the only source of its route, its validation, its types and its OpenAPI entry.
 * Paths use OpenAPI's braces.
 */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> {
  readonly id: string
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly params?: Params
  readonly query?: Query
  /** Request header fields worth naming: name → what it says. */
  readonly fields?: Readonly<
    Record<string, { readonly description: string; readonly required?: boolean; readonly example: string }>
  >
  readonly body?: Body
  /** The media type of the content; `application/json` unless it says otherwise. A form is read as one. */
  readonly mediaType?: string
  /** Of a form with files: the name of a part → the media types that it may have. */
  readonly parts?: Readonly<Record<string, readonly string[]>>
  /** Other media types that are read as well, each into what `body` gives. XML and text reach the schema as text, other types as bytes. */
  readonly otherBodies?: Readonly<Record<string, z.ZodType<z.output<Body>>>>
  /** What a caller must bring: a scope, a token, a person. */
  readonly needs?: Needs
  /**
   * The operation speaks OAuth: Authorization is about the client and no bearer token, and a refusal is worded as
   * RFC 6749 §5.2 says instead of as a problem document.
   */
  readonly oauth?: { readonly refuse: (problem: Problem) => Answer }
  /**
   * The protocol that the operation speaks on top of HTTP, such as Connect. Its handler gets the request unread and
   * without its caller verified, since the protocol has its own words for all that may be wrong with it; `query`,
   * `body` and `answers` only describe.
   */
  readonly protocol?: string
  /** Each request carries a signature of its own (RFC 9421), so that no example of it can be sent as it stands. */
  readonly signed?: true
  /** Examples of content in those. */
  readonly otherExamples?: Readonly<Record<string, unknown>>
  /** How many bytes of content are read; 100,000 if left out. */
  readonly maxBytes?: number
  readonly deprecated?: Deprecated
  /** Requests that the service sends to its caller later on (OpenAPI 3.1, Callback Object); the path is where to. */
  readonly callbacks?: Readonly<Record<string, Operation>>
  /** A request that works against the seeded data. */
  readonly example: {
    readonly params?: z.input<Params>
    readonly query?: Readonly<Record<string, string>>
    readonly body?: z.input<Body>
  }
  readonly answers: Readonly<Record<number, AnswerDescription>>
  readonly problems: readonly ProblemName[]
}

/** An operation, as far as it can be read without knowing its types. */
export type AnyOperation = Pick<
  Operation,
  | 'method'
  | 'body'
  | 'mediaType'
  | 'otherBodies'
  | 'otherExamples'
  | 'maxBytes'
  | 'example'
  | 'answers'
  | 'oauth'
>

/** Declares an operation; the types of its handler follow from it. */
export function operation<
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
>(declared: Operation<Params, Query, Body>): Operation<Params, Query, Body> {
  return declared
}

/** Media type → format of an operation's content, the preferred one first; none when it takes no content. */
export function formatsOf({
  body,
  mediaType = 'application/json',
  otherBodies = {},
  otherExamples = {},
  example,
}: AnyOperation): Readonly<Record<string, Format>> {
  if (!body) return {}
  const others = Object.entries(otherBodies).map(
    ([type, schema]) => [type, { schema, example: otherExamples[type] }] as const,
  )
  return { [mediaType]: { schema: body, example: example.body }, ...Object.fromEntries(others) }
}

/** The media types in which an operation answers when it succeeds. */
export function answerTypesOf({ answers }: AnyOperation): readonly string[] {
  return [
    ...new Set(Object.values(answers).flatMap(({ body, type = 'application/json' }) => (body ? type : []))),
  ]
}

/** The path of an operation as it is asked for, with its parameters filled in. */
export function fillPath(path: string, params: Readonly<Record<string, unknown>> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
}
