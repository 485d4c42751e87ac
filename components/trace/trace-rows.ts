import type { Micros } from '#mocks/log/events.ts'
import { criticalHopsOf } from '#mocks/log/views/critical-path.ts'
import type { Hop } from '#mocks/log/views/spans.ts'

/**
 * What a part of a bar is. `out` and `back`: the message is on its way. `own`: the callee works. `waiting`: the
 * callee waits for somebody it asked. `lost`: no answer comes, and the caller does not know it yet.
 */
export type SegmentKind = 'out' | 'own' | 'waiting' | 'back' | 'lost'

/** A part of a bar, in µs from the start of the trace. */
export interface Segment {
  readonly kind: SegmentKind
  readonly fromUs: Micros
  readonly toUs: Micros
}

/** One row of the waterfall. */
export interface TraceRow {
  readonly hop: Hop
  /** From the start of the trace. */
  readonly startUs: Micros
  readonly durationUs: Micros
  readonly segments: readonly Segment[]
  /** Whether the trace would have ended earlier if this hop had. */
  readonly critical: boolean
  /** How long before it was sent it arrived, by the clocks of caller and callee; absent where it did not. */
  readonly beforeItsCauseUs?: Micros
}

export interface TraceRows {
  readonly rows: readonly TraceRow[]
  readonly totalUs: Micros
}

/**
 * The rows of a waterfall, in the order of departure. A hop under way lasts until the last thing known of the trace.
 * Times are those that the spans report: where a clock is wrong, they do not fit together, as in every trace viewer.
 */
export function toRows(hops: readonly Hop[]): TraceRows {
  if (hops.length === 0) return { rows: [], totalUs: 0 }
  const seen = hops.map((hop) => ({ ...hop, ...hop.reported }))
  const times = seen.flatMap((hop) =>
    [hop.sentUs, hop.arrivedUs, hop.answeredUs, hop.endUs].filter((t) => t !== undefined),
  )
  const start = times.reduce((a, b) => Math.min(a, b))
  const now = times.reduce((a, b) => Math.max(a, b))
  // What was waited for is a matter of what happened, not of what the clocks said.
  const critical = criticalHopsOf(hops)
  const children = Map.groupBy(seen, ({ parentHop }) => parentHop)
  const rows = hops.map((hop, i) => {
    const { sentUs, arrivedUs = sentUs, endUs = now } = seen[i] ?? hop
    return {
      hop,
      startUs: sentUs - start,
      durationUs: endUs - sentUs,
      segments: segmentsOf(seen[i] ?? hop, children.get(hop.spanId) ?? [], now).map(
        ({ kind, fromUs, toUs }) => ({
          kind,
          fromUs: fromUs - start,
          toUs: toUs - start,
        }),
      ),
      critical: critical.has(hop.spanId),
      ...(arrivedUs < sentUs ? { beforeItsCauseUs: sentUs - arrivedUs } : {}),
    }
  })
  return { rows, totalUs: now - start }
}

function segmentsOf(hop: Hop, children: readonly Hop[], now: Micros): readonly Segment[] {
  const end = hop.endUs ?? now
  // Who was never reached, or died before it answered: whatever was not work is a loss.
  if (hop.arrivedUs === undefined)
    return [{ kind: hop.failure ? 'lost' : 'out', fromUs: hop.sentUs, toUs: end }]
  const answered = hop.answeredUs ?? end
  // By clocks that disagree the work lies outside: what is known of the way is that it took this long with the work.
  if (hop.reported && (hop.arrivedUs < hop.sentUs || answered > end))
    return [{ kind: 'out', fromUs: hop.sentUs, toUs: end }, ...workOf(hop.arrivedUs, answered, children, now)]
  return [
    { kind: 'out', fromUs: hop.sentUs, toUs: hop.arrivedUs },
    ...workOf(hop.arrivedUs, answered, children, now),
    ...(hop.answeredUs === undefined
      ? []
      : [{ kind: hop.failure ? 'lost' : 'back', fromUs: answered, toUs: end } as const]),
  ]
}

/** The callee's time, split into its own work and waiting for those it asked; concurrent calls are waited for together. */
function workOf(from: Micros, to: Micros, children: readonly Hop[], now: Micros): readonly Segment[] {
  const segments: Segment[] = []
  let done = from
  for (const child of [...children].sort((a, b) => a.sentUs - b.sentUs)) {
    const end = Math.min(child.endUs ?? now, to)
    if (end <= done) continue
    if (child.sentUs > done) segments.push({ kind: 'own', fromUs: done, toUs: child.sentUs })
    segments.push({ kind: 'waiting', fromUs: Math.max(done, child.sentUs), toUs: end })
    done = end
  }
  if (done < to || segments.length === 0) segments.push({ kind: 'own', fromUs: done, toUs: to })
  return segments
}

/** Round times for the axis, from 0 to at most `totalUs`: three to six of them. */
export function ticksOf(totalUs: Micros): readonly Micros[] {
  if (totalUs <= 0) return [0]
  const rough = totalUs / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((n) => n * power).find((candidate) => candidate >= rough) ?? rough,
  )
  return Array.from({ length: Math.floor(totalUs / step) + 1 }, (_, i) => Math.round(i * step))
}
