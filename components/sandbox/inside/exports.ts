import type { RunEvent } from '#mocks/log/events.ts'
import { harOf } from '#mocks/log/views/har.ts'
import { otlpOf } from '#mocks/log/views/otlp.ts'
import type { KeptFile } from '../download.ts'
import type { Entry } from '../session.ts'

/** When the run of these events began, in ms since 1970; a log without its beginning counts from 1970 itself. */
function epochOf(events: readonly RunEvent[]): number {
  const started = events.find((event) => event.kind === 'run' && event.phase === 'started')
  return started?.kind === 'run' && started.phase === 'started' ? started.epochMs : 0
}

/** The hops of an entry as an HTTP archive. */
export function exportHar({ traceId }: Entry, events: readonly RunEvent[]): KeptFile {
  const har = harOf(events, traceId, epochOf(events))
  return {
    name: `trace-${traceId.slice(0, 8)}.har`,
    type: 'application/json',
    text: JSON.stringify(har, undefined, 2),
  }
}

/** The spans of an entry's trace in the OpenTelemetry protocol. */
export function exportOtlp({ traceId }: Entry, events: readonly RunEvent[]): KeptFile {
  const own = events.filter((event) => event.traceId === traceId)
  const text = JSON.stringify(otlpOf(own, epochOf(events)), undefined, 2)
  return { name: `trace-${traceId.slice(0, 8)}.otlp.json`, type: 'application/json', text }
}
