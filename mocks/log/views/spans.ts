import type {
  Micros,
  NetworkFailure,
  Party,
  RunEvent,
  SpanAttributes,
  SpanId,
  SpanKind,
  SpanRole,
  TraceId,
  WireRequest,
  WireResponse,
} from '../events.ts'

/** One span, put together from its opening and closing events. */
export interface Span {
  readonly traceId: TraceId
  readonly spanId: SpanId
  readonly parentSpanId?: SpanId
  readonly role: SpanRole
  readonly kind: SpanKind
  readonly name: string
  readonly party: Party
  readonly peer: Party
  readonly startUs: Micros
  /** Undefined while the span is open. */
  readonly endUs?: Micros
  /** The same two by the party's own clock; absent where that is right. A collector knows no other times. */
  readonly reported?: { readonly startUs: Micros; readonly endUs?: Micros }
  readonly attributes: SpanAttributes
  readonly error?: string
}

/** A span as a collector gets it: with the times of the clock of whoever made it. */
export function asReported({ reported, ...span }: Span): Span {
  return { ...span, ...reported }
}

/** All spans of a log (of one trace, if given), in the order in which they opened. */
export function spansOf(events: readonly RunEvent[], traceId?: TraceId): readonly Span[] {
  const spans = new Map<SpanId, Span>()
  for (const event of events) {
    if (event.kind !== 'span' || !event.traceId || !event.spanId) continue
    if (traceId && event.traceId !== traceId) continue
    if (event.phase === 'started') {
      spans.set(event.spanId, {
        traceId: event.traceId,
        spanId: event.spanId,
        ...(event.parentSpanId ? { parentSpanId: event.parentSpanId } : {}),
        role: event.role,
        kind: event.spanKind,
        name: event.name,
        party: event.party,
        peer: event.peer,
        startUs: event.atUs,
        ...(event.reportedUs === undefined ? {} : { reported: { startUs: event.reportedUs } }),
        attributes: event.attributes,
      })
    } else {
      const open = spans.get(event.spanId)
      if (!open) continue
      const { reportedUs } = event
      const startUs = open.reported?.startUs ?? open.startUs
      spans.set(event.spanId, {
        ...open,
        endUs: event.atUs,
        // A clock may be set while the span is open.
        ...(open.reported || reportedUs !== undefined
          ? { reported: { startUs, endUs: reportedUs ?? event.atUs } }
          : {}),
        attributes: { ...open.attributes, ...event.attributes },
        ...(event.error ? { error: event.error } : {}),
      })
    }
  }
  return [...spans.values()]
}

/** When a hop left, arrived, was answered, and ended. */
export interface HopTimes {
  readonly sentUs: Micros
  readonly arrivedUs?: Micros
  readonly answeredUs?: Micros
  readonly endUs?: Micros
}

/** One hop: a request that went over the wire from one party to another, and what came back. */
export interface Hop {
  readonly traceId: TraceId
  /** The attempt's span. */
  readonly spanId: SpanId
  /** The hop that caused this one: the one whose callee made this call. */
  readonly parentHop?: SpanId
  /** From 1, in the order of departure within its trace: the number drawn on topology, wire and waterfall. */
  readonly number: number
  readonly depth: number
  readonly from: Party
  readonly to: Party
  readonly sentUs: Micros
  /** When the callee started to work on it; undefined if it never arrived. */
  readonly arrivedUs?: Micros
  /** When the callee had its answer ready. */
  readonly answeredUs?: Micros
  /** When the answer or the failure reached the caller; undefined while it is under way. */
  readonly endUs?: Micros
  /** The same four times by the clocks of caller and callee; absent where both are right. */
  readonly reported?: HopTimes
  readonly request: WireRequest
  readonly response?: WireResponse
  readonly failure?: { readonly failure: NetworkFailure; readonly detail: string }
}

/** Every hop of one trace, in order of departure. A waterfall, a sequence diagram and a topology all start from this. */
export function hopsOf(events: readonly RunEvent[], traceId: TraceId): readonly Hop[] {
  const spans = new Map(spansOf(events, traceId).map((span) => [span.spanId, span]))
  const served = new Map<SpanId, Span>()
  for (const span of spans.values()) {
    if (span.role === 'serve' && span.parentSpanId) served.set(span.parentSpanId, span)
  }
  const hops = new Map<SpanId, Hop>()
  for (const event of events) {
    if (event.traceId !== traceId || !event.spanId) continue
    if (event.kind === 'request') {
      const parentHop = attemptAbove(event.spanId, spans)
      const work = served.get(event.spanId)
      hops.set(event.spanId, {
        traceId,
        spanId: event.spanId,
        ...(parentHop ? { parentHop } : {}),
        number: hops.size + 1,
        depth: parentHop ? (hops.get(parentHop)?.depth ?? -1) + 1 : 0,
        from: event.from,
        to: event.to,
        sentUs: event.atUs,
        ...(work ? { arrivedUs: work.startUs } : {}),
        ...(work?.endUs !== undefined ? { answeredUs: work.endUs } : {}),
        request: event.message,
      })
    } else if (event.kind === 'response' || event.kind === 'failure') {
      const hop = hops.get(event.spanId)
      if (!hop) continue
      hops.set(event.spanId, {
        ...hop,
        endUs: event.atUs,
        ...(event.kind === 'response'
          ? { response: event.message }
          : { failure: { failure: event.failure, detail: event.detail } }),
      })
    }
  }
  return [...hops.values()].map((hop) => withReported(hop, spans.get(hop.spanId), served.get(hop.spanId)))
}

/** A hop with the times that its two spans report, if their clocks are wrong. */
function withReported(hop: Hop, attempt: Span | undefined, work: Span | undefined): Hop {
  if (!attempt?.reported && !work?.reported) return hop
  const { startUs: sentUs, endUs } = attempt ? asReported(attempt) : { startUs: hop.sentUs, endUs: hop.endUs }
  const { startUs: arrivedUs, endUs: answeredUs } = work ? asReported(work) : {}
  return {
    ...hop,
    reported: {
      sentUs,
      ...(arrivedUs === undefined ? {} : { arrivedUs }),
      ...(answeredUs === undefined ? {} : { answeredUs }),
      ...(endUs === undefined ? {} : { endUs }),
    },
  }
}

function attemptAbove(spanId: SpanId, spans: ReadonlyMap<SpanId, Span>): SpanId | undefined {
  let parent = spans.get(spanId)?.parentSpanId
  while (parent) {
    const span = spans.get(parent)
    if (!span) return undefined
    if (span.role === 'attempt') return parent
    parent = span.parentSpanId
  }
  return undefined
}

/**
 * The last trace that somebody started: the newest span whose parent is not in this log. Work that a process does unasked
 * does not count. Undefined in an empty log.
 */
export function lastTraceOf(events: readonly RunEvent[]): TraceId | undefined {
  const known = new Set<SpanId>()
  let last: TraceId | undefined
  for (const event of events) {
    if (event.kind !== 'span' || event.phase !== 'started' || !event.spanId) continue
    known.add(event.spanId)
    const isRoot = !event.parentSpanId || !known.has(event.parentSpanId)
    if (isRoot && event.role !== 'work') last = event.traceId
  }
  return last
}
