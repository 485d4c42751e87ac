import { Buffer } from 'node:buffer'
import { type HrTime, TraceFlags } from '@opentelemetry/api'
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import root from 'otlp-schema/build/src/generated/root.js'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type FinishedRun, runScenario } from '../../runtimes/virtual.ts'
import { VIRTUAL_EPOCH_MS } from '../../simulation/virtual-clock.ts'
import { type OtlpTraces, otlpOf } from './otlp.ts'

// The judges are OpenTelemetry's own: the code that it generates from opentelemetry-proto's trace.proto, and the
// serialiser of its JavaScript SDK, given the same spans.

/** A message type as protobufjs generates it. */
interface MessageType {
  verify(message: unknown): string | null
  fromObject(object: unknown): unknown
  toObject(message: unknown, options: Readonly<Record<string, unknown>>): unknown
  decode(bytes: Uint8Array): unknown
}
const isMessageType = (value: unknown): value is MessageType =>
  typeof value === 'function' && 'verify' in value && 'fromObject' in value && 'decode' in value
const { opentelemetry } = z
  .object({
    opentelemetry: z.object({
      proto: z.object({
        trace: z.object({ v1: z.object({ TracesData: z.custom<MessageType>(isMessageType) }) }),
      }),
    }),
  })
  .parse(root)
const { TracesData } = opentelemetry.proto.trace.v1

/** Ids are bytes: hexadecimal in OTLP/JSON, base64 wherever else protocol buffers are written as JSON. */
const withIds = (traces: OtlpTraces, from: BufferEncoding, to: BufferEncoding): unknown =>
  JSON.parse(JSON.stringify(traces), (key, value) =>
    /^(traceId|spanId|parentSpanId)$/.test(key) ? Buffer.from(value, from).toString(to) : value,
  )
const OPTIONS = { longs: String, enums: Number, bytes: String }

/**
 * The message that some JSON stands for, written as JSON again. What the schema does not know, or not in this form, is lost or
 * changed on the way: so the two are equal only where every field fits.
 */
function through(json: unknown): unknown {
  return TracesData.toObject(TracesData.fromObject(json), OPTIONS)
}

let run: FinishedRun
let traces: OtlpTraces
beforeAll(async () => {
  const order = {
    method: 'POST',
    url: 'https://api.bookshop.example/v1/orders',
    headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
    body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
  }
  run = await runScenario({
    v: 1,
    settings: {
      policies: [
        { edge: { from: 'orders', to: 'payments' }, timeoutMs: 80, retry: { attempts: 3, methods: 'all' } },
      ],
      fleets: [{ service: 'payments', instances: 2 }],
    },
    faults: [
      { kind: 'lose-reply', edge: { from: 'orders', to: 'payments' }, strikes: { first: 1 } },
      { kind: 'no-trace-context', edge: { from: 'gateway', to: 'catalog' } },
    ],
    workload: [order, { method: 'BREW', url: 'https://api.bookshop.example/v1/books' }, order],
  })
  traces = otlpOf(run.events, VIRTUAL_EPOCH_MS)
})

describe('opentelemetry-proto', () => {
  test('takes every field of an export, in its form, and knows each of them', () => {
    const json = withIds(traces, 'hex', 'base64')
    expect(through(json)).toEqual(terse(json))
    expect(TracesData.verify(TracesData.fromObject(json))).toBeNull()
  })

  test.each([
    ['a field that it does not have', { colour: 'red' }],
    ['a name with an underscore', { trace_id: 'AAAA' }],
    ['an id of another form', { spanId: 'zz' }],
    ['a time that is a number', { startTimeUnixNano: 5 }],
    ['a kind by name', { kind: 'SPAN_KIND_SERVER' }],
    ['attributes that are an object', { attributes: { a: 'b' } }],
  ])('would notice %s', (_, wrong) => {
    const spoiled = {
      resourceSpans: traces.resourceSpans.map(({ resource, scopeSpans }) => ({
        resource,
        scopeSpans: scopeSpans.map(({ scope, spans }) => ({
          scope,
          spans: spans.map((span) => ({ ...span, ...wrong })),
        })),
      })),
    }
    expect(through(traces)).toEqual(terse(traces))
    const judged = () => expect(through(spoiled)).toEqual(terse(spoiled))
    expect(judged).toThrow()
  })
})

/** The spans of an export as the SDK holds them. */
function sdkSpans() {
  return traces.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const ofSdk = { attributes: plain(resource.attributes), merge: () => ofSdk, getRawAttributes: () => [] }
    return scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => {
        const context = (spanId: string) => ({
          traceId: span.traceId,
          spanId,
          traceFlags: TraceFlags.SAMPLED,
          isRemote: false,
        })
        return {
          name: span.name,
          kind: span.kind - 1,
          spanContext: () => context(span.spanId),
          ...(span.parentSpanId === undefined
            ? {}
            : { parentSpanContext: { ...context(span.parentSpanId), isRemote: span.kind === 2 } }),
          startTime: hrTime(span.startTimeUnixNano),
          endTime: hrTime(span.endTimeUnixNano),
          duration: hrTime('0'),
          ended: true,
          status: span.status,
          attributes: plain(span.attributes),
          links: [],
          events: (span.events ?? []).map(({ name, timeUnixNano, attributes }) => ({
            name,
            time: hrTime(timeUnixNano),
            attributes: plain(attributes),
          })),
          resource: ofSdk,
          instrumentationScope: scope,
          droppedAttributesCount: 0,
          droppedEventsCount: 0,
          droppedLinksCount: 0,
        }
      }),
    )
  })
}

function plain(attributes: OtlpTraces['resourceSpans'][number]['resource']['attributes']) {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      'intValue' in value ? Number(value.intValue) : Object.values(value)[0],
    ]),
  )
}

const hrTime = (nanoseconds: string): HrTime => [
  Number(BigInt(nanoseconds) / 1_000_000_000n),
  Number(BigInt(nanoseconds) % 1_000_000_000n),
]

/** Without what says nothing: lists that are empty, counts of what was dropped when nothing was. */
const terse = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json), (key, value) =>
    (/^dropped\w+Count$/.test(key) && value === 0) ||
    (/^(events|links|attributes)$/.test(key) && value.length === 0)
      ? undefined
      : value,
  )

describe('the SDK of OpenTelemetry', () => {
  test('writes the same spans as the same OTLP/JSON', () => {
    const theirs = terse(
      JSON.parse(new TextDecoder().decode(JsonTraceSerializer.serializeRequest(sdkSpans()))),
    )
    // The JSON mapping writes 64-bit integers as text and reads numbers as well; the SDK writes numbers.
    const ours = JSON.parse(JSON.stringify(traces), (key, value) =>
      key === 'intValue' ? Number(value) : value,
    )
    expect(theirs).toEqual(terse(ours))
  })

  test('writes the same spans as the same protocol buffers', () => {
    const bytes = ProtobufTraceSerializer.serializeRequest(sdkSpans()) ?? new Uint8Array()
    const theirs = terse(TracesData.toObject(TracesData.decode(bytes), OPTIONS))
    expect(theirs).toEqual(terse(withIds(traces, 'hex', 'base64')))
  })

  test('is given something worth writing: errors, retries, instances, remote parents, a trace that was split', () => {
    const spans = traces.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
    expect(spans.length).toBeGreaterThan(25)
    expect(spans.some(({ status }) => status.code === 2 && status.message)).toBe(true)
    expect(
      spans.some(({ attributes }) => attributes.some(({ key }) => key === 'http.request.resend_count')),
    ).toBe(true)
    expect(new Set(spans.map(({ flags }) => flags))).toEqual(new Set([0x101, 0x301]))
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBeGreaterThan(run.exchanges.length)
    expect(traces.resourceSpans.length).toBeGreaterThan(6)
  })
})
