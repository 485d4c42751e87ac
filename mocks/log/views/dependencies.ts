import type { Micros, Party, RunEvent } from '../events.ts'
import { nearestRank } from './percentiles.ts'
import { byName } from './red.ts'
import { type Span, spansOf } from './spans.ts'

/** One row of a service map: how a caller fared with a callee. */
export interface Dependency {
  readonly caller: Party
  readonly callee: Party
  /** What the caller asked for, each once, however many attempts it took. */
  readonly calls: number
  /** Messages that went out and have ended. More than `calls` when somebody retries, fewer when a cache or a breaker answers. */
  readonly attempts: number
  /** Attempts that were answered 5xx or not at all. One that the caller gave up because it needs it no more is none. */
  readonly errors: number
  /** Calls that failed before anything was sent: circuit open, bulkhead full, deadline passed. */
  readonly notSent: number
  /** Nearest-rank percentiles of how long an attempt took as the caller saw it; undefined without one. */
  readonly p50Us: Micros | undefined
  readonly p95Us: Micros | undefined
}

/** Who called whom in a log, how often, and how it went. Sorted by caller, then callee. */
export function dependenciesOf(events: readonly RunEvent[]): readonly Dependency[] {
  const spans = spansOf(events)
  const sent = new Set(spans.flatMap(({ role, parentSpanId }) => (role === 'attempt' ? [parentSpanId] : [])))
  const edges = Map.groupBy(
    spans.filter(({ role }) => role === 'call' || role === 'attempt'),
    ({ party, peer }) => JSON.stringify([party, peer]),
  )
  return [...edges.values()]
    .flatMap((edge) => (edge[0] ? [rowOf(edge[0], edge, sent)] : []))
    .sort(byCallerAndCallee)
}

/** Sorts rows by caller, then callee. */
export const byCallerAndCallee = (a: Dependency, b: Dependency) =>
  byName(a.caller, b.caller) || byName(a.callee, b.callee)

function rowOf(
  { party: caller, peer: callee }: Span,
  edge: readonly Span[],
  sent: ReadonlySet<string | undefined>,
): Dependency {
  const calls = edge.filter(({ role }) => role === 'call')
  const attempts = edge.filter(({ role, endUs }) => role === 'attempt' && endUs !== undefined)
  const durations = attempts.map(({ startUs, endUs = startUs }) => endUs - startUs)
  return {
    caller,
    callee,
    calls: calls.length,
    attempts: attempts.length,
    errors: attempts.filter(attemptFailed).length,
    notSent: calls.filter(({ error, spanId }) => error !== undefined && !sent.has(spanId)).length,
    p50Us: nearestRank(durations, 50),
    p95Us: nearestRank(durations, 95),
  }
}

/** Whether an attempt was answered 5xx or not at all; one that was given up because nobody needs it is none. */
export function attemptFailed({ error, attributes }: Pick<Span, 'error' | 'attributes'>): boolean {
  const status = attributes['http.response.status_code']
  if (error !== undefined) return attributes['error.type'] !== 'ABORTED'
  return typeof status === 'number' && status >= 500
}
