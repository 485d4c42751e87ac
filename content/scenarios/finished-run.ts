import type { RunEvent, TraceId, WireRequest, WireResponse } from '#mocks/log/events.ts'

/** A finished run, as far as predicates look at it: its log, what the client sent and got, and the data at the end. */
export interface FinishedRun {
  readonly events: readonly RunEvent[]
  readonly exchanges: readonly {
    readonly traceId: TraceId
    readonly request: WireRequest
    readonly response?: WireResponse
    readonly startUs: number
    readonly endUs: number
  }[]
  /** Process → table → key → record. */
  readonly data: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
}
