import type * as z from 'zod'
import type { Answer } from './answer.ts'
import type { Needs } from './needs.ts'
import type { Problem, ProblemName } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What one status of an operation means, for readers, validation and OpenAPI alike. */
export interface AnswerDescription {
  readonly description: string
  readonly body?: z.ZodType
  /** The media type of `body`, or several for the client to choose from; application/json if left out. */
  readonly type?: string | readonly string[]
  /** Header fields worth naming: name → what it says. */
  readonly fields?: Readonly<Record<string, string>>
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
  /** Other media types that are read as well, each into what `body` gives. */
  readonly otherBodies?: Readonly<Record<string, z.ZodType<z.output<Body>>>>
  /** What a caller must bring: a scope, a token, a person. */
  readonly needs?: Needs
  /**
   * The operation speaks OAuth: Authorization is about the client and no bearer token, and a refusal is worded as
   * RFC 6749 §5.2 says instead of as a problem document.
   */
  readonly oauth?: { readonly refuse: (problem: Problem) => Answer }
  /** A request that works against the seeded data. */
  readonly example: {
    readonly params?: z.input<Params>
    readonly query?: Readonly<Record<string, string>>
    readonly body?: z.input<Body>
  }
  readonly answers: Readonly<Record<number, AnswerDescription>>
  readonly problems: readonly ProblemName[]
}

/** Declares an operation; the types of its handler follow from it. */
export function operation<
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
>(declared: Operation<Params, Query, Body>): Operation<Params, Query, Body> {
  return declared
}

/** The media types that an operation reads, each with its schema; the preferred one first. */
export function bodiesOf({
  body,
  mediaType = 'application/json',
  otherBodies = {},
}: Pick<Operation, 'body' | 'mediaType' | 'otherBodies'>): ReadonlyMap<string, z.ZodType> {
  return new Map(body ? [[mediaType, body], ...Object.entries(otherBodies)] : [])
}

/** The path of an operation as it is asked for, with its parameters filled in. */
export function fillPath(path: string, params: Readonly<Record<string, unknown>> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
}
