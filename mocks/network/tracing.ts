import type { Party, SpanAttributes, SpanKind, SpanRole } from '../log/events.ts'
import type { RunLog } from '../log/log.ts'
import type { TraceContext } from '../log/trace-context.ts'
import type { Clock } from '../simulation/clock.ts'
import { hexDigits, type Random } from '../simulation/random.ts'

export interface NewSpan {
  role: SpanRole
  spanKind: SpanKind
  name: string
  party: Party
  peer: Party
  attributes?: SpanAttributes
}

export interface Tracing {
  readonly log: RunLog
  readonly clock: Clock
  /** The parent of a root span: a new trace in which nothing has happened yet. */
  newRoot(): TraceContext
  /**
   * Runs `work` inside a new span below `parent` and closes the span in every case. A parent without a span id
   * starts at the root. `hold` keeps the span open until a promise settles, after the work has brought its result.
   */
  inSpan<R>(
    span: NewSpan,
    parent: TraceContext,
    work: (
      span: TraceContext,
      set: (attributes: SpanAttributes) => void,
      hold: (until: Promise<void> | undefined) => void,
    ) => Promise<R>,
  ): Promise<R>
}

/** Opens and closes spans in the run log. Span ids are forked per party by name, so that parties do not disturb each other. */
export function createTracing({
  log,
  clock,
  random,
  skewUs = () => 0,
}: {
  log: RunLog
  clock: Clock
  random: Random
  /** How far a party's own clock is ahead of the run's, in microseconds; all are right by default. */
  skewUs?: (party: Party) => number
}): Tracing {
  /** A span is written down with the clock of whoever makes it. */
  const reported = (party: Party) => {
    const ahead = skewUs(party)
    return ahead === 0 ? {} : { reportedUs: clock.nowUs() + ahead }
  }
  const streams = new Map<Party, Random>()
  const spanIdFor = (party: Party) => {
    const stream = streams.get(party) ?? random.fork(`spans of ${party}`)
    streams.set(party, stream)
    return hexDigits(stream, 16)
  }
  const traceIds = random.fork('traces')
  return {
    log,
    clock,
    newRoot: () => ({ traceId: hexDigits(traceIds, 32), spanId: '' }),
    async inSpan({ attributes = {}, ...span }, parent, work) {
      const context = { traceId: parent.traceId, spanId: spanIdFor(span.party) }
      const parentSpanId = parent.spanId || undefined
      log.append({
        kind: 'span',
        phase: 'started',
        ...span,
        attributes,
        ...(parentSpanId ? { parentSpanId } : {}),
        ...reported(span.party),
        ...context,
      })
      let learnt: SpanAttributes = {}
      let held: Promise<void> | undefined
      const close = (error?: string) =>
        log.append({
          kind: 'span',
          phase: 'ended',
          attributes: learnt,
          ...(error === undefined ? {} : { error }),
          ...reported(span.party),
          ...context,
        })
      const broken = (thrown: unknown) => close(thrown instanceof Error ? thrown.message : String(thrown))
      const learn = (more: SpanAttributes) => {
        learnt = { ...learnt, ...more }
      }
      try {
        const result = await work(context, learn, (until) => {
          held = until
        })
        if (held) void held.then(() => close(), broken)
        else close()
        return result
      } catch (thrown) {
        broken(thrown)
        throw thrown
      }
    },
  }
}
