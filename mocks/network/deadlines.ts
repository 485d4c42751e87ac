import type { SpanId } from '../log/events.ts'
import type { TraceContext } from '../log/trace-context.ts'
import type { Clock } from '../simulation/clock.ts'
import type { Outgoing, Wrapper } from './hop.ts'
import { remainingOf } from './policies/deadline.ts'

export interface Deadlines {
  /** Goes around a callee's work: remembers, while it lasts, when its caller stops waiting. */
  readonly keeping: Wrapper
  /** The deadline of a message: of the work it is sent for, or what its sender wrote on it. The earlier one counts. */
  inherited(span: TraceContext, headers: Headers): Pick<Outgoing, 'deadlineUs'>
}

/** The serve spans whose caller set a deadline, and when it passes. What they send on belongs to it too. */
export function createDeadlines(clock: Clock): Deadlines {
  const until = new Map<SpanId, number>()
  return {
    keeping: (next) => async (outgoing) => {
      const leftUs = remainingOf(outgoing.request.headers)
      if (leftUs === undefined) return next(outgoing)
      until.set(outgoing.span.spanId, clock.nowUs() + leftUs)
      try {
        return await next(outgoing)
      } finally {
        until.delete(outgoing.span.spanId)
      }
    },
    inherited(span, headers) {
      const leftUs = remainingOf(headers) ?? Number.POSITIVE_INFINITY
      const ofTheWork = until.get(span.spanId) ?? Number.POSITIVE_INFINITY
      const deadlineUs = Math.min(ofTheWork, clock.nowUs() + leftUs)
      return deadlineUs === Number.POSITIVE_INFINITY ? {} : { deadlineUs }
    },
  }
}
