import fc from 'fast-check'
import { quantileRankSorted, quantileSorted } from 'simple-statistics'
import { beforeAll, describe, expect, test } from 'vitest'
import { type FinishedRun, runScenario } from '../../runtimes/virtual.ts'
import { routeOf } from '../../systems/operations.ts'
import type { RunEvent } from '../events.ts'
import { dependenciesOf } from './dependencies.ts'
import { nearestRank, nearestRankOfCounts } from './percentiles.ts'
import { methodAndRoute, type OperationOf, redOf } from './red.ts'
import { createRedFold } from './red-fold.ts'
import { hopsOf, spansOf } from './spans.ts'

const API = 'https://api.bookshop.example/v1'
const read = { method: 'GET', url: `${API}/books/9780441478125` }
const order = (key: string) => ({
  method: 'POST',
  url: `${API}/orders`,
  headers: { 'content-type': 'application/json', 'idempotency-key': `"${key}"` },
  body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
})

/** Names routes as the bookshop's services do. */
const byRoute: OperationOf = ({ party, attributes }) =>
  `${attributes['http.request.method']} ${routeOf(party, `${attributes['url.path']}`)}`

let run: FinishedRun
beforeAll(async () => {
  run = await runScenario({
    v: 1,
    settings: {
      publishing: 'none',
      fleets: [{ service: 'inventory', instances: 2, canary: { percent: 50 } }],
      policies: [
        { edge: { from: 'orders', to: 'payments' }, timeoutMs: 80, retry: { attempts: 3, methods: 'all' } },
        {
          edge: { from: 'gateway', to: 'catalog' },
          breaker: { opens: { after: 'consecutive', failures: 3 }, openMs: 1000 },
        },
      ],
    },
    faults: [
      { kind: 'error', edge: { from: 'gateway', to: 'catalog' }, strikes: { percent: 60 } },
      { kind: 'lose-reply', edge: { from: 'orders', to: 'payments' }, strikes: { percent: 50 } },
    ],
    workload: Array.from({ length: 40 }, (_, i) => (i % 4 === 3 ? order(`k${i}`) : read)),
  })
})

describe('nearest rank', () => {
  const values = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 200 })
  const percents = fc.integer({ min: 1, max: 100 })

  test('is the first value whose rank, as simple-statistics has it, reaches the percentage', () => {
    // The library shares the rank of equal values out among them, so here they are distinct.
    const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(distinct, percents, (list, percent) => {
        const sorted = list.toSorted((a, b) => a - b)
        const reaches = (value: number) => quantileRankSorted(sorted, value) >= percent / 100 - 1e-12
        expect(nearestRank(list, percent)).toBe(sorted.find(reaches))
      }),
    )
  })

  test('is never further than one value from the interpolated quantile of simple-statistics', () => {
    fc.assert(
      fc.property(values, percents, (list, percent) => {
        const sorted = list.toSorted((a, b) => a - b)
        const at = Math.ceil((percent * list.length) / 100) - 1
        const interpolated = quantileSorted(sorted, percent / 100)
        expect(nearestRank(list, percent)).toBe(sorted[at])
        expect(interpolated).toBeGreaterThanOrEqual(sorted[at - 1] ?? sorted[0] ?? 0)
        expect(interpolated).toBeLessThanOrEqual(sorted[at + 1] ?? sorted.at(-1) ?? 0)
      }),
    )
  })

  test('at least so many percent are not above it, and fewer are below', () => {
    fc.assert(
      fc.property(values, percents, (list, percent) => {
        const found = nearestRank(list, percent) ?? -1
        expect(list.filter((value) => value <= found).length * 100).toBeGreaterThanOrEqual(
          percent * list.length,
        )
        expect(list.filter((value) => value < found).length * 100).toBeLessThan(percent * list.length)
      }),
    )
  })

  test('of counts is the same', () => {
    fc.assert(
      fc.property(values, percents, (list, percent) => {
        const counts = new Map<number, number>()
        for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1)
        expect(nearestRankOfCounts(counts, percent)).toBe(nearestRank(list, percent))
      }),
    )
  })

  test('of nothing there is none; 7 % of a hundred is the seventh', () => {
    expect(nearestRank([], 50)).toBeUndefined()
    expect(nearestRankOfCounts(new Map(), 50)).toBeUndefined()
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1)
    expect([7, 29, 57, 95].map((percent) => nearestRank(hundred, percent))).toEqual([7, 29, 57, 95])
  })
})

describe('RED', () => {
  test('counts what each service served and failed, in agreement with what its callers saw', () => {
    const { services } = redOf(run.events)
    expect(services.map(({ service }) => service)).toEqual([
      'catalog',
      'gateway',
      'inventory',
      'orders',
      'payments',
    ])
    const gateway = services.find(({ service }) => service === 'gateway')
    const failed = run.exchanges.filter(({ response }) => (response?.status ?? 599) >= 500)
    expect(gateway).toMatchObject({ requests: 40, errors: failed.length })
    expect(failed.length).toBeGreaterThan(5)
    // The faults strike before and behind these two: they do their work well.
    for (const { service, errors } of services)
      if (service === 'catalog' || service === 'payments') expect(errors).toBe(0)
    for (const { p50Us, p95Us, p99Us } of services) {
      expect(p50Us).toBeLessThanOrEqual(p95Us)
      expect(p95Us).toBeLessThanOrEqual(p99Us)
    }
    const seconds = ((run.events.at(-1)?.atUs ?? 0) - (run.events[0]?.atUs ?? 0)) / 1e6
    expect(gateway?.perSecond).toBeCloseTo(40 / seconds, 9)
  })

  test('splits by operation, by whatever name they are given', () => {
    const { operations, services } = redOf(run.events, byRoute)
    const gateway = operations.filter(({ service }) => service === 'gateway')
    expect(gateway.map(({ operation, requests }) => [operation, requests])).toEqual([
      ['GET /v1/books/{isbn}', 30],
      ['POST /v1/orders', 10],
    ])
    for (const { service, requests } of services) {
      const sum = operations.filter((each) => each.service === service).reduce((n, o) => n + o.requests, 0)
      expect(sum).toBe(requests)
    }
    expect(redOf(run.events).operations.filter(({ service }) => service === 'gateway')).toMatchObject([
      { operation: 'GET' },
      { operation: 'POST' },
    ])
    expect(
      methodAndRoute({ party: 'a', attributes: { 'http.request.method': 'GET', 'http.route': '/x/{id}' } }),
    ).toBe('GET /x/{id}')
  })

  test('splits by version where two run, and leaves out those of which one does', () => {
    const { versions, services } = redOf(run.events)
    expect(versions.map(({ service, version }) => [service, version])).toEqual([
      ['inventory', '1'],
      ['inventory', '2'],
    ])
    const inventory = services.find(({ service }) => service === 'inventory')
    expect(versions.reduce((sum, { requests }) => sum + requests, 0)).toBe(inventory?.requests)
    const served = spansOf(run.events).filter(
      ({ role, attributes }) => role === 'serve' && attributes['service.version'] === '2',
    )
    expect(versions[1]?.requests).toBe(served.length)
  })

  test('of a log in which nothing happened', () => {
    expect(redOf([])).toEqual({ services: [], versions: [], operations: [] })
    expect(createRedFold().metrics()).toEqual({ services: [], versions: [], operations: [] })
  })

  test('a request of no length in a log of no length has no rate', () => {
    const at = { v: 1, run: 'r', atUs: 5, traceId: 'a', spanId: 'b', kind: 'span', attributes: {} } as const
    const events: RunEvent[] = [
      {
        ...at,
        seq: 0,
        phase: 'started',
        role: 'serve',
        spanKind: 'server',
        name: 'n',
        party: 'p',
        peer: 'q',
      },
      { ...at, seq: 1, phase: 'ended', error: 'crashed' },
    ]
    expect(redOf(events).services).toEqual([
      { service: 'p', requests: 1, errors: 1, perSecond: undefined, p50Us: 0, p95Us: 0, p99Us: 0 },
    ])
  })
})

describe('the fold', () => {
  test('equals the view over the whole log, wherever the log ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: run.events.length }),
        fc.constantFrom(byRoute, methodAndRoute),
        (end, operationOf) => {
          const fold = createRedFold(operationOf)
          const so = run.events.slice(0, end)
          for (const event of so) fold.sink(event)
          expect(fold.metrics()).toEqual(redOf(so, operationOf))
        },
      ),
    )
  })

  test('may be asked at any time without being changed by it', () => {
    const [asked, quiet] = [createRedFold(), createRedFold()]
    for (const [i, event] of run.events.entries()) {
      asked.sink(event)
      quiet.sink(event)
      if (i % 50 === 0) asked.metrics()
    }
    expect(asked.metrics()).toEqual(quiet.metrics())
  })
})

describe('dependencies', () => {
  const row = (caller: string, callee: string) =>
    dependenciesOf(run.events).find((each) => each.caller === caller && each.callee === callee)

  test('one row for each pair that talked', () => {
    expect(dependenciesOf(run.events).map(({ caller, callee }) => `${caller}→${callee}`)).toEqual([
      'client→gateway',
      'gateway→catalog',
      'gateway→orders',
      'orders→catalog',
      'orders→inventory',
      'orders→payments',
    ])
  })

  test('attempts are the hops of all traces, and errors those that went wrong', () => {
    // Those that a service began by itself as well.
    const traces = new Set(run.events.flatMap(({ traceId }) => traceId ?? []))
    const hops = [...traces].flatMap((traceId) => hopsOf(run.events, traceId))
    for (const { caller, callee, attempts, errors } of dependenciesOf(run.events)) {
      const own = hops.filter(({ from, to }) => from === caller && to === callee)
      expect([attempts, errors]).toEqual([
        own.length,
        own.filter(({ response, failure }) => failure || (response?.status ?? 0) >= 500).length,
      ])
    }
  })

  test('retries are more attempts than calls, an open breaker is calls that were not sent', () => {
    const payments = row('orders', 'payments')
    expect(payments?.attempts).toBeGreaterThan(payments?.calls ?? Number.POSITIVE_INFINITY)
    expect(payments?.notSent).toBe(0)
    const catalog = row('gateway', 'catalog')
    expect(catalog?.notSent).toBeGreaterThan(0)
    expect(catalog?.attempts).toBe((catalog?.calls ?? 0) - (catalog?.notSent ?? 0))
  })

  test('percentiles are those of what the caller saw', () => {
    const durations = spansOf(run.events)
      .filter(({ role, party }) => role === 'attempt' && party === 'client')
      .map(({ startUs, endUs = 0 }) => endUs - startUs)
    expect(row('client', 'gateway')).toMatchObject({
      p50Us: nearestRank(durations, 50),
      p95Us: nearestRank(durations, 95),
    })
  })
})
