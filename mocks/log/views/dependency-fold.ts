import type { Micros, Party, RunEvent, Sink, SpanAttributes, SpanId } from '../events.ts'
import { attemptFailed, byCallerAndCallee, type Dependency } from './dependencies.ts'
import { exact, nearestRankOfCounts, type Rounding } from './percentiles.ts'

interface Edge {
  readonly caller: Party
  readonly callee: Party
  calls: number
  attempts: number
  errors: number
  notSent: number
  readonly durations: Map<Micros, number>
}

interface UnderWay {
  readonly edge: Edge
  readonly role: 'call' | 'attempt'
  readonly startUs: Micros
  readonly attributes: SpanAttributes
  /** Whether a call has put a message on the wire yet. */
  sent: boolean
}

/**
 * The service map of a run that is too long to be kept: `rows()` is at any moment what `dependenciesOf` says of all events
 * so far, its percentiles as `rounding` leaves them. Kept are counts for each edge, and the calls under way.
 */
export function createDependencyFold(rounding: Rounding = exact): {
  readonly sink: Sink
  rows(): readonly Dependency[]
} {
  const edges = new Map<string, Edge>()
  const underWay = new Map<SpanId, UnderWay>()

  return {
    sink(event) {
      if (event.kind === 'span' && event.spanId && event.traceId) see(event, event.spanId)
    },
    rows: () =>
      [...edges.values()]
        .map(({ durations, ...counts }) => ({
          ...counts,
          p50Us: nearestRankOfCounts(durations, 50),
          p95Us: nearestRankOfCounts(durations, 95),
        }))
        .sort(byCallerAndCallee),
  }

  function see(event: Extract<RunEvent, { kind: 'span' }>, spanId: SpanId) {
    if (event.phase === 'started') {
      const { role, party, peer, parentSpanId = '', atUs: startUs, attributes } = event
      if (role !== 'call' && role !== 'attempt') return
      const edge = edgeOf(party, peer)
      underWay.set(spanId, { edge, role, startUs, attributes, sent: false })
      if (role === 'call') edge.calls++
      const call = underWay.get(parentSpanId)
      if (role === 'attempt' && call) call.sent = true
      return
    }
    const span = underWay.get(spanId)
    if (!span) return
    underWay.delete(spanId)
    const { edge, role, startUs, sent } = span
    const error = event.error || undefined
    if (role === 'call') {
      if (error !== undefined && !sent) edge.notSent++
      return
    }
    edge.attempts++
    const attributes = { ...span.attributes, ...event.attributes }
    if (attemptFailed({ attributes, ...(error === undefined ? {} : { error }) })) edge.errors++
    const us = rounding(event.atUs - startUs)
    edge.durations.set(us, (edge.durations.get(us) ?? 0) + 1)
  }

  function edgeOf(caller: Party, callee: Party): Edge {
    const name = JSON.stringify([caller, callee])
    const edge = edges.get(name) ?? {
      caller,
      callee,
      calls: 0,
      attempts: 0,
      errors: 0,
      notSent: 0,
      durations: new Map(),
    }
    edges.set(name, edge)
    return edge
  }
}
