import type { Measure } from '#content/questions/measure.ts'
import type { RunEvent, TraceId, WireContent, WireRequest, WireResponse } from '#mocks/log/events.ts'
import { hopsOf } from '#mocks/log/views/spans.ts'

/** What a client sent in a run, and what it got. */
export interface Exchange {
  readonly traceId: TraceId
  readonly request: WireRequest
  readonly response?: WireResponse
  readonly startUs: number
  readonly endUs: number
}

/** A finished run, as far as questions look at it. */
export interface Run {
  readonly events: readonly RunEvent[]
  readonly exchanges: readonly Exchange[]
}

/** Reads one value off a finished run. Throws when the run has no such exchange or the content no such value. */
export function measure(run: Run, what: Measure): string | number {
  if (what.of === 'calls')
    return run.events.filter(
      (event) => event.kind === 'request' && event.from === what.from && event.to === what.to,
    ).length
  if (what.of === 'changes')
    return new Set(
      run.events.flatMap((event) =>
        event.kind === 'state' && event.party === what.party && event.table === what.table ? [event.key] : [],
      ),
    ).size
  const exchange = run.exchanges[what.request]
  if (!exchange)
    throw new Error(`The run has ${run.exchanges.length} exchanges; number ${what.request} does not exist.`)
  const { request, response } = exchange
  switch (what.of) {
    case 'status':
      return response?.status ?? 0
    case 'hops':
      return hopsOf(run.events, exchange.traceId).length
    case 'hop-list':
      return hopsOf(run.events, exchange.traceId)
        .map((hop) => `${hop.from} → ${hop.to}`)
        .join(', ')
    case 'content':
      return textOf(response?.content)
    case 'value':
      return valueAt(textOf(response?.content), what.pointer)
    case 'field':
      return (response?.fields ?? [])
        .filter(([name]) => name.toLowerCase() === what.name)
        .map(([, value]) => value)
        .join(', ')
    case 'method':
      return request.method
    case 'target':
      return request.url
    case 'request-content':
      return textOf(request.content)
    case 'duration':
      return exchange.endUs - exchange.startUs
  }
}

/** The same, for what must be a number. Throws when it is not one. */
export function measureNumber(run: Run, what: Measure): number {
  const value = measure(run, what)
  if (typeof value !== 'number')
    throw new Error(`"${what.of}" was expected to be a number and is "${value}".`)
  return value
}

function textOf(content: WireContent | undefined): string {
  if (!content) return ''
  return 'text' in content ? content.text : content.base64
}

/** JSON Pointer, RFC 6901. */
function valueAt(json: string, pointer: string): string | number {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new Error(`The content is not JSON, so there is nothing at "${pointer}": ${json.slice(0, 80)}`)
  }
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  }
  if (typeof value === 'string' || typeof value === 'number') return value
  throw new Error(`The content has no text or number at "${pointer}".`)
}
