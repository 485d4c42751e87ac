import { formatTraceparent, parseTraceparent, type TraceContext } from '../log/trace-context.ts'
import type { OpenTransaction } from '../storage/store.ts'
import { Problem } from './problem.ts'

/** Who asks. Without `Authorization` that is the guest. */
export interface Caller {
  readonly customer: string
}

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
 * Reads from a request what travels with it. A token is always verified in full and never ignored: until there
 * is an issuer, every token is refused.
 */
export function callOf(request: Request, now: () => Date): Call {
  if (request.headers.has('authorization')) {
    throw new Problem('invalid-token', {
      detail:
        'No token issuer is known here, so this token can not be verified. Leave out Authorization to act as the guest.',
      headers: { 'www-authenticate': 'Bearer realm="bookshop", error="invalid_token"' },
    })
  }
  const arrival = ARRIVAL.exec(request.headers.get('baggage') ?? '')?.[1]
  return {
    caller: { customer: 'guest' },
    trace: parseTraceparent(request.headers.get('traceparent')),
    arrivedAt: arrivalTime(arrival) ?? now().toISOString(),
  }
}

function arrivalTime(value: string | undefined): string | undefined {
  if (!value) return undefined
  const time = new Date(decodeURIComponent(value))
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}

/** The fields that a service adds to its own requests so that the work stays connected. */
export function fieldsFor(call: Call): Record<string, string> {
  return { ...(call.trace ? { traceparent: formatTraceparent(call.trace) } : {}), ...arrival(call.arrivedAt) }
}

/** The field that says when a request arrived at the edge. */
export function arrival(arrivedAt: string): { baggage: string } {
  return { baggage: `arrived-at=${encodeURIComponent(arrivedAt)}` }
}
