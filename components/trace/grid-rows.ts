import type { Micros, RunEvent, SpanId, TraceId } from '#mocks/log/events.ts'
import { criticalPathOf } from '#mocks/log/views/critical-path.ts'
import { type Phase, phasesOf } from '#mocks/log/views/phases.ts'
import { type Hop, type Span, spansOf } from '#mocks/log/views/spans.ts'
import { type Segment, type SegmentKind, toRows } from './trace-rows.ts'

/** What a part of a bar is: as in the plain waterfall, and `queue` (in a line, the caller's or the callee's), `backoff` (before another attempt), `body` (content arriving). */
export type PartKind = SegmentKind | 'queue' | 'backoff' | 'body'

/** A part of a bar, in µs from the start of the trace. */
export interface Part extends Omit<Segment, 'kind'> {
  readonly kind: PartKind
}

/** One row of the trace: a message that was sent, or a call that its caller did not even send. */
export interface GridRow {
  /** The attempt's span; of a call that was not sent, the call's. */
  readonly id: SpanId
  /** Absent when nothing was sent. */
  readonly hop?: Hop
  readonly from: string
  readonly to: string
  readonly parent?: SpanId
  readonly depth: number
  /** Which try it was, where there was more than one. */
  readonly attempt?: { readonly number: number; readonly of: number }
  /** Why nothing was sent. */
  readonly notSent?: string
  /** What policies and faults did to it, in the log's words, in order. */
  readonly notes: readonly string[]
  /** From the start of the trace; with its first wait. */
  readonly startUs: Micros
  readonly durationUs: Micros
  readonly parts: readonly Part[]
  readonly phases: readonly Phase[]
  /** Whether the trace would have ended earlier if this hop had. */
  readonly critical: boolean
  /** The stretches in which the end of the trace waited for this very hop: its share of the critical path. */
  readonly inked: readonly { readonly fromUs: Micros; readonly toUs: Micros }[]
  readonly beforeItsCauseUs?: Micros
  readonly children: number
}

export interface Grid {
  readonly rows: readonly GridRow[]
  readonly totalUs: Micros
}

const grids = new WeakMap<readonly RunEvent[], Map<TraceId, Grid>>()

/** Every message of a trace and every call that was not sent, each below what caused it, in the order of departure; worked out once for each version of a log. */
export function gridOf(events: readonly RunEvent[], traceId: TraceId): Grid {
  const ofLog = grids.get(events) ?? new Map<TraceId, Grid>()
  grids.set(events, ofLog)
  const grid = ofLog.get(traceId) ?? made(events, traceId)
  ofLog.set(traceId, grid)
  return grid
}

function made(events: readonly RunEvent[], traceId: TraceId): Grid {
  const own = events.filter((event) => event.traceId === traceId)
  const timed = phasesOf(events, traceId)
  const hops = timed.map(({ hop }) => hop)
  const { rows, totalUs } = toRows(hops)
  const spans = new Map(spansOf(own).map((span) => [span.spanId, span]))
  const tries = Map.groupBy(
    [...spans.values()].filter(({ role }) => role === 'attempt'),
    ({ parentSpanId }) => parentSpanId,
  )
  const notes = notesOf(own, spans)
  const beginUs = hops
    .flatMap((hop) => [hop.sentUs, hop.reported?.sentUs ?? hop.sentUs])
    .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)

  const path = Map.groupBy(criticalPathOf(events, traceId), ({ hop }) => hop)

  const sent = rows.map((row, i): GridRow => {
    const { hop } = row
    const phases = timed[i]?.phases ?? []
    const siblings = tries.get(spans.get(hop.spanId)?.parentSpanId) ?? []
    const waits = phases
      .filter(({ kind }) => kind === 'backoff' || kind === 'bulkhead-queue')
      .map(
        ({ kind, fromUs, toUs }): Part => ({
          kind: kind === 'backoff' ? 'backoff' : 'queue',
          fromUs: fromUs - beginUs,
          toUs: toUs - beginUs,
        }),
      )
    const startUs = Math.min(row.startUs, ...waits.map(({ fromUs }) => fromUs))
    return {
      id: hop.spanId,
      hop,
      from: hop.from,
      to: hop.to,
      ...(hop.parentHop ? { parent: hop.parentHop } : {}),
      depth: hop.depth,
      ...(siblings.length > 1
        ? {
            attempt: {
              number: siblings.findIndex(({ spanId }) => spanId === hop.spanId) + 1,
              of: siblings.length,
            },
          }
        : {}),
      notes: notes.get(hop.spanId) ?? [],
      startUs,
      durationUs: row.startUs + row.durationUs - startUs,
      parts: [...waits, ...(hop.reported ? row.segments : refined(row.segments, phases, beginUs))],
      phases,
      critical: row.critical,
      // Where clocks are wrong, what was waited for lies elsewhere on the sheet than what the clocks say.
      inked: rows.some((each) => each.hop.reported)
        ? []
        : (path.get(hop.number) ?? []).map(({ fromUs, toUs }) => ({
            fromUs: fromUs - beginUs,
            toUs: toUs - beginUs,
          })),
      ...(row.beforeItsCauseUs === undefined ? {} : { beforeItsCauseUs: row.beforeItsCauseUs }),
      children: 0,
    }
  })
  const unsent = [...spans.values()].flatMap((span) => {
    if (span.role !== 'call' || span.error === undefined || tries.has(span.spanId)) return []
    const parent = attemptAbove(span, spans)
    const depth = parent === undefined ? 0 : (hops.find(({ spanId }) => spanId === parent)?.depth ?? -1) + 1
    const row: GridRow = {
      id: span.spanId,
      from: span.party,
      to: span.peer,
      ...(parent ? { parent } : {}),
      depth,
      notSent: span.error,
      notes: notes.get(span.spanId) ?? [],
      startUs: hops.length > 0 ? span.startUs - beginUs : 0,
      durationUs: (span.endUs ?? span.startUs) - span.startUs,
      parts: [],
      phases: [],
      critical: false,
      inked: [],
      children: 0,
    }
    return [row]
  })
  return { rows: asTree([...sent, ...unsent]), totalUs }
}

/** The callee's line and the arrival of content, cut out of the plain segments. */
function refined(segments: readonly Segment[], phases: readonly Phase[], beginUs: Micros): readonly Part[] {
  const cuts = phases.flatMap(({ kind, fromUs, toUs }): Part[] =>
    kind === 'worker-queue' || kind === 'body'
      ? [{ kind: kind === 'body' ? 'body' : 'queue', fromUs: fromUs - beginUs, toUs: toUs - beginUs }]
      : [],
  )
  if (cuts.length === 0) return segments
  const kept = cuts.reduce<readonly Part[]>(
    (parts, cut) =>
      parts.flatMap((part) => {
        if (part.toUs <= cut.fromUs || part.fromUs >= cut.toUs) return [part]
        return [
          { ...part, toUs: cut.fromUs },
          { ...part, fromUs: cut.toUs },
        ].filter(({ fromUs, toUs }) => fromUs < toUs)
      }),
    segments,
  )
  return [...kept, ...cuts].sort((a, b) => a.fromUs - b.fromUs)
}

/** What faults and policies did, by the row that it happened to: to the attempt where there is one, else to the call. */
function notesOf(
  events: readonly RunEvent[],
  spans: ReadonlyMap<SpanId, Span>,
): ReadonlyMap<SpanId, readonly string[]> {
  const notes = new Map<SpanId, string[]>()
  const lastAttempt = new Map<SpanId, SpanId>()
  for (const event of events) {
    const { spanId } = event
    if (!spanId) continue
    if (event.kind === 'span' && event.phase === 'started' && event.role === 'attempt' && event.parentSpanId)
      lastAttempt.set(event.parentSpanId, spanId)
    if (event.kind !== 'fault' && event.kind !== 'policy') continue
    const text = event.kind === 'fault' ? `fault: ${event.fault}` : `${event.policy}: ${event.what}`
    if (event.kind === 'policy' && event.policy === 'balancing') continue
    const span = spans.get(spanId)
    const place = span?.role === 'serve' ? span.parentSpanId : (lastAttempt.get(spanId) ?? spanId)
    const row = place ?? spanId
    notes.set(row, [...(notes.get(row) ?? []), text])
  }
  return notes
}

function attemptAbove(span: Span, spans: ReadonlyMap<SpanId, Span>): SpanId | undefined {
  let above = span.parentSpanId
  while (above) {
    const parent = spans.get(above)
    if (!parent || parent.role === 'attempt') return parent ? above : undefined
    above = parent.parentSpanId
  }
  return undefined
}

/** Rows below what caused them, siblings by departure. */
function asTree(rows: readonly GridRow[]): readonly GridRow[] {
  const known = new Set(rows.map(({ id }) => id))
  const byParent = Map.groupBy(rows, ({ parent }) =>
    parent !== undefined && known.has(parent) ? parent : undefined,
  )
  const ordered: GridRow[] = []
  // No recursion: a trace may be as deep as somebody made it.
  const lastFirst = (a: GridRow, b: GridRow) =>
    b.startUs - a.startUs || (b.hop?.number ?? 0) - (a.hop?.number ?? 0)
  const next = (byParent.get(undefined) ?? []).toSorted(lastFirst)
  for (let row = next.pop(); row; row = next.pop()) {
    const below = byParent.get(row.id) ?? []
    ordered.push({ ...row, children: below.length })
    next.push(...below.toSorted(lastFirst))
  }
  return ordered
}

/** The rows that show while some are folded. */
export function unfolded(rows: readonly GridRow[], folded: ReadonlySet<SpanId>): readonly GridRow[] {
  if (folded.size === 0) return rows
  const hidden = new Set<SpanId>()
  return rows.filter(({ id, parent }) => {
    const isHidden = parent !== undefined && (folded.has(parent) || hidden.has(parent))
    if (isHidden) hidden.add(id)
    return !isHidden
  })
}

/** What each phase is called. */
export const PHASE_WORDS: Readonly<Record<Phase['kind'], string>> = {
  backoff: 'Wait before another attempt',
  'bulkhead-queue': 'Queue: the caller’s line',
  there: 'Network: there',
  'worker-queue': 'Queue: the callee’s line',
  service: 'Service',
  back: 'Network: back',
  body: 'Body: content arriving',
  lost: 'No answer was coming',
  unseen: 'The trace does not know',
}
