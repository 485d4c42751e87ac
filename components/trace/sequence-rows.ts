import type { Party, RunEvent, SpanId, TraceId } from '#mocks/log/events.ts'
import { type Hop, hopsOf } from '#mocks/log/views/spans.ts'

/** One line of a sequence diagram: a message there, an answer back, or a note of what a fault or policy did. */
export type SequenceRow =
  | { readonly kind: 'request'; readonly seq: number; readonly hop: Hop; readonly arrives: boolean }
  | {
      readonly kind: 'answer'
      readonly seq: number
      readonly hop: Hop
      readonly text: string
      readonly lost: boolean
    }
  | {
      readonly kind: 'note'
      readonly seq: number
      readonly hop?: Hop
      readonly at: readonly Party[]
      readonly text: string
    }

export interface Sequence {
  /** Who takes part, in the order in which they first do. */
  readonly parties: readonly Party[]
  readonly rows: readonly SequenceRow[]
}

/** A trace as the lines of a sequence diagram, in the order of the log: what `sequenceOf` writes as Mermaid source. */
export function sequenceRowsOf(events: readonly RunEvent[], traceId: TraceId): Sequence {
  const hops = new Map<SpanId, Hop>(hopsOf(events, traceId).map((hop) => [hop.spanId, hop]))
  const parties = new Set<Party>()
  const rows = events.flatMap((event): SequenceRow[] => {
    if (event.traceId !== traceId || !event.spanId) return []
    const hop = hops.get(event.spanId)
    const { seq } = event
    switch (event.kind) {
      case 'request':
        if (!hop) return []
        parties.add(hop.from).add(hop.to)
        return [{ kind: 'request', seq, hop, arrives: hop.arrivedUs !== undefined || !hop.failure }]
      case 'response':
        return hop ? [{ kind: 'answer', seq, hop, text: `${event.message.status}`, lost: false }] : []
      case 'failure':
        if (!hop) return []
        return hop.arrivedUs === undefined
          ? [{ kind: 'note', seq, hop, at: [hop.from], text: `no answer: ${event.failure}` }]
          : [{ kind: 'answer', seq, hop, text: event.failure, lost: true }]
      case 'fault':
        parties.add(event.from).add(event.to)
        return [
          {
            kind: 'note',
            seq,
            ...(hop ? { hop } : {}),
            at: [event.from, event.to],
            text: `fault: ${event.fault}`,
          },
        ]
      case 'policy':
        if (event.policy === 'balancing') return []
        parties.add(event.party)
        return [
          {
            kind: 'note',
            seq,
            ...(hop ? { hop } : {}),
            at: [event.party],
            text: `${event.policy}: ${event.what}`,
          },
        ]
      default:
        return []
    }
  })
  return { parties: [...parties], rows }
}
