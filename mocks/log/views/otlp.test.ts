import { expect, test } from 'vitest'
import * as z from 'zod'
import { runScenario } from '../../runtimes/virtual.ts'
import { VIRTUAL_EPOCH_MS } from '../../simulation/virtual-clock.ts'
import { otlpOf } from './otlp.ts'
import { spansOf } from './spans.ts'

// opentelemetry-proto, trace/v1/trace.proto, in the JSON mapping that the OTLP specification lays down: names in
// lowerCamelCase, ids in hexadecimal, 64-bit integers as decimal text, enumerations as numbers.
const AnyValue = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
  z.strictObject({ doubleValue: z.number() }),
])
const Attributes = z
  .array(z.strictObject({ key: z.string().min(1), value: AnyValue }))
  .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, 'keys are unique')
const Nanoseconds = z.string().regex(/^\d{19}$/)
const OtlpSpan = z
  .strictObject({
    traceId: z.string().regex(/^[0-9a-f]{32}$/),
    spanId: z.string().regex(/^[0-9a-f]{16}$/),
    parentSpanId: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
    flags: z.int().min(0).max(0x3ff),
    name: z.string().min(1),
    kind: z.int().min(1).max(5),
    startTimeUnixNano: Nanoseconds,
    endTimeUnixNano: Nanoseconds,
    attributes: Attributes,
    events: z
      .array(z.strictObject({ timeUnixNano: Nanoseconds, name: z.string().min(1), attributes: Attributes }))
      .min(1)
      .optional(),
    status: z.strictObject({ code: z.int().min(0).max(2), message: z.string().optional() }),
  })
  .refine(
    (span) => BigInt(span.startTimeUnixNano) <= BigInt(span.endTimeUnixNano),
    'it ends after it started',
  )
const TracesData = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: Attributes }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          spans: z.array(OtlpSpan),
        }),
      ),
    }),
  ),
})

const order = {
  method: 'POST',
  url: 'https://api.bookshop.example/v1/orders',
  headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
  body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
}

async function exported(...down: 'payments'[]) {
  const run = await runScenario({
    v: 1,
    settings: { publishing: 'none' },
    faults: down.map((service) => ({ kind: 'down', service })),
    workload: [order, { method: 'BREW', url: 'https://api.bookshop.example/v1/books' }],
  })
  const traces = TracesData.parse(otlpOf(run.events, VIRTUAL_EPOCH_MS))
  const spans = traces.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) =>
      scope.spans.map((span) => ({
        ...span,
        service: valuesOf(resource.attributes)['service.name'],
        values: valuesOf(span.attributes),
      })),
    ),
  )
  return { run, spans, kind: (kind: number) => spans.filter((span) => span.kind === kind) }
}

function valuesOf(attributes: z.infer<typeof Attributes>): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}

test('every finished span of a run is exported, below its resource and below its parent', async () => {
  const { run, spans } = await exported()
  expect(spans.map(({ spanId }) => spanId).sort()).toEqual(
    spansOf(run.events)
      .map(({ spanId }) => spanId)
      .sort(),
  )
  const known = new Map(spans.map((span) => [span.spanId, span]))
  for (const { spanId, parentSpanId, service } of spans) {
    const original = spansOf(run.events).find((span) => span.spanId === spanId)
    expect([parentSpanId, service]).toEqual([original?.parentSpanId, original?.party])
  }
  expect(
    spans
      .filter(({ parentSpanId }) => !parentSpanId || !known.has(parentSpanId))
      .map(({ service }) => service),
  ).toEqual(['client', 'client'])
})

test('times are nanoseconds since 1970, to the microsecond', async () => {
  const { run, spans } = await exported()
  const first = spansOf(run.events)[0]
  const same = spans.find(({ spanId }) => spanId === first?.spanId)
  const nanoseconds = (us: number | undefined) =>
    BigInt(VIRTUAL_EPOCH_MS) * 1_000_000n + BigInt(us ?? -1) * 1_000n
  expect(BigInt(same?.startTimeUnixNano ?? 0)).toBe(nanoseconds(first?.startUs))
  expect(BigInt(same?.endTimeUnixNano ?? 0)).toBe(nanoseconds(first?.endUs))
})

test('client and server spans say what the conventions want, with statuses as numbers', async () => {
  const { kind } = await exported()
  for (const { values } of kind(3)) {
    expect(values).toMatchObject({
      'http.request.method': expect.any(String),
      'url.full': expect.stringMatching(/^https:/),
      'server.address': new URL(String(values['url.full'])).hostname,
      'server.port': '443',
    })
  }
  for (const { values } of kind(2)) {
    expect(values).toMatchObject({
      'http.request.method': expect.any(String),
      'url.path': expect.stringMatching(/^\//),
    })
    expect(values).not.toHaveProperty('service.name')
  }
  expect(kind(2).find(({ service }) => service === 'payments')?.values['http.response.status_code']).toBe(
    '201',
  )
})

test('a method that nobody knows does not become a name', async () => {
  const { kind } = await exported()
  const brew = kind(3).find(({ values }) => values['http.request.method_original'] === 'BREW')
  expect(brew).toMatchObject({ name: 'HTTP', values: { 'http.request.method': '_OTHER' } })
})

test('a refused connection is an error without a status; 503 is an error of both sides, 405 of the client alone', async () => {
  const { spans, kind } = await exported('payments')
  const refused = kind(3).find(({ values }) => values['error.type'] === 'ECONNREFUSED')
  expect(refused?.service).toBe('orders')
  expect(refused?.status).toMatchObject({ code: 2, message: expect.stringMatching(/refused/i) })
  expect(refused?.values).not.toHaveProperty('http.response.status_code')
  const statuses = (code: string) =>
    spans.filter(({ values }) => values['http.response.status_code'] === code)
  expect(
    new Set(statuses('503').map((span) => `${span.kind} ${span.status.code} ${span.values['error.type']}`)),
  ).toEqual(new Set(['2 2 503', '3 2 503']))
  expect(
    new Set(statuses('405').map((span) => `${span.kind} ${span.status.code} ${span.values['error.type']}`)),
  ).toEqual(new Set(['2 0 undefined', '3 2 405']))
})

test('a span whose route is known is named after it; one that has not ended is left out', () => {
  const span = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }
  const envelope = { v: 1, run: 'r', ...span } as const
  const started = {
    ...envelope,
    kind: 'span',
    phase: 'started',
    role: 'serve',
    spanKind: 'server',
    name: 'GET /books/1',
    party: 'catalog',
    peer: 'caller',
    attributes: { 'http.request.method': 'GET', 'http.route': '/books/{isbn}', ratio: 0.5, sampled: true },
    seq: 0,
    atUs: 0,
  } as const
  const ended = { ...envelope, kind: 'span', phase: 'ended', attributes: {}, seq: 1, atUs: 5 } as const
  expect(otlpOf([started], 0).resourceSpans).toEqual([])
  const [only] = otlpOf([started, ended], 1).resourceSpans[0]?.scopeSpans[0]?.spans ?? []
  expect(only).toMatchObject({
    name: 'GET /books/{isbn}',
    startTimeUnixNano: '1000000',
    endTimeUnixNano: '1005000',
  })
  expect(only?.attributes).toContainEqual({ key: 'ratio', value: { doubleValue: 0.5 } })
  expect(only?.attributes).toContainEqual({ key: 'sampled', value: { boolValue: true } })
})

test('retries count up on client spans; error spans and several traces stand side by side, each below its own parent', async () => {
  const read = { method: 'GET', url: 'https://api.bookshop.example/v1/books/9780441478125' }
  const run = await runScenario({
    v: 1,
    settings: {
      policies: [{ edge: { from: 'gateway', to: 'catalog' }, retry: { attempts: 3 } }],
      fleets: [{ service: 'catalog', instances: 2 }],
    },
    faults: [{ kind: 'reset', edge: { from: 'gateway', to: 'catalog' }, strikes: { first: 2 } }],
    workload: [read, read, read],
  })
  const { resourceSpans } = TracesData.parse(otlpOf(run.events, VIRTUAL_EPOCH_MS))
  const all = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
  expect(new Set(all.map(({ traceId }) => traceId))).toEqual(
    new Set(run.exchanges.map(({ traceId }) => traceId)),
  )
  for (const { parentSpanId, traceId } of all) {
    const parent = all.find(({ spanId }) => spanId === parentSpanId)
    if (parent) expect(parent.traceId).toBe(traceId)
  }
  const tries = all
    .filter(({ traceId, kind }) => traceId === run.exchanges[0]?.traceId && kind === 3)
    .map(({ attributes, status }) => [valuesOf(attributes)['http.request.resend_count'], status.code])
  expect(tries).toEqual([
    [undefined, 0],
    [undefined, 2],
    ['1', 2],
    ['2', 0],
  ])
  // Which instance answered is known of the resource, as text, and never of a span.
  const instances = resourceSpans.map(({ resource }) => valuesOf(resource.attributes)['service.instance.id'])
  expect(instances).toContain('2')
  for (const { attributes } of all) expect(valuesOf(attributes)).not.toHaveProperty('service.instance.id')
})

test('two versions of a service are two resources, and no span says so itself', async () => {
  const run = await runScenario({
    v: 1,
    settings: { fleets: [{ service: 'catalog', canary: { percent: 50 } }] },
    workload: Array.from({ length: 8 }, () => ({
      method: 'GET',
      url: 'https://api.bookshop.example/v1/books',
    })),
  })
  const { resourceSpans } = TracesData.parse(otlpOf(run.events, VIRTUAL_EPOCH_MS))
  const versions = resourceSpans
    .map(({ resource }) => valuesOf(resource.attributes))
    .filter((values) => values['service.name'] === 'catalog')
    .map((values) => [values['service.version'], values['service.instance.id']])
  expect(versions.sort()).toEqual([
    ['1', '1'],
    ['2', '2'],
  ])
  for (const { scopeSpans } of resourceSpans)
    for (const { attributes } of scopeSpans.flatMap(({ spans }) => spans))
      expect(valuesOf(attributes)).not.toHaveProperty('service.version')
})

test('what policies did and which faults struck are events of the span during which they did', async () => {
  const run = await runScenario({
    v: 1,
    settings: {
      policies: [{ edge: { from: 'gateway', to: 'catalog' }, timeoutMs: 300, retry: { attempts: 2 } }],
    },
    faults: [{ kind: 'lose-reply', edge: { from: 'gateway', to: 'catalog' }, strikes: { first: 1 } }],
    workload: [{ method: 'GET', url: 'https://api.bookshop.example/v1/books/9780441478125' }],
  })
  const { resourceSpans } = TracesData.parse(otlpOf(run.events, VIRTUAL_EPOCH_MS))
  const all = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
  const noted = all.flatMap((span) => (span.events ?? []).map((event) => ({ span, event })))
  expect(noted.map(({ span, event }) => [span.kind, span.name, event.name])).toEqual([
    [1, 'GET catalog', 'retry: waits'],
    [3, 'GET', 'fault: lose-reply'],
    [3, 'GET', 'timeout: fired'],
  ])
  for (const { span, event } of noted) {
    expect(BigInt(event.timeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano))
    expect(BigInt(event.timeUnixNano)).toBeLessThanOrEqual(BigInt(span.endTimeUnixNano))
    expect(valuesOf(event.attributes)).toMatchObject({ 'peer.service': 'catalog' })
  }
})
