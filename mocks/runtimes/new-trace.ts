import type { TraceContext } from '../log/trace-context.ts'

/** A new trace for a request that a page is about to send. */
export function newTrace(): TraceContext {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { traceId: hex.slice(0, 32), spanId: hex.slice(32) }
}
