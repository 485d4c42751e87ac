import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../log/events.ts'
import { dependenciesOf } from '../log/views/dependencies.ts'
import { toEightDigits } from '../log/views/percentiles.ts'
import { Load, type LoadInput } from '../systems/load.ts'
import { Architecture } from '../systems/scenario.ts'
import { runLoad } from './load.ts'

const ORDERS = { from: 'orders', to: 'payments' } as const
const load = (system: Architecture, requests = 150): LoadInput => ({
  scenario: {
    v: 1,
    system,
    settings: {
      policies: [
        { edge: { from: 'client', to: '*' }, deadlineMs: 2000 },
        { edge: ORDERS, timeoutMs: 300, retry: { attempts: 2, methods: 'all' } },
      ],
      fleets: [{ service: 'catalog', instances: 2, workers: { places: 4, queue: 4 } }],
    },
    faults: [
      { kind: 'lose-reply', edge: ORDERS, strikes: { percent: 10 } },
      { kind: 'error', edge: { from: 'client', to: '*' }, strikes: { percent: 5 } },
    ],
    seed: 11,
  },
  requests,
  arrivals: { kind: 'open', perSecond: 300 },
})

async function withLog(input: LoadInput) {
  const events: RunEvent[] = []
  const report = await runLoad(input, { sinks: [(event) => events.push(event)] })
  return { report, events }
}

describe.each(Architecture.options)('a load on %s', (system) => {
  test('sends every request, is the same each time to the byte, and another one with another seed', async () => {
    const [one, two] = [await withLog(load(system)), await withLog(load(system))]
    expect(JSON.stringify(two)).toBe(JSON.stringify(one))
    const { sent, answered, failed, unanswered } = one.report
    expect([sent, answered + failed + unanswered]).toEqual([150, 150])
    expect(failed).toBeGreaterThan(0)
    const other = load(system)
    const { events } = await withLog({ ...other, scenario: { ...other.scenario, seed: 12 } })
    expect(JSON.stringify(events)).not.toBe(JSON.stringify(one.events))
  })

  test('its report is what the views say of the whole log', async () => {
    const { report, events } = await withLog(load(system))
    const rounded = (us: number | undefined) => (us === undefined ? undefined : toEightDigits(us))
    expect(report.dependencies).toEqual(
      dependenciesOf(events).map((row) => ({ ...row, p50Us: rounded(row.p50Us), p95Us: rounded(row.p95Us) })),
    )
    const edge = report.red.services.find(({ service }) => service === 'gateway' || service === 'monolith')
    const struck = events.filter(({ kind }) => kind === 'fault').length
    expect(edge?.requests).toBeGreaterThan(150 - struck - 1)
    expect(report.series.reduce((sum, { requests }) => sum + requests, 0)).toBe(150)
    for (const { traceId, events: own } of report.traces)
      expect(own).toEqual(events.filter((event) => event.traceId === traceId))
    expect(report.durationUs).toBe(events.at(-1)?.atUs)
  })

  test('asks for everything that it is said to, in about the shares of its mix', async () => {
    const { report } = await withLog({
      ...load(system, 300),
      arrivals: { kind: 'closed', clients: 5, thinkMs: 20 },
    })
    const party = system === 'monolith' ? 'monolith' : 'gateway'
    const counts = new Map(
      report.red.operations.flatMap(({ service, operation, requests }) =>
        service === party ? [[operation, requests]] : [],
      ),
    )
    const ofClients = [...counts.keys()].filter((operation) => !operation.includes('/events/'))
    expect(ofClients.sort()).toEqual([
      'GET /v1/books',
      'GET /v1/books/{isbn}',
      'GET /v1/orders',
      'GET /v1/stock/{isbn}',
      'POST /v1/orders',
      'PUT /v1/orders/{id}/cancellation',
    ])
    const share = (operation: string) => (counts.get(operation) ?? 0) / report.sent
    expect(share('GET /v1/books/{isbn}')).toBeGreaterThan(0.3)
    expect(share('PUT /v1/orders/{id}/cancellation')).toBeGreaterThan(0.05)
  })
})

test('a closed loop never has more requests under way than clients; an open one does not wait', async () => {
  const most = async (arrivals: LoadInput['arrivals']) => {
    let underWay = 0
    let peak = 0
    const sink = (event: RunEvent) => {
      if (event.kind === 'request' && event.from === 'client') peak = Math.max(peak, ++underWay)
      if ((event.kind === 'response' || event.kind === 'failure') && event.from === 'client') underWay--
    }
    await runLoad({ scenario: { v: 1 }, requests: 200, arrivals }, { sinks: [sink] })
    expect(underWay).toBe(0)
    return peak
  }
  expect(await most({ kind: 'closed', clients: 3, thinkMs: 0 })).toBe(3)
  expect(await most({ kind: 'open', perSecond: 2000 })).toBeGreaterThan(20)
})

test('what one request costs, in events, is the same at the end as at the beginning', async () => {
  const costs: number[] = []
  let events = 0
  await runLoad(
    {
      scenario: { v: 1, system: 'monolith' },
      requests: 600,
      arrivals: { kind: 'closed', clients: 1, thinkMs: 1 },
    },
    {
      sinks: [() => events++],
      onEnded: (ended) => {
        if (ended % 150 === 0) costs.push(events / ended)
      },
    },
  )
  for (const cost of costs) expect(cost / (costs[0] ?? 0)).toBeLessThan(1.1)
})

test('may be given up', async () => {
  const over = new AbortController()
  const onEnded = (ended: number) => {
    if (ended === 10) over.abort(new Error('enough'))
  }
  await expect(runLoad(load('monolith'), { onEnded, signal: over.signal })).rejects.toThrow('enough')
})

test.each([
  [
    'a workload of its own',
    { scenario: { v: 1, workload: [{ method: 'GET', url: 'https://a.example' }] } },
    'workload',
  ],
  [
    'nothing to ask',
    { mix: { readBook: 0, listBooks: 0, readStock: 0, placeOrder: 0, listOrders: 0, cancelOrder: 0 } },
    'mix',
  ],
  ['no request', { requests: 0 }, 'requests'],
  ['arrivals of another kind', { arrivals: { kind: 'waves' } }, 'arrivals'],
  ['settings that do not exist', { scenario: { v: 1, settings: { latenci: 'none' } } }, 'latenci'],
])('%s is no load, and the message names it', (_, wrong, name) => {
  const read = Load.safeParse({ ...load('monolith'), ...wrong })
  expect(JSON.stringify(read.error?.issues)).toContain(name)
})
