import type { NetworkFailure } from '#mocks/log/events.ts'
import type { Hop } from '#mocks/log/views/spans.ts'

/** What stands at the snapped glue: short enough for a drawing. */
const SHORT: Record<NetworkFailure, string> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ETIMEDOUT: 'timed out',
  ABORTED: 'given up',
  CIRCUIT_OPEN: 'not sent',
  BULKHEAD_FULL: 'not sent',
  DEADLINE_EXCEEDED: 'too late',
}

const IN_WORDS: Record<NetworkFailure, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ETIMEDOUT: 'the caller’s time ran out',
  ABORTED: 'the caller gave up',
  CIRCUIT_OPEN: 'the caller’s circuit breaker was open',
  BULKHEAD_FULL: 'the caller’s bulkhead was full',
  DEADLINE_EXCEEDED: 'the deadline had passed',
}

/** How a hop ended, for a label: `201`, `refused`, or undefined while it is under way. */
export function endOf(hop: Hop): string | undefined {
  if (hop.failure) return SHORT[hop.failure.failure]
  return hop.response ? String(hop.response.status) : undefined
}

/** Whether a hop went wrong: no answer, or a status of 400 or more. */
export function wentWrong(hop: Hop): boolean {
  return hop.failure !== undefined || (hop.response?.status ?? 0) >= 400
}

/** Whether the trouble began at this hop: it went wrong, and none that it caused did. Whoever only passes an error on is no cause. */
export function isCause(hop: Hop, hops: readonly Hop[]): boolean {
  return wentWrong(hop) && !hops.some((other) => other.parentHop === hop.spanId && wentWrong(other))
}

/** The path and query of a hop's request, as a caller writes them. */
export function targetOf(hop: Hop): string {
  return hop.request.url.replace(/^[a-z]+:\/\/[^/]+/, '') || '/'
}

/** One hop in words: who asked whom for what, and how that ended. */
export function describeHop(hop: Hop): string {
  const asked = `${hop.from} asks ${hop.to}: ${hop.request.method} ${targetOf(hop)}.`
  if (hop.failure) return `${asked} No answer: ${IN_WORDS[hop.failure.failure]} (${hop.failure.failure}).`
  if (!hop.response) return `${asked} No answer yet.`
  return `${asked} Answer: ${hop.response.status}.`
}

/** Time as a person reads it: microseconds below 1 ms, else milliseconds with three significant figures, else seconds. */
export function formatMicros(micros: number): string {
  if (micros < 1000) return `${Math.round(micros)} µs`
  const ms = micros / 1000
  if (ms < 1000) return `${ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0)} ms`
  return `${(ms / 1000).toFixed(2)} s`
}
