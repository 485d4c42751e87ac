import * as z from 'zod'

/** Which exchange of a workload a measure looks at, from 0. */
const request = z.int().min(0).max(50)

/** A party of a run: `client`, a service, `monolith`. */
const party = z.string().min(1).max(40)

/**
 * One thing that can be read off a finished run. Keys, checks and worked-out explanations all go through
 * this list, so that the page, the build and the tests measure in one way.
 */
export const Measure = z.discriminatedUnion('of', [
  /** The status code of the answer; 0 when there was none. */
  z.strictObject({ of: z.literal('status'), request }),
  /** How many HTTP requests the trace holds, the client's own included. */
  z.strictObject({ of: z.literal('hops'), request }),
  /** Those requests in words: `client → gateway, gateway → orders`. */
  z.strictObject({ of: z.literal('hop-list'), request }),
  /** The content of the answer, byte for byte. */
  z.strictObject({ of: z.literal('content'), request }),
  /** One value in the JSON content of the answer, by JSON Pointer (RFC 6901). */
  z.strictObject({ of: z.literal('value'), request, pointer: z.string().regex(/^(\/[^/]*)*$/) }),
  /** A header field of the answer. */
  z.strictObject({ of: z.literal('field'), request, name: z.string().regex(/^[a-z-]+$/) }),
  /** The method of the client's request. */
  z.strictObject({ of: z.literal('method'), request }),
  /** The target URI of the client's request. */
  z.strictObject({ of: z.literal('target'), request }),
  /** The content of the client's request. */
  z.strictObject({ of: z.literal('request-content'), request }),
  /** From the client's request to its answer, in microseconds of the run's clock. */
  z.strictObject({ of: z.literal('duration'), request }),
  /** How many times one party sent a request to another in the whole run, whether or not an answer came. */
  z.strictObject({ of: z.literal('calls'), from: party, to: party }),
  /** How many records of a table the run made or changed, in the whole run. */
  z.strictObject({ of: z.literal('changes'), party, table: z.string().min(1).max(40) }),
])
export type Measure = z.infer<typeof Measure>
