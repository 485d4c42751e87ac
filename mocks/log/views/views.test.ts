import { beforeAll, describe, expect, test } from 'vitest'
import { type FinishedRun, runScenario } from '../../runtimes/virtual.ts'
import type { RunEvent } from '../events.ts'
import { changesOf } from './changes.ts'
import { hopsOf, lastTraceOf, spansOf } from './spans.ts'

const API = 'https://api.bookshop.example/v1'
const order = (key: string, card: string) => ({
  method: 'POST',
  url: `${API}/orders`,
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
  body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }], payment: { card } }),
})

let run: FinishedRun
beforeAll(async () => {
  run = await runScenario({
    v: 1,
    settings: { publishing: 'none' },
    workload: [
      order('paid', 'tok_visa'),
      order('declined', 'tok_declined'),
      { method: 'GET', url: `${API}/books?limit=1` },
    ],
  })
})
const trace = (i: number) => run.exchanges[i]?.traceId ?? ''

describe('spans', () => {
  test('call, attempt, serve: one below the other, for every hop', () => {
    const spans = spansOf(run.events, trace(2))
    expect(spans.map(({ role, party, peer, kind }) => [role, party, peer, kind])).toEqual([
      ['call', 'client', 'gateway', 'internal'],
      ['attempt', 'client', 'gateway', 'client'],
      ['serve', 'gateway', 'client', 'server'],
      ['call', 'gateway', 'catalog', 'internal'],
      ['attempt', 'gateway', 'catalog', 'client'],
      ['serve', 'catalog', 'gateway', 'server'],
    ])
    spans.slice(1).forEach(({ parentSpanId }, i) => {
      expect(parentSpanId).toBe(spans[i]?.spanId)
    })
  })

  test('of one trace or of all of them', () => {
    const all = spansOf(run.events)
    expect(all).toHaveLength([0, 1, 2].reduce((sum, i) => sum + spansOf(run.events, trace(i)).length, 0))
    expect(new Set(all.map(({ traceId }) => traceId))).toEqual(new Set([trace(0), trace(1), trace(2)]))
  })

  test('attributes of both ends are put together', () => {
    const [, attempt] = spansOf(run.events, trace(2))
    expect(attempt?.attributes).toMatchObject({
      'http.request.method': 'GET',
      'url.full': `${API}/books?limit=1`,
      'http.response.status_code': 200,
    })
  })

  test('at every moment of a run they can be seen, open ones without an end', () => {
    for (let end = 0; end <= run.events.length; end += 7) {
      const so = run.events.slice(0, end)
      for (const span of spansOf(so)) {
        const ended = so.some(
          (event) => event.kind === 'span' && event.phase === 'ended' && event.spanId === span.spanId,
        )
        expect(span.endUs !== undefined).toBe(ended)
      }
    }
  })
})

describe('hops', () => {
  test('are numbered by departure, know their cause and their depth', () => {
    const hops = hopsOf(run.events, trace(0))
    expect(hops.map(({ number, depth, from, to }) => `${number} ${'·'.repeat(depth)}${from}→${to}`)).toEqual([
      '1 client→gateway',
      '2 ·gateway→orders',
      '3 ··orders→catalog',
      '4 ··orders→inventory',
      '5 ··orders→payments',
    ])
    const [edge, toOrders, ...inner] = hops
    expect(edge?.parentHop).toBeUndefined()
    expect(toOrders?.parentHop).toBe(edge?.spanId)
    for (const hop of inner) expect(hop.parentHop).toBe(toOrders?.spanId)
  })

  test('go out, arrive, are answered and end, in this order, inside the hop that caused them', () => {
    const hops = hopsOf(run.events, trace(0))
    for (const { sentUs, arrivedUs = -1, answeredUs = -1, endUs = -1, parentHop } of hops) {
      expect(sentUs).toBeLessThan(arrivedUs)
      expect(arrivedUs).toBeLessThanOrEqual(answeredUs)
      expect(answeredUs).toBeLessThan(endUs)
      const parent = hops.find(({ spanId }) => spanId === parentHop)
      if (parent)
        expect([(parent.arrivedUs ?? 0) <= sentUs, endUs <= (parent.answeredUs ?? 0)]).not.toContain(false)
    }
  })

  test('at every moment of a run there are as many as requests were sent', () => {
    for (let end = 0; end <= run.events.length; end += 5) {
      const so = run.events.slice(0, end)
      const sent = so.filter(({ kind, traceId }) => kind === 'request' && traceId === trace(0))
      expect(hopsOf(so, trace(0))).toHaveLength(sent.length)
    }
  })

  test('of a trace that is not in the log: none', () => {
    expect(hopsOf(run.events, 'f'.repeat(32))).toEqual([])
    expect(hopsOf([], trace(0))).toEqual([])
  })
})

describe('changes', () => {
  const told = (i: number) =>
    changesOf(run.events, trace(i)).map(
      ({ party, table, before, after }) => `${party}/${table} ${before ? '●' : '○'}→${after ? '●' : '○'}`,
    )

  test('of an order: one line per record, before the first and after the last change', () => {
    expect(told(0).sort()).toEqual([
      'inventory/reservationKeys ○→●',
      'inventory/reservations ○→●',
      'inventory/stock ●→●',
      'orders/orderKeys ○→●',
      'orders/orders ○→●',
      'orders/sagas ○→●',
      'payments/paymentKeys ○→●',
      'payments/payments ○→●',
    ])
    const stock = changesOf(run.events, trace(0)).find(({ table }) => table === 'stock')
    expect(stock).toMatchObject({ before: { reserved: 0 }, after: { reserved: 1 } })
    const placed = changesOf(run.events, trace(0)).find(({ table }) => table === 'orders')
    expect(placed?.after).toMatchObject({ state: 'confirmed' })
  })

  test('of an order that was undone: the records that are as they were stay in sight', () => {
    expect(told(1).sort()).toEqual([
      'inventory/releases ○→●',
      'inventory/reservationKeys ○→●',
      'inventory/reservations ○→●',
      'inventory/stock ●→●',
      'orders/orderKeys ○→●',
      'orders/orders ○→○',
      'orders/sagas ○→●',
      'payments/paymentKeys ○→●',
    ])
    const stock = changesOf(run.events, trace(1)).find(({ table }) => table === 'stock')
    expect(stock?.after).toEqual(stock?.before)
  })

  test('of a request that only read: none', () => {
    expect(told(2)).toEqual([])
  })

  test('every state event of the log belongs to a trace, or to nobody who was asked', () => {
    const changes = run.events.filter((event) => event.kind === 'state')
    expect(changes.length).toBeGreaterThan(8)
    for (const { traceId } of changes) expect([trace(0), trace(1)]).toContain(traceId)
  })
})

describe('the last trace', () => {
  test('is the newest one that somebody started, however long it takes', () => {
    expect(lastTraceOf(run.events)).toBe(trace(2))
    const secondStarts = run.events.findIndex(({ traceId }) => traceId === trace(1))
    expect(lastTraceOf(run.events.slice(0, secondStarts))).toBe(trace(0))
    expect(lastTraceOf(run.events.slice(0, secondStarts + 1))).toBe(trace(1))
  })

  test('a slow trace that goes on makes no newer one old', () => {
    const span = (traceId: string, spanId: string, parentSpanId?: string): RunEvent => ({
      v: 1,
      seq: 0,
      atUs: 0,
      run: 'r',
      kind: 'span',
      phase: 'started',
      role: 'call',
      spanKind: 'internal',
      name: 'GET',
      party: 'a',
      peer: 'b',
      attributes: {},
      traceId,
      spanId,
      ...(parentSpanId ? { parentSpanId } : {}),
    })
    expect(lastTraceOf([span('one', '1'), span('two', '2'), span('one', '3', '1')])).toBe('two')
    expect(lastTraceOf([span('one', '1', 'from the client'), span('two', '2', 'from the client')])).toBe(
      'two',
    )
  })

  test('of an empty log there is none', () => {
    expect(lastTraceOf([])).toBeUndefined()
  })
})
