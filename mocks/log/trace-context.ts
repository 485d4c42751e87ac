import type { SpanId, TraceId } from './events.ts'

/** Which trace a piece of work belongs to, and which span caused it. */
export interface TraceContext {
  readonly traceId: TraceId
  readonly spanId: SpanId
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/**
 * Reads a `traceparent` field (W3C Trace Context §3.2). Undefined when it is malformed: the reader then
 * starts a new trace, as §3.2 asks. A higher version than 00 is read as far as 00 goes.
 */
export function parseTraceparent(value: string | null | undefined): TraceContext | undefined {
  const match = TRACEPARENT.exec(value ?? '')
  if (!match) return undefined
  const [, version, traceId, spanId, , rest] = match
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined
  if (!traceId || !spanId || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId }
}

/** Writes a `traceparent` field, always sampled: here every trace is kept. */
export function formatTraceparent({ traceId, spanId }: TraceContext): string {
  return `00-${traceId}-${spanId}-01`
}
