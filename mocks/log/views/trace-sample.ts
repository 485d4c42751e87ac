import type { Micros, RunEvent, Sink, TraceId } from '../events.ts'
import { byName } from './red.ts'

/** One whole trace that was kept of a long run, and why. */
export interface SampledTrace {
  readonly traceId: TraceId
  /** By lot, because it was among the slowest, because it failed; often for several reasons. */
  readonly why: readonly ('lot' | 'slow' | 'failed')[]
  /** How long its client waited. */
  readonly durationUs: Micros
  readonly failed: boolean
  /** All that happened in it, as it stands in the log. */
  readonly events: readonly RunEvent[]
}

/** How many traces are kept for each reason. */
export interface SampleSizes {
  readonly lot: number
  readonly slow: number
  readonly failed: number
}

interface Request {
  readonly traceId: TraceId
  readonly startUs: Micros
  readonly endUs: Micros
  readonly failed: boolean
}

/**
 * A few whole traces of a run: some by lot, the slowest, and some that failed. The lot is the trace ids themselves, which are
 * random: the smallest win, so that the same ones are drawn however the log is read. Only traces that a client began and
 * whose answer it has; each request of a client must have a trace of its own.
 */
export function traceSampleOf(events: readonly RunEvent[], sizes: SampleSizes): readonly SampledTrace[] {
  const traces = Map.groupBy(events, ({ traceId }) => traceId ?? '')
  const requests = [...traces].flatMap(([traceId, own]) => requestOf(traceId, own) ?? [])
  return chosen(requests, sizes).map((one) => ({ ...one, events: traces.get(one.traceId) ?? [] }))
}

/**
 * The same for a run that is too long to be kept: `traces()` is at any moment what `traceSampleOf` says of all events so
 * far. Kept are the traces that a client still waits for, and those that are chosen up to now: who is not among them
 * can not come to be.
 */
export function createTraceSample(sizes: SampleSizes): {
  readonly sink: Sink
  traces(): readonly SampledTrace[]
} {
  const kept = new Map<TraceId, RunEvent[]>()
  let requests: readonly Request[] = []

  return {
    sink(event) {
      const { traceId } = event
      if (!traceId) return
      const own = kept.get(traceId)
      if (own) own.push(event)
      else if (isFirst(event)) kept.set(traceId, [event])
      if (!own || event.kind !== 'span' || event.phase !== 'ended' || event.spanId !== own[0]?.spanId) return
      const request = requestOf(traceId, own)
      if (!request) return
      const all = [...requests, request]
      requests = chosen(all, sizes)
      for (const each of all)
        if (!requests.some((one) => one.traceId === each.traceId)) kept.delete(each.traceId)
    },
    traces: () =>
      chosen(requests, sizes).map((one) => ({ ...one, events: [...(kept.get(one.traceId) ?? [])] })),
  }
}

function isFirst(event: RunEvent): boolean {
  return (
    event.kind === 'span' && event.phase === 'started' && event.role === 'call' && event.party === 'client'
  )
}

/** What the client asked for and when it had its answer; undefined while it waits. */
function requestOf(traceId: TraceId, events: readonly RunEvent[]): Request | undefined {
  const first = events.find(isFirst)
  if (!first) return undefined
  const last = events.find(
    (event) => event.kind === 'span' && event.phase === 'ended' && event.spanId === first.spanId,
  )
  if (last?.kind !== 'span' || last.phase !== 'ended') return undefined
  const answer = events.findLast(
    (event) => event.kind === 'response' && event.from === 'client' && event.seq < last.seq,
  )
  const status = answer?.kind === 'response' ? answer.message.status : undefined
  const failed = last.error !== undefined || (status !== undefined && status >= 500)
  return { traceId, startUs: first.atUs, endUs: last.atUs, failed }
}

/** Those that are kept, in the order in which they began. */
function chosen(
  requests: readonly Request[],
  sizes: SampleSizes,
): (Omit<SampledTrace, 'events'> & Request)[] {
  const byLot = requests.toSorted((a, b) => byName(a.traceId, b.traceId))
  const lot = new Set(byLot.slice(0, sizes.lot))
  const failed = new Set(byLot.filter((each) => each.failed).slice(0, sizes.failed))
  const slow = new Set(
    byLot.toSorted((a, b) => b.endUs - b.startUs - (a.endUs - a.startUs)).slice(0, sizes.slow),
  )
  return requests
    .filter((each) => lot.has(each) || slow.has(each) || failed.has(each))
    .toSorted((a, b) => a.startUs - b.startUs || byName(a.traceId, b.traceId))
    .map((each) => ({
      ...each,
      why: [
        ...(lot.has(each) ? (['lot'] as const) : []),
        ...(slow.has(each) ? (['slow'] as const) : []),
        ...(failed.has(each) ? (['failed'] as const) : []),
      ],
      durationUs: each.endUs - each.startUs,
    }))
}
