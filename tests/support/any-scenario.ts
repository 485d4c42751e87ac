import fc from 'fast-check'
import { type ScenarioInput, SERVICE_NAMES } from '#mocks/systems/scenario.ts'

const API = 'https://api.bookshop.example'
const BOOK = '9780441478125'

const edge = fc.record({
  from: fc.constantFrom('*', 'client', 'gateway', 'orders'),
  to: fc.constantFrom('*', ...SERVICE_NAMES),
})
const service = fc.constantFrom(...SERVICE_NAMES)
const strikes = fc.oneof(
  fc.record({ percent: fc.constantFrom(0, 10, 50, 100) }),
  fc.record({ first: fc.integer({ min: 1, max: 4 }) }),
)
const ms = fc.constantFrom(1, 20, 150, 900)

const fault = fc.oneof(
  fc.record({ kind: fc.constant('down'), service }),
  fc.record({ kind: fc.constant('instance-down'), service, instance: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('instance-drains'), service, instance: fc.integer({ min: 1, max: 3 }) }),
  fc.record(
    { kind: fc.constant('slow'), service, ms, version: fc.integer({ min: 1, max: 2 }) },
    { requiredKeys: ['kind', 'service', 'ms'] },
  ),
  fc.record({ kind: fc.constant('partition'), services: fc.uniqueArray(service, { minLength: 1 }) }),
  fc.record({
    kind: fc.constant('latency'),
    edge,
    oneWay: fc.constant({ kind: 'uniform', minUs: 0, maxUs: 90_000 }),
  }),
  fc.record({ kind: fc.constant('bandwidth'), edge, bytesPerSecond: fc.constantFrom(2_000, 1_000_000) }),
  fc.record({
    kind: fc.constantFrom('black-hole', 'lose-request', 'lose-reply', 'reset', 'cut-body'),
    edge,
    strikes,
  }),
  fc.record(
    {
      kind: fc.constant('error'),
      edge,
      strikes,
      status: fc.constantFrom(429, 500, 503),
      version: fc.integer({ min: 1, max: 2 }),
    },
    { requiredKeys: ['kind', 'edge', 'strikes', 'status'] },
  ),
  fc.record({ kind: fc.constant('slow-body'), edge, ms }),
  fc.record({ kind: fc.constant('no-trace-context'), edge }),
  fc.record({ kind: fc.constant('stale-discovery'), service, ms }),
  fc.record({
    kind: fc.constant('crash'),
    service,
    downMs: fc.constantFrom(1, 300),
    when: fc.oneof(
      fc.record({
        by: fc.constant('chance'),
        meanMs: fc.constantFrom(5, 200),
        times: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({
        by: fc.constant('message'),
        edge,
        moment: fc.constantFrom('before-request', 'after-request', 'before-reply', 'after-reply'),
        first: fc.integer({ min: 1, max: 3 }),
      }),
    ),
  }),
  fc.record({ kind: fc.constant('clock-skew'), service, ms: fc.constantFrom(-700, -3, 0, 0.25, 90) }),
) as fc.Arbitrary<NonNullable<ScenarioInput['faults']>[number]>

const places = fc.record({ places: fc.integer({ min: 1, max: 3 }), queue: fc.integer({ min: 0, max: 2 }) })
const policy = fc.record(
  {
    edge,
    timeoutMs: ms,
    connectTimeoutMs: ms,
    deadlineMs: ms,
    retry: fc.record(
      {
        attempts: fc.integer({ min: 1, max: 4 }),
        methods: fc.constantFrom('idempotent', 'all'),
        statuses: fc.constant([500, 503]),
        backoff: fc.record({
          kind: fc.constantFrom('none', 'constant', 'exponential'),
          baseMs: fc.constantFrom(1, 50),
          jitter: fc.constantFrom('none', 'full', 'equal', 'decorrelated'),
        }),
        honourRetryAfter: fc.boolean(),
        budget: fc.record({
          percent: fc.constantFrom(0, 20, 100),
          reserve: fc.integer({ min: 0, max: 2 }),
        }),
      },
      { requiredKeys: ['attempts'] },
    ),
    breaker: fc.record({
      opens: fc.oneof(
        fc.record({ after: fc.constant('consecutive'), failures: fc.integer({ min: 1, max: 3 }) }),
        fc.record({
          after: fc.constant('rate'),
          percent: fc.constant(50),
          calls: fc.constant(3),
          windowMs: ms,
        }),
      ),
      openMs: ms,
      probes: fc.integer({ min: 1, max: 2 }),
    }),
    bulkhead: places,
    fallback: fc.constant('last-good'),
    hedgeAfterMs: ms,
    collapse: fc.boolean(),
    cache: fc.boolean(),
  },
  { requiredKeys: ['edge'] },
) as fc.Arbitrary<NonNullable<NonNullable<ScenarioInput['settings']>['policies']>[number]>

const request = fc
  .record(
    {
      what: fc.constantFrom('book', 'books', 'order', 'stock'),
      overlaps: fc.boolean(),
      atMs: fc.integer({ min: 0, max: 300 }),
      leftMs: fc.integer({ min: 0, max: 400 }),
      number: fc.integer({ min: 1, max: 9 }),
    },
    { requiredKeys: ['what', 'overlaps', 'number'] },
  )
  .map(({ what, overlaps, atMs, leftMs, number }): NonNullable<ScenarioInput['workload']>[number] => {
    const deadline = leftMs === undefined ? {} : { 'request-timeout-ms': `${leftMs}` }
    const when = { ...(overlaps ? { waits: false as const } : {}), ...(atMs === undefined ? {} : { atMs }) }
    if (what !== 'order') {
      const path = { book: `/v1/books/${BOOK}`, books: '/v1/books?limit=2', stock: `/v1/stock/${BOOK}` }[what]
      return { method: 'GET', url: API + path, headers: deadline, ...when }
    }
    return {
      method: 'POST',
      url: `${API}/v1/orders`,
      headers: { 'content-type': 'application/json', 'idempotency-key': `"${number}"`, ...deadline },
      body: JSON.stringify({ lines: [{ isbn: BOOK, quantity: 1 }] }),
      ...when,
    }
  })

/** Any scenario: what goes wrong, what callers do about it, how many instances there are, and requests that overlap. */
export const anyScenario: fc.Arbitrary<ScenarioInput> = fc
  .record({
    v: fc.constant(1 as const),
    system: fc.constantFrom('microservices', 'microservices', 'microservices', 'monolith'),
    settings: fc.record({
      serverTiming: fc.boolean(),
      policies: fc.array(policy, { maxLength: 4 }),
      fleets: fc.uniqueArray(
        fc.record(
          {
            service,
            instances: fc.integer({ min: 1, max: 3 }),
            balancing: fc.constantFrom('round-robin', 'least-outstanding', 'random-of-two', 'sticky'),
            workers: places,
            canary: fc.record({
              instances: fc.integer({ min: 1, max: 2 }),
              percent: fc.constantFrom(0, 30, 100),
            }),
          },
          { requiredKeys: ['service', 'instances', 'balancing', 'workers'] },
        ),
        { maxLength: 2, selector: (fleet) => fleet.service },
      ),
    }),
    faults: fc.array(fault, { maxLength: 4 }),
    workload: fc.array(request, { minLength: 1, maxLength: 6 }),
    seed: fc.nat(4_294_967_295),
  })
  // An instance or a version that is not there is refused: keep to those that are.
  .map((drawn) => ({
    ...drawn,
    faults: drawn.faults.map((each) => {
      const service = 'service' in each ? each.service : 'edge' in each ? each.edge.to : undefined
      const fleet = drawn.settings.fleets.find((one) => one.service === service)
      if ('version' in each) return fleet?.canary ? each : { ...each, version: 1 }
      if (!('instance' in each) || each.instance === undefined) return each
      return { ...each, instance: Math.min(each.instance, fleet?.instances ?? 1) }
    }),
  }))
