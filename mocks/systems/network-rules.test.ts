import { describe, expect, test } from 'vitest'
import { otlpOf } from '../log/views/otlp.ts'
import { hopsOf, spansOf } from '../log/views/spans.ts'
import { type FinishedRun, runScenario } from '../runtimes/virtual.ts'
import { VIRTUAL_EPOCH_MS } from '../simulation/virtual-clock.ts'
import { edgePolicyOf, fleetRulesOf } from './network-rules.ts'
import { Fleet, Policy } from './policies.ts'
import type { ScenarioInput, ServiceName } from './scenario.ts'

const READ = { method: 'GET', url: 'https://api.bookshop.example/v1/books/9780441478125' }

/** Reads a book so many times, and says what came, and after how many ms. */
async function reading(times: number, scenario: Omit<ScenarioInput, 'v' | 'workload'>) {
  const settings = { latency: 'none' as const, ...scenario.settings }
  const { exchanges, events } = await runScenario({
    v: 1,
    ...scenario,
    settings,
    workload: Array.from({ length: times }, () => READ),
  })
  return {
    statuses: exchanges.map(({ response }) => response?.status),
    tookMs: exchanges.map(({ startUs, endUs }) => (endUs - startUs) / 1000),
    states: events.flatMap((event) => (event.kind === 'process' ? [`${event.party} ${event.state}`] : [])),
  }
}

test('milliseconds become microseconds, and what was left out stays out', () => {
  expect(edgePolicyOf(Policy.parse({ edge: { from: 'orders' }, timeoutMs: 5 }))).toEqual({
    edge: { from: 'orders', to: '*' },
    timeoutMs: 5,
  })
  const full = edgePolicyOf(
    Policy.parse({
      edge: {},
      retry: {
        attempts: 2,
        backoff: { kind: 'constant', baseMs: 1.5, maxMs: 3 },
        budget: { percent: 1, reserve: 2 },
      },
      breaker: { opens: { after: 'rate', percent: 50, calls: 4, windowMs: 10 }, openMs: 20 },
    }),
  )
  expect(full.retry).toMatchObject({
    backoff: { kind: 'constant', baseUs: 1500, maxUs: 3000, jitter: 'none' },
    budget: { percent: 1, reserve: 2 },
  })
  expect(full.breaker).toEqual({
    openUs: 20_000,
    probes: 1,
    opens: { after: 'rate', percent: 50, calls: 4, windowUs: 10_000 },
  })
  expect(fleetRulesOf(Fleet.parse({ service: 'orders' }))).toEqual({ instances: 1, balancing: 'round-robin' })
})

test('a service that is down is down in every instance', async () => {
  const { statuses, states } = await reading(3, {
    settings: { fleets: [{ service: 'catalog', instances: 2 }] },
    faults: [{ kind: 'down', service: 'catalog' }],
  })
  expect(statuses).toEqual([503, 503, 503])
  expect(states).toEqual(['catalog#1 down', 'catalog#2 down'])
})

test('one instance that is down is gone round', async () => {
  const { statuses, states } = await reading(4, {
    settings: { fleets: [{ service: 'catalog', instances: 3 }] },
    faults: [{ kind: 'instance-down', service: 'catalog', instance: 2 }],
  })
  expect(statuses).toEqual([200, 200, 200, 200])
  expect(states).toEqual(['catalog#2 down'])
})

test('while discovery is stale, callers run into it', async () => {
  const { statuses } = await reading(3, {
    settings: { fleets: [{ service: 'catalog', instances: 3 }] },
    faults: [
      { kind: 'instance-down', service: 'catalog', instance: 2 },
      { kind: 'stale-discovery', service: 'catalog', ms: 1000 },
    ],
  })
  expect(statuses).toEqual([200, 503, 200])
})

test('slowness is of one instance, or of all', async () => {
  const settings = { fleets: [{ service: 'catalog' as const, instances: 2 }] }
  const one = await reading(2, {
    settings,
    faults: [{ kind: 'slow', service: 'catalog', ms: 70, instance: 2 }],
  })
  expect(one.tookMs).toEqual([0, 70])
  const all = await reading(2, { settings, faults: [{ kind: 'slow', service: 'catalog', ms: 70 }] })
  expect(all.tookMs).toEqual([70, 70])
})

test('an instance that drains is asked no more; versions and instances are told apart', async () => {
  const { statuses, states, tookMs } = await reading(4, {
    settings: { fleets: [{ service: 'catalog', instances: 2, canary: { percent: 100 } }] },
    faults: [
      { kind: 'instance-drains', service: 'catalog', instance: 2 },
      { kind: 'slow', service: 'catalog', ms: 70, version: 2 },
    ],
  })
  expect(statuses).toEqual([200, 200, 200, 200])
  expect(states).toEqual(['catalog#2 draining'])
  expect(tookMs).toEqual([70, 70, 70, 70])
})

test('a service that is down is down in every version', async () => {
  const { statuses, states } = await reading(2, {
    settings: { fleets: [{ service: 'catalog', canary: { instances: 2, percent: 50 } }] },
    faults: [{ kind: 'down', service: 'catalog' }],
  })
  expect(statuses).toEqual([503, 503])
  expect(states).toEqual(['catalog#1 down', 'catalog#2 down', 'catalog#3 down'])
})

describe('a wrong clock', () => {
  const order = {
    method: 'POST',
    url: 'https://api.bookshop.example/v1/orders',
    headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
    body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
  }
  const skewed = (service: ServiceName, ms: number, more: Omit<ScenarioInput, 'v'> = {}) =>
    runScenario({ v: 1, ...more, faults: [{ kind: 'clock-skew', service, ms }], workload: [order] })
  const bodyOf = (run: FinishedRun) => {
    const content = run.exchanges[0]?.response?.content
    return JSON.parse(content && 'text' in content ? content.text : '')
  }

  test('is what a service writes into bodies, dates and its own spans, and nothing else changes', async () => {
    const right = await skewed('gateway', 0)
    const wrong = await skewed('gateway', -3000)
    expect(Date.parse(bodyOf(wrong).placedAt) - Date.parse(bodyOf(right).placedAt)).toBe(-3000)
    const dates = (run: FinishedRun, party: string) =>
      run.events.flatMap((event) =>
        event.kind === 'response' && event.to === party
          ? event.message.fields.filter(([name]) => name === 'date').map(([, value]) => Date.parse(value))
          : [],
      )
    expect(dates(wrong, 'gateway').map((date, i) => date - (dates(right, 'gateway')[i] ?? 0))).toEqual([
      -3000,
    ])
    expect(dates(wrong, 'payments')).toEqual(dates(right, 'payments'))
    expect(wrong.events.map(({ atUs }) => atUs)).toEqual(right.events.map(({ atUs }) => atUs))
    const reported = (run: FinishedRun) => spansOf(run.events).filter((span) => span.reported)
    expect(reported(right)).toEqual([])
    expect(new Set(reported(wrong).map(({ party }) => party))).toEqual(new Set(['gateway']))
  })

  test('is what a collector sees: a hop that arrived before it left', async () => {
    const { events, exchanges } = await skewed('orders', -500)
    const hops = hopsOf(events, exchanges[0]?.traceId ?? '')
    const early = hops.filter(({ reported }) => (reported?.arrivedUs ?? 0) < (reported?.sentUs ?? 0))
    expect(early.map(({ from, to }) => [from, to])).toEqual([['gateway', 'orders']])
    const [hop] = early
    expect(hop?.reported?.arrivedUs).toBe((hop?.arrivedUs ?? 0) - 500_000)
    expect(hop?.reported?.sentUs).toBe(hop?.sentUs)
    const serve = spansOf(events).find(({ party, role }) => party === 'orders' && role === 'serve')
    const exported = JSON.stringify(otlpOf(events, VIRTUAL_EPOCH_MS))
    const nanoseconds = (us: number) => `"${BigInt(VIRTUAL_EPOCH_MS) * 1_000_000n + BigInt(us) * 1000n}"`
    expect(exported).toContain(`"startTimeUnixNano":${nanoseconds((serve?.startUs ?? 0) - 500_000)}`)
    expect(exported).not.toContain(`"startTimeUnixNano":${nanoseconds(serve?.startUs ?? 0)}`)
  })

  test('of one module is that of the monolith', async () => {
    const { events } = await skewed('orders', 80, { system: 'monolith', settings: { publishing: 'none' } })
    const spans = spansOf(events).filter(({ party }) => party === 'monolith')
    expect(spans.map(({ startUs, reported }) => (reported?.startUs ?? 0) - startUs)).toEqual([80_000])
  })

  test('measures durations well: Server-Timing says the true one, of each service on the way', async () => {
    const { events, exchanges } = await skewed('orders', -500, { settings: { serverTiming: true } })
    const [hop] = hopsOf(events, exchanges[0]?.traceId ?? '').filter(({ to }) => to === 'orders')
    const field = hop?.response?.fields.find(([name]) => name === 'server-timing')?.[1]
    expect(field).toBe(`orders;dur=${((hop?.answeredUs ?? 0) - (hop?.arrivedUs ?? 0)) / 1000}`)
    const atTheEdge = exchanges[0]?.response?.fields.find(([name]) => name === 'server-timing')?.[1]
    expect(atTheEdge).toMatch(/^orders;dur=[\d.]+, gateway;dur=[\d.]+$/)
  })
})

test('in the monolith a service’s fault is the whole process’s', async () => {
  const { statuses } = await reading(1, {
    system: 'monolith',
    faults: [{ kind: 'down', service: 'payments' }],
  })
  expect(statuses).toEqual([undefined])
})

test('a policy counts on the first edge that covers it', async () => {
  const policies = [
    { edge: { from: 'gateway' as const, to: 'catalog' as const }, timeoutMs: 10 },
    { edge: {}, timeoutMs: 40 },
  ]
  const { statuses, tookMs } = await reading(1, {
    settings: { policies },
    faults: [{ kind: 'slow', service: 'catalog', ms: 70 }],
  })
  expect([statuses, tookMs]).toEqual([[503], [10]])
})
