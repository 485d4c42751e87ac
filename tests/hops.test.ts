import { describe, expect, test } from 'vitest'
import { hopsOf, spansOf } from '#mocks/log/views/spans.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import type { SystemOptions } from '#mocks/systems/system.ts'

const order = {
  method: 'POST',
  url: 'https://api.bookshop.example/v1/orders',
  headers: { 'content-type': 'application/json', 'idempotency-key': 'one' },
  body: JSON.stringify({
    lines: [
      { isbn: '9780441478125', quantity: 1 },
      { isbn: '9780441013593', quantity: 1 },
    ],
  }),
}

/** The hops of one order, in words, with what came back. */
async function hopsOfAnOrder(replace?: SystemOptions['replace']): Promise<string[]> {
  const { events, exchanges } = await runScenario({ v: 1, workload: [order] }, replace ? { replace } : {})
  const hops = hopsOf(events, exchanges[0]?.traceId ?? '')
  return hops.map(
    ({ from, to, request, response }) =>
      `${from} → ${to} ${request.method} ${new URL(request.url).pathname.replace(/(?<=(releases|voids)\/).+/, '…')} ${response?.status}`,
  )
}

/** Takes one route out of a service: it answers 404, as a service without it would. */
const without =
  (party: string, method: string, path: RegExp): NonNullable<SystemOptions['replace']> =>
  (who, built) => ({
    ...built,
    handler: async (request) =>
      who === party && request.method === method && path.test(new URL(request.url).pathname)
        ? new Response('{}', { status: 404, headers: { 'content-type': 'application/json' } })
        : built.handler(request),
  })

const COMPLETE = [
  'client → gateway POST /v1/orders 201',
  'gateway → orders POST /orders 201',
  'orders → catalog GET /books/9780441478125 200',
  'orders → catalog GET /books/9780441013593 200',
  'orders → inventory POST /reservations 201',
  'orders → payments POST /payments 201',
]

describe('every hop is a call that happened', () => {
  test('an order is six of them', async () => {
    expect(await hopsOfAnOrder()).toEqual(COMPLETE)
  })

  test('take a route away, and the story changes from there on', async () => {
    const [toGateway, toOrders, firstBook, secondBook, reserve] = COMPLETE.map((hop) =>
      hop.replace(/ \d+$/, ''),
    )
    // What answers neither yes nor no is asked what became of it, and what came of nothing is undone.
    const [askStock, undoStock] = [
      'orders → inventory GET /reservations 200',
      'orders → inventory PUT /releases/… 201',
    ]
    const [askPayments, undoPayment] = [
      'orders → payments GET /payments 200',
      'orders → payments PUT /voids/… 201',
    ]
    const cases: readonly [party: string, method: string, path: RegExp, story: string[]][] = [
      ['orders', 'POST', /^\/orders$/, [`${toGateway} 404`, `${toOrders} 404`]],
      ['catalog', 'GET', /9780441478125$/, [`${toGateway} 503`, `${toOrders} 503`, `${firstBook} 404`]],
      [
        'catalog',
        'GET',
        /9780441013593$/,
        [`${toGateway} 503`, `${toOrders} 503`, `${firstBook} 200`, `${secondBook} 404`],
      ],
      [
        'inventory',
        'POST',
        /^\/reservations$/,
        [
          `${toGateway} 503`,
          `${toOrders} 503`,
          `${firstBook} 200`,
          `${secondBook} 200`,
          `${reserve} 404`,
          askStock,
          undoStock,
        ],
      ],
      [
        'payments',
        'POST',
        /^\/payments$/,
        [
          `${toGateway} 503`,
          `${toOrders} 503`,
          `${firstBook} 200`,
          `${secondBook} 200`,
          `${reserve} 201`,
          'orders → payments POST /payments 404',
          askPayments,
          undoPayment,
          undoStock,
        ],
      ],
    ]
    for (const [party, method, path, story] of cases)
      expect(await hopsOfAnOrder(without(party, method, path))).toEqual(story)
  })

  test('a gateway that does not pass on makes no hop, and no span of anybody behind it', async () => {
    const replace = without('gateway', 'POST', /./)
    expect(await hopsOfAnOrder(replace)).toEqual(['client → gateway POST /v1/orders 404'])
    const { events } = await runScenario({ v: 1, workload: [order] }, { replace })
    expect(spansOf(events).map(({ role, party }) => `${role} ${party}`)).toEqual([
      'call client',
      'attempt client',
      'serve gateway',
    ])
  })

  test('a service that is down is asked, and does not work', async () => {
    const { events, exchanges } = await runScenario({
      v: 1,
      faults: [{ kind: 'down', service: 'payments' }],
      workload: [order],
    })
    const hops = hopsOf(events, exchanges[0]?.traceId ?? '')
    const toPayments = hops.find(({ to }) => to === 'payments')
    expect(toPayments).toMatchObject({ failure: { failure: 'ECONNREFUSED' }, depth: 2 })
    expect(toPayments).not.toHaveProperty('arrivedUs')
    expect(spansOf(events).filter(({ party }) => party === 'payments')).toEqual([])
  })
})
