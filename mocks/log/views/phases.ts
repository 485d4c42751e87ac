import type { Micros, RunEvent, SpanId, TraceId } from '../events.ts'
import { bulkheadsOf, type WaitInLine } from './bulkheads.ts'
import { type Hop, hopsOf, type Span, spansOf } from './spans.ts'

/**
 * What a hop's time went into. Before it is sent: `backoff` (the wait before another attempt) and `bulkhead-queue`
 * (the caller's own line). On its way: `there`, and `back` until the first byte of the answer, then `body`.
 * At the callee: `worker-queue` and `service`. `lost`: no answer was coming. `unseen`: something happened that the
 * trace does not know, because it was cut.
 */
export type PhaseKind =
  | 'backoff'
  | 'bulkhead-queue'
  | 'there'
  | 'worker-queue'
  | 'service'
  | 'back'
  | 'body'
  | 'lost'
  | 'unseen'

export interface Phase {
  readonly kind: PhaseKind
  readonly fromUs: Micros
  readonly toUs: Micros
}

/** A hop and its phases: in order, without gaps, none of them empty, from its first wait to its end. */
export interface HopPhases {
  readonly hop: Hop
  readonly phases: readonly Phase[]
}

/**
 * Where the time of each hop of a trace went, in order of departure. A hop under way lasts until the last event of its
 * trace. What the callee does after the caller has given up is no part of the hop. Under a bandwidth limit the time to
 * transmit content counts as `there` and `back`.
 */
export function phasesOf(events: readonly RunEvent[], traceId: TraceId): readonly HopPhases[] {
  const own = events.filter((event) => event.traceId === traceId)
  const nowUs = own.at(-1)?.atUs ?? 0
  // Places are shared by all traces: who leaves may belong to another one.
  const waits = Map.groupBy(
    bulkheadsOf(events).flatMap(({ waits }) => waits),
    ({ spanId }) => spanId,
  )
  const before = beforeSending(own, waits)
  const faults = Map.groupBy(
    own.filter((event) => event.kind === 'fault'),
    ({ spanId }) => spanId,
  )
  const served = new Map<SpanId, Span>()
  for (const span of spansOf(own))
    if (span.role === 'serve' && span.parentSpanId) served.set(span.parentSpanId, span)

  return hopsOf(own, traceId).map((hop) => {
    const work = served.get(hop.spanId)
    const wait = work && waits.get(work.spanId)?.[0]
    const { backoffUs, queuedUs } = before.get(hop.spanId) ?? {}
    const starts: Start[] = [
      ...(backoffUs === undefined ? [] : [{ kind: 'backoff', atUs: backoffUs } as const]),
      ...(queuedUs === undefined ? [] : [{ kind: 'bulkhead-queue', atUs: queuedUs } as const]),
      { kind: 'there', atUs: hop.sentUs },
      ...afterSending(hop, faults.get(hop.spanId) ?? [], wait),
    ]
    return { hop, phases: phasesBetween(starts, hop.endUs ?? nowUs) }
  })
}

interface Start {
  readonly kind: PhaseKind
  readonly atUs: Micros
}

/** Each phase lasts until the next one starts; what starts after the end did not happen to this hop. */
function phasesBetween(starts: readonly Start[], endUs: Micros): readonly Phase[] {
  return starts
    .map(({ kind, atUs }, i) => ({ kind, fromUs: atUs, toUs: Math.min(starts[i + 1]?.atUs ?? endUs, endUs) }))
    .filter(({ fromUs, toUs }) => fromUs < toUs)
}

type FaultEvent = Extract<RunEvent, { kind: 'fault' }>

/** What a fault on the way there makes of the rest of a hop that never arrived. */
const AFTER_FAULT: Readonly<Record<string, PhaseKind>> = {
  error: 'back',
  reset: 'back',
  'black-hole': 'lost',
  'lose-request': 'lost',
  partition: 'lost',
  'no-trace-context': 'unseen',
}

function afterSending(hop: Hop, faults: readonly FaultEvent[], wait: WaitInLine | undefined): Start[] {
  const { sentUs, arrivedUs, answeredUs, endUs, failure, response } = hop
  if (arrivedUs === undefined) {
    const strike = faults.findLast(({ fault }) => fault in AFTER_FAULT)
    const rest = strike && AFTER_FAULT[strike.fault]
    if (strike && rest) return [{ kind: rest, atUs: strike.atUs }]
    if (failure) return [{ kind: 'lost', atUs: sentUs }]
    return response ? [{ kind: 'unseen', atUs: sentUs }] : []
  }
  const starts: Start[] = [{ kind: wait ? 'worker-queue' : 'service', atUs: arrivedUs }]
  if (wait?.toUs !== undefined) starts.push({ kind: 'service', atUs: wait.toUs })
  if (answeredUs === undefined) return starts
  starts.push({ kind: failure ? 'lost' : 'back', atUs: answeredUs })
  const bodyUs = faults.reduce((sum, fault) => sum + (fault.bodyUs ?? 0), 0)
  if (!failure && endUs !== undefined && bodyUs > 0)
    starts.push({ kind: 'body', atUs: Math.max(answeredUs, endUs - bodyUs) })
  return starts
}

/** Since when each attempt waited for another try, and since when in the caller's line. */
function beforeSending(
  events: readonly RunEvent[],
  waits: ReadonlyMap<SpanId, readonly WaitInLine[]>,
): ReadonlyMap<SpanId, { readonly backoffUs?: Micros; readonly queuedUs?: Micros }> {
  const before = new Map<SpanId, { backoffUs?: Micros; queuedUs?: Micros }>()
  const backoffs = new Map<SpanId, Micros>()
  const lines = new Map<SpanId, WaitInLine[]>()
  for (const event of events) {
    if (!event.spanId) continue
    if (event.kind === 'policy' && event.policy === 'retry' && event.what === 'waits')
      backoffs.set(event.spanId, event.atUs)
    if (event.kind !== 'span' || event.phase !== 'started' || event.role !== 'attempt') continue
    const call = event.parentSpanId
    if (!call) continue
    const line = lines.get(call) ?? [...(waits.get(call) ?? [])]
    lines.set(call, line)
    const [wait] = line
    const waited = wait?.toUs !== undefined && wait.toUs <= event.atUs
    if (waited) line.shift()
    const backoffUs = backoffs.get(call)
    backoffs.delete(call)
    before.set(event.spanId, {
      ...(backoffUs === undefined ? {} : { backoffUs }),
      ...(waited ? { queuedUs: wait.fromUs } : {}),
    })
  }
  return before
}
