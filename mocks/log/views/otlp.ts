import type { Micros, RunEvent, SpanAttributes, SpanId, SpanKind } from '../events.ts'
import { asReported, type Span, spansOf } from './spans.ts'

type AnyValue =
  | { stringValue: string }
  | { intValue: string }
  | { doubleValue: number }
  | { boolValue: boolean }

interface KeyValue {
  readonly key: string
  readonly value: AnyValue
}

interface OtlpSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  /** W3C trace flags, and above them whether the parent is in another process (`SpanFlags`). */
  readonly flags: number
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly KeyValue[]
  /** What policies did and which faults struck while the span was open. */
  readonly events?: readonly OtlpEvent[]
  readonly status: { readonly code: number; readonly message?: string }
}

interface OtlpEvent {
  readonly timeUnixNano: string
  readonly name: string
  readonly attributes: readonly KeyValue[]
}

/** `TracesData` of the OpenTelemetry protocol, in its JSON mapping: what trace viewers open. */
export interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] }
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string; readonly version: string }
      readonly spans: readonly OtlpSpan[]
    }[]
  }[]
}

/** The numbers of the protocol's `SpanKind`. */
const KINDS: Readonly<Record<SpanKind, number>> = { internal: 1, server: 2, client: 3 }
/** Every trace is sampled here; and it is known whether a parent is remote. */
const SAMPLED_AND_KNOWN = 0x101
const PARENT_IS_REMOTE = 0x200
const STATUS_UNSET = 0
const STATUS_ERROR = 2

/** Methods that the conventions know; every other one is `_OTHER`, so that nobody can invent endless values. */
const KNOWN_METHODS = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'QUERY',
  'TRACE',
])

/**
 * Every finished span of a log as OTLP/JSON, one resource per party and instance. Names follow OpenTelemetry's semantic
 * conventions for HTTP; times are nanoseconds since 1970, as text, by the clock of whoever made the span. `epochMs` is
 * when the run started.
 */
export function otlpOf(events: readonly RunEvent[], epochMs: number): OtlpTraces {
  const byResource = new Map<string, { attributes: SpanAttributes; spans: OtlpSpan[] }>()
  /** How many attempts each call has made so far. */
  const sent = new Map<string, number>()
  const happened = eventsBySpan(events, epochMs)
  for (const measured of spansOf(events)) {
    const span = asReported(measured)
    const resends = span.role === 'attempt' && span.parentSpanId ? (sent.get(span.parentSpanId) ?? 0) : 0
    if (span.role === 'attempt' && span.parentSpanId) sent.set(span.parentSpanId, resends + 1)
    if (span.endUs === undefined) continue
    const { 'service.instance.id': id, 'service.version': version } = span.attributes
    const resource = JSON.stringify([span.party, id, version])
    const spans = byResource.get(resource)?.spans ?? []
    byResource.set(resource, { attributes: resourceOf(span), spans })
    spans.push({
      ...otlpSpan(span, span.endUs, epochMs, resends),
      ...happened(span.spanId, span.startUs - measured.startUs),
    })
  }
  return {
    resourceSpans: [...byResource.values()].map(({ attributes, spans }) => ({
      resource: { attributes: keyValues(attributes) },
      scopeSpans: [{ scope: { name: 'bookshop', version: '1' }, spans }],
    })),
  }
}

/** Who made a span: the service and, where it is known, which instance of it. */
function resourceOf({ party, attributes }: Span): SpanAttributes {
  const { 'service.instance.id': instance, 'service.version': version } = attributes
  return {
    'service.name': party,
    'service.namespace': 'bookshop',
    ...(instance === undefined ? {} : { 'service.instance.id': `${instance}` }),
    ...(version === undefined ? {} : { 'service.version': `${version}` }),
  }
}

function otlpSpan(span: Span, endUs: number, epochMs: number, resends: number): OtlpSpan {
  const attributes: SpanAttributes = {
    ...conventional(span),
    ...(resends > 0 ? { 'http.request.resend_count': resends } : {}),
  }
  const isError = span.error !== undefined || attributes['error.type'] !== undefined
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId ? { parentSpanId: span.parentSpanId } : {}),
    flags: SAMPLED_AND_KNOWN | (span.role === 'serve' && span.parentSpanId ? PARENT_IS_REMOTE : 0),
    name: nameOf(span, attributes),
    kind: KINDS[span.kind],
    startTimeUnixNano: nanoseconds(epochMs, span.startUs),
    endTimeUnixNano: nanoseconds(epochMs, endUs),
    attributes: keyValues(attributes),
    status: isError
      ? { code: STATUS_ERROR, ...(span.error ? { message: span.error } : {}) }
      : { code: STATUS_UNSET },
  }
}

/** The span events of each span, by a clock that is so much ahead. Conventions have no names for what policies do, so they are ours. */
function eventsBySpan(
  events: readonly RunEvent[],
  epochMs: number,
): (span: SpanId, aheadUs: Micros) => Pick<OtlpSpan, 'events'> {
  const bySpan = new Map<SpanId, RunEvent[]>()
  for (const event of events) {
    if (!event.spanId || !noteOf(event)) continue
    const list = bySpan.get(event.spanId) ?? []
    bySpan.set(event.spanId, list)
    list.push(event)
  }
  return (span, aheadUs) => {
    const list = bySpan.get(span)?.flatMap((event) => {
      const note = noteOf(event)
      return note ? [{ timeUnixNano: nanoseconds(epochMs, event.atUs + aheadUs), ...note }] : []
    })
    return list ? { events: list } : {}
  }
}

/** `retry: waits`, `fault: lose-reply`; undefined for what is no event of a span. */
function noteOf(event: RunEvent): Pick<OtlpEvent, 'name' | 'attributes'> | undefined {
  if (event.kind === 'policy')
    return {
      name: `${event.policy}: ${event.what}`,
      attributes: keyValues({ ...event.detail, 'peer.service': event.peer }),
    }
  if (event.kind === 'fault')
    return {
      name: `fault: ${event.fault}`,
      attributes: keyValues({ detail: event.detail, 'peer.service': event.to }),
    }
  return undefined
}

/** The attributes as the conventions for HTTP spans want them. */
function conventional({ kind, attributes: noted }: Span): SpanAttributes {
  // They name the resource, not the span.
  const {
    'service.name': _name,
    'service.instance.id': _instance,
    'service.version': _version,
    ...attributes
  } = noted
  const method = attributes['http.request.method']
  const url = attributes['url.full']
  const status = attributes['http.response.status_code']
  // A refusal is the client's failure; the server did its work well unless it failed itself.
  const failed = typeof status === 'number' && status >= (kind === 'client' ? 400 : 500)
  return {
    ...attributes,
    ...(typeof method === 'string' && !KNOWN_METHODS.has(method)
      ? { 'http.request.method': '_OTHER', 'http.request.method_original': method }
      : {}),
    ...(typeof url === 'string' ? serverOf(new URL(url)) : {}),
    ...(failed ? { 'error.type': `${status}` } : {}),
  }
}

function serverOf({ protocol, hostname, port }: URL): SpanAttributes {
  return { 'server.address': hostname, 'server.port': Number(port || (protocol === 'https:' ? 443 : 80)) }
}

/** `GET /books/{isbn}` where the route is known, else the method: a name must not have endless values. */
function nameOf(span: Span, attributes: SpanAttributes): string {
  if (span.kind === 'internal') return span.name
  const noted = attributes['http.request.method']
  const method = noted === '_OTHER' || noted === undefined ? 'HTTP' : `${noted}`
  const route = attributes['http.route']
  return route === undefined ? method : `${method} ${route}`
}

/** Times do not fit into a JavaScript number, and the JSON mapping writes 64-bit integers as text. */
function nanoseconds(epochMs: number, us: number): string {
  return `${BigInt(epochMs) * 1_000_000n + BigInt(us) * 1_000n}`
}

function keyValues(attributes: SpanAttributes): KeyValue[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }))
}

function anyValue(value: string | number | boolean): AnyValue {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  return Number.isSafeInteger(value) ? { intValue: `${value}` } : { doubleValue: value }
}
