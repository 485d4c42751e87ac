import type { Micros, Party, RunEvent, SpanId, SpanRole, TraceId } from '../events.ts'
import { type Hop, hopsOf, type Span, spansOf } from './spans.ts'

/**
 * A stretch of a trace that decided its length, and the span it was spent in. In a `serve` span the callee worked, in
 * an `attempt` the message was on its way (or nothing came), in a `call` the caller's policies waited.
 */
export interface CriticalSegment {
  readonly spanId: SpanId
  readonly role: SpanRole
  readonly party: Party
  readonly peer: Party
  /** The number of the hop it belongs to; absent for a call of which nothing was sent at the time. */
  readonly hop?: number
  readonly fromUs: Micros
  readonly toUs: Micros
}

/**
 * The critical path of a trace: from its end backwards, whatever was being waited for. Segments are in order, do not
 * overlap, and fill the trace but for the time between two requests of the same client. Had one of them been shorter,
 * the trace would have been. Work that nobody waited for any more is not on it.
 */
export function criticalPathOf(events: readonly RunEvent[], traceId: TraceId): readonly CriticalSegment[] {
  const own = events.filter((event) => event.traceId === traceId)
  const nowUs = own.at(-1)?.atUs ?? 0
  const spans = spansOf(own)
  const known = new Set(spans.map(({ spanId }) => spanId))
  const hops = new Map(hopsOf(own, traceId).map(({ spanId, number }) => [spanId, number]))
  const children = Map.groupBy(spans, ({ parentSpanId }) =>
    parentSpanId !== undefined && known.has(parentSpanId) ? parentSpanId : undefined,
  )
  const path: CriticalSegment[] = []

  /** Walks from `untilUs` back through those that were waited for; returns how far it came. */
  function walk(below: SpanId | undefined, fromUs: Micros, untilUs: Micros, own?: CriticalOwner) {
    let cursor = untilUs
    const lastFirst = (children.get(below) ?? []).toSorted(
      (a, b) => (b.endUs ?? nowUs) - (a.endUs ?? nowUs) || gaveUp(a) - gaveUp(b) || b.startUs - a.startUs,
    )
    for (const child of lastFirst) {
      const endUs = child.endUs ?? nowUs
      if (endUs > cursor || child.startUs < fromUs) continue
      if (own && endUs < cursor) path.push({ ...own, fromUs: endUs, toUs: cursor })
      walk(child.spanId, child.startUs, endUs, ownerOf(child))
      cursor = child.startUs
    }
    if (own && cursor > fromUs) path.push({ ...own, fromUs, toUs: cursor })
  }

  function ownerOf({ spanId, role, party, peer, parentSpanId }: Span): CriticalOwner {
    const hop = hops.get(role === 'serve' && parentSpanId ? parentSpanId : spanId)
    return { spanId, role, party, peer, ...(hop === undefined ? {} : { hop }) }
  }

  walk(undefined, Number.NEGATIVE_INFINITY, nowUsOfRoots(children.get(undefined) ?? [], nowUs))
  return path.reverse()
}

/** Of two attempts that end together, one was answered and the other given up because of that. */
const gaveUp = ({ attributes }: Span) => Number(attributes['error.type'] === 'ABORTED')

type CriticalOwner = Omit<CriticalSegment, 'fromUs' | 'toUs'>

function nowUsOfRoots(roots: readonly Span[], nowUs: Micros): Micros {
  return Math.max(0, ...roots.map(({ endUs = nowUs }) => endUs))
}

/** The hops that the end of a trace waited for: from the last one to end backwards, whoever was being waited for. */
export function criticalHopsOf(hops: readonly Hop[]): ReadonlySet<SpanId> {
  const path = new Set<SpanId>()
  const children = Map.groupBy(hops, ({ parentHop }) => parentHop)
  const endOf = ({ endUs = Number.POSITIVE_INFINITY }: Hop) => endUs
  const abandoned = ({ failure }: Hop) => Number(failure?.failure === 'ABORTED')
  const lastFirst = (a: Hop, b: Hop) =>
    endOf(a) === endOf(b) ? abandoned(a) - abandoned(b) : endOf(b) - endOf(a)
  function follow(hop: Hop) {
    path.add(hop.spanId)
    let until = hop.answeredUs ?? endOf(hop)
    for (const child of (children.get(hop.spanId) ?? []).toSorted(lastFirst)) {
      if (endOf(child) > until) continue
      follow(child)
      until = child.sentUs
    }
  }
  for (const hop of hops) if (hop.parentHop === undefined) follow(hop)
  return path
}
