import { formatTraceparent, parseTraceparent, type TraceContext } from '../log/trace-context.ts'
import type { OpenTransaction } from '../storage/store.ts'
import { Problem } from './problem.ts'

/** Who asks: a person who signed in, a client that acts for itself, or the guest. */
export interface Caller {
  /** The subject of the token. */
  readonly customer: string
  /** What the token allows; nothing for the guest, who is admitted where no token is needed. */
  readonly scopes: readonly string[]
  /** The client that the token was issued to; the same as `customer` when it acts for itself. */
  readonly client?: string
  /** The organisation that the caller belongs to. */
  readonly tenant?: string
  /** The token itself, so that the next service can look at it with its own eyes. */
  readonly token?: string
}

/** Whoever comes without `Authorization`. */
export const GUEST: Caller = { customer: 'guest', scopes: [] }

/** Proves an access token and says whose it is. Throws invalid-token; dependency-unavailable when it can not tell. */
export type VerifyToken = (token: string, call: Call) => Promise<Caller>

/**
 * What travels with one piece of work from service to service: who asks, which trace it belongs to, when it
 * arrived at the edge, and (only inside one process) the transaction that is open.
 */
export interface Call {
  readonly caller: Caller
  readonly trace?: TraceContext | undefined
  /** When the request arrived at the edge, as an ISO 8601 timestamp: every time in a body is this one. */
  readonly arrivedAt: string
  readonly open?: OpenTransaction | undefined
}

/** Carries the time of arrival inward, as a member of the W3C `baggage` field. */
const ARRIVAL = /(?:^|,)\s*arrived-at=(\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\d(?:\.\d{1,3})?Z)\s*(?:[,;]|$)/

/**
 * Reads from a request what travels with it. A token is always verified in full and never ignored; where nobody can
 * verify it, it is refused. A guest's request asks nobody anything.
 */
export async function callOf(request: Request, now: () => Date, verify?: VerifyToken): Promise<Call> {
  const arrival = ARRIVAL.exec(request.headers.get('baggage') ?? '')?.[1]
  const call: Call = {
    caller: GUEST,
    trace: parseTraceparent(request.headers.get('traceparent')),
    arrivedAt: arrivalTime(arrival) ?? now().toISOString(),
  }
  const field = request.headers.get('authorization')
  if (field === null) return call
  const token = BEARER.exec(field)?.[1]
  if (token === undefined)
    throw invalidToken(
      'Authorization must be the word Bearer, a space and one token (RFC 6750, section 2.1).',
    )
  if (!verify)
    throw invalidToken('Nobody here can verify tokens. Leave out Authorization to act as the guest.')
  return { ...call, caller: await verify(token, call) }
}

/** The Authorization field of RFC 6750 §2.1; the scheme in any case (RFC 9110 §11.1). */
const BEARER = /^bearer +([\w\-.~+/]+=*)$/i

/** The refusal of a token, and why. Clients get a new token, or go on without one (RFC 6750 §3.1). */
export function invalidToken(why: string): Problem {
  return new Problem('invalid-token', {
    detail: why,
    headers: {
      // Quotes and backslashes would end the parameter (RFC 6750 §3 leaves them out altogether).
      'www-authenticate': `Bearer realm="bookshop", error="invalid_token", error_description="${why.replace(/[^\x20-\x21\x23-\x5B\x5D-\x7E]/g, "'")}"`,
    },
  })
}

function arrivalTime(value: string | undefined): string | undefined {
  if (!value) return undefined
  const time = new Date(decodeURIComponent(value))
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}

/**
 * The fields that a service adds to its own requests so that the work stays connected. The caller's token goes along:
 * nobody behind the edge has to believe that somebody else has verified it.
 */
export function fieldsFor({ trace, arrivedAt, caller }: Call): Record<string, string> {
  return {
    ...(trace ? { traceparent: formatTraceparent(trace) } : {}),
    ...arrival(arrivedAt),
    ...(caller.token === undefined ? {} : { authorization: `Bearer ${caller.token}` }),
  }
}

/** The field that says when a request arrived at the edge. */
export function arrival(arrivedAt: string): { baggage: string } {
  return { baggage: `arrived-at=${encodeURIComponent(arrivedAt)}` }
}
