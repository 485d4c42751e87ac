import type { Micros, Party, RunEvent, SpanId, TraceId } from '../events.ts'

/** One message on a line of the topology. `request`: on its way there. `working`: the callee works on it. `response`: on its way back. */
export interface LitGlue {
  readonly from: Party
  readonly to: Party
  /** The hop. */
  readonly spanId: SpanId
  readonly traceId: TraceId
  readonly state: 'request' | 'working' | 'response'
}

/** What a topology shows from a moment on. */
export interface TopologyFrame {
  /** The event that brought it about. */
  readonly seq: number
  readonly atUs: Micros
  /** Every message under way, in order of departure: a line may carry several. */
  readonly lit: readonly LitGlue[]
  /** Processes that are down, as the log names them: `catalog`, or `catalog#2` for one of several instances. */
  readonly down: readonly Party[]
}

/**
 * A run as a film: one frame for each event that changes what is drawn, in order; before the first one nothing is lit
 * and everybody is up. Of one trace if given; who is down concerns every trace.
 */
export function framesOf(events: readonly RunEvent[], traceId?: TraceId): readonly TopologyFrame[] {
  const lit = new Map<SpanId, LitGlue>()
  const down = new Set<Party>()
  /** Which hop a serving span works on. */
  const worksOn = new Map<SpanId, SpanId>()
  const frames: TopologyFrame[] = []
  for (const event of events) {
    if (event.kind !== 'process' && traceId && event.traceId !== traceId) continue
    if (!changes(event)) continue
    frames.push({ seq: event.seq, atUs: event.atUs, lit: [...lit.values()], down: [...down] })
  }
  return frames

  function changes(event: RunEvent): boolean {
    if (event.kind === 'process') {
      const before = down.size
      if (event.state === 'down') down.add(event.party)
      else down.delete(event.party)
      return down.size !== before
    }
    const { spanId, traceId: trace } = event
    if (!spanId || !trace) return false
    switch (event.kind) {
      case 'request':
        lit.set(spanId, { from: event.from, to: event.to, spanId, traceId: trace, state: 'request' })
        return true
      case 'response':
      case 'failure':
        return lit.delete(spanId)
      case 'span': {
        if (event.phase === 'ended') return become(worksOn.get(spanId), 'response')
        if (event.role !== 'serve' || !event.parentSpanId) return false
        worksOn.set(spanId, event.parentSpanId)
        return become(event.parentSpanId, 'working')
      }
      default:
        return false
    }
  }

  /** A caller that gave up is not lit any more, whatever the callee does. */
  function become(hop: SpanId | undefined, state: LitGlue['state']): boolean {
    const glue = hop && lit.get(hop)
    if (!glue) return false
    lit.set(glue.spanId, { ...glue, state })
    return true
  }
}
