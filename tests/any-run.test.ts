import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProblemDocument } from '#mocks/http/problem.ts'
import { lastTraceOf } from '#mocks/log/views/spans.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { Scenario, type ScenarioInput, SERVICE_NAMES } from '#mocks/systems/scenario.ts'
import { BROWSER_HOSTS } from '#mocks/systems/topology.ts'

const API = 'https://api.bookshop.example'
const run = (
  request: NonNullable<ScenarioInput['workload']>[number],
  system: 'microservices' | 'monolith' = 'microservices',
) => runScenario({ v: 1, system, workload: [request, { method: 'GET', url: `${API}/v1/books?limit=1` }] })

const requests = fc.record(
  {
    method: fc.constantFrom(
      'GET',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'HEAD',
      'OPTIONS',
      'QUERY',
      'get',
      'TRACE',
      'CONNECT',
    ),
    url: fc
      .tuple(
        fc.constantFrom(...BROWSER_HOSTS, 'elsewhere.example'),
        fc.constantFrom('/v1/orders', '/v1/books', '/orders', '/rpc', '/health', '//', '/%'),
        fc.webQueryParameters(),
      )
      .map(([host, path, query]) => `https://${host}${path}?${query}`),
    headers: fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          'traceparent',
          'baggage',
          'content-type',
          'idempotency-key',
          'accept',
          'host',
          'content-length',
          'x-forwarded-prefix',
          'authorization',
          'if-none-match',
        ),
        fc.string({ maxLength: 5 }),
      ),
      fc.oneof(
        fc.constantFrom(
          'application/json',
          `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
          'arrived-at=%',
          '5',
          'a\r\nb: c',
          'ü',
          '"',
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxKeys: 3 },
    ),
    body: fc.oneof(fc.json(), fc.string({ maxLength: 20, unit: 'binary' })),
  },
  { requiredKeys: ['method', 'url', 'headers'] },
)

test('every scenario that its schema admits runs to its end, with one exchange for each request', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom('microservices' as const, 'monolith' as const),
      fc.array(requests, { maxLength: 4 }),
      fc.option(fc.constantFrom(...SERVICE_NAMES)),
      async (system, workload, down) => {
        const scenario = Scenario.safeParse({
          v: 1,
          system,
          workload,
          faults: down ? [{ kind: 'down', service: down }] : [],
        })
        fc.pre(scenario.success)
        const { exchanges } = await runScenario(scenario.data)
        expect(exchanges).toHaveLength(workload.length)
        for (const [i, { request, response, failure }] of exchanges.entries()) {
          expect(request.url).toBe(new URL(workload[i]?.url ?? '').href)
          expect((response === undefined) !== (failure === undefined)).toBe(true)
          if (response) expect(response.status, JSON.stringify(response.content)).not.toBe(500)
        }
      },
    ),
    { numRuns: 300 },
  ))

describe('a client of the workload', () => {
  test('that names its own trace finds its exchange', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
    const { exchanges } = await run({ method: 'GET', url: `${API}/v1/books`, headers: { traceparent } })
    expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 200])
    expect(exchanges[0]?.traceId).toBe('a'.repeat(32))
  })

  test('that names the same trace twice finds each of its exchanges', async () => {
    const headers = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }
    const { exchanges } = await runScenario({
      v: 1,
      workload: ['/v1/books', '/v1/nothing'].map((path) => ({ method: 'GET', url: API + path, headers })),
    })
    expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 404])
  })

  test('that names a malformed trace is given a new one', async () => {
    const { exchanges, events } = await run({
      method: 'GET',
      url: `${API}/v1/books`,
      headers: { traceparent: 'nonsense' },
    })
    expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 200])
    expect(exchanges[0]?.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(lastTraceOf(events)).toBe(exchanges[1]?.traceId)
  })

  test.each(['https://elsewhere.example/', 'https://orders.bookshop.internal/orders'])(
    'that asks where nobody is (%s in the monolith) is refused, and the run goes on',
    async (url) => {
      const { exchanges } = await run({ method: 'GET', url }, 'monolith')
      expect(exchanges[0]?.failure).toContain(new URL(url).host)
      expect(exchanges[0]?.response).toBeUndefined()
      expect(exchanges[1]?.response?.status).toBe(200)
    },
  )
})

describe('a request that no client can send is no scenario', () => {
  test.each([
    ['a field name with a space', { headers: { 'a b': 'c' } }],
    ['a field value with a line break', { headers: { a: 'b\r\nc: d' } }],
    ['a field value that is no byte string', { headers: { a: '漢' } }],
    ['GET with content', { body: '{}' }],
    ['HEAD with content', { method: 'HEAD', body: '{}' }],
    ['TRACE', { method: 'TRACE' }],
    ['connect', { method: 'connect' }],
    ['an address with a password', { url: 'https://me:secret@api.bookshop.example/' }],
  ])('%s', (_, more) => {
    const scenario = { v: 1, workload: [{ method: 'GET', url: `${API}/v1/books`, ...more }] }
    expect(Scenario.safeParse(scenario).success).toBe(false)
  })
})

test.each(['Host', 'cookie', 'Sec-Fetch-Mode', 'Proxy-Authorization'])(
  'a workload with the field %s, which browsers drop and Node sends, is refused by name',
  (name) => {
    const read = Scenario.safeParse({
      v: 1,
      workload: [{ method: 'GET', url: 'https://api.bookshop.example/v1/books', headers: { [name]: 'x' } }],
    })
    expect(read.error?.issues[0]?.path).toEqual(['workload', 0, 'headers', name])
  },
)

test('a request that is shed is told so by a kind of problem that can be looked up', async () => {
  const read = { method: 'GET', url: 'https://api.bookshop.example/v1/books', waits: false, atMs: 0 } as const
  const { exchanges } = await runScenario({
    v: 1,
    settings: { fleets: [{ service: 'gateway', workers: { places: 1, queue: 0 } }] },
    workload: [read, { ...read, atMs: 1 }, { ...read, atMs: 2 }],
  })
  const shed = exchanges.find(({ response }) => response?.status === 503)?.response
  const document = ProblemDocument.parse(JSON.parse(shed && 'text' in shed.content ? shed.content.text : ''))
  const { exchanges: lookedUp } = await runScenario({
    v: 1,
    workload: [{ method: 'GET', url: document.type }],
  })
  const kind = lookedUp[0]?.response?.content
  expect(JSON.parse(kind && 'text' in kind ? kind.text : '')).toEqual({
    type: document.type,
    title: document.title,
    status: document.status,
  })
})

test.each([
  [
    { settings: { fleets: [{ service: 'orders' }, { service: 'orders' }] } },
    ['settings', 'fleets', 1, 'service'],
  ],
  [{ faults: [{ kind: 'instance-down', service: 'orders', instance: 2 }] }, ['faults', 0, 'instance']],
  [
    {
      settings: { fleets: [{ service: 'orders', instances: 2 }] },
      faults: [{ kind: 'slow', service: 'orders', ms: 5, instance: 3 }],
    },
    ['faults', 0, 'instance'],
  ],
  [
    {
      settings: { fleets: [{ service: 'orders', instances: 2, canary: { percent: 5 } }] },
      faults: [
        { kind: 'instance-drains', service: 'orders', instance: 3 },
        { kind: 'slow', service: 'orders', ms: 5, instance: 4 },
      ],
    },
    ['faults', 1, 'instance'],
  ],
  [{ faults: [{ kind: 'slow', service: 'orders', ms: 5, version: 2 }] }, ['faults', 0, 'version']],
  [
    {
      settings: { fleets: [{ service: 'orders', canary: { percent: 5 } }] },
      faults: [
        { kind: 'error', edge: { to: 'orders' }, strikes: { percent: 5 }, version: 2 },
        { kind: 'error', edge: {}, strikes: { percent: 5 }, version: 2 },
        { kind: 'error', edge: { to: 'catalog' }, strikes: { percent: 5 }, version: 1 },
        { kind: 'error', edge: { to: 'catalog' }, strikes: { percent: 5 }, version: 2 },
      ],
    },
    ['faults', 3, 'version'],
  ],
  [
    {
      settings: { fleets: [{ service: 'orders', canary: { percent: 5 } }] },
      faults: [{ kind: 'slow', service: 'orders', ms: 5, instance: 1, version: 2 }],
    },
    ['faults', 0, 'version'],
  ],
  [
    { settings: { fleets: [{ service: 'orders', canary: { percent: 101 } }] } },
    ['settings', 'fleets', 0, 'canary', 'percent'],
  ],
])(
  'a fleet named twice, an instance that is not there, or a version that does not run, is refused by name',
  (part, path) => {
    expect(Scenario.safeParse({ v: 1, ...part }).error?.issues.map((issue) => issue.path)).toEqual([path])
  },
)
