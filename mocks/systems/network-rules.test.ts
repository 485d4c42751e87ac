import { expect, test } from 'vitest'
import { runScenario } from '../runtimes/virtual.ts'
import { edgePolicyOf, fleetRulesOf } from './network-rules.ts'
import { Fleet, Policy } from './policies.ts'
import type { ScenarioInput } from './scenario.ts'

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
