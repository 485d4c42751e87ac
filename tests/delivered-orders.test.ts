import { describe, expect, test } from 'vitest'
import { hopsOf } from '#mocks/log/views/spans.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { DELIVERY, ordering } from '#mocks/services/orders/contract.ts'
import type { Clock } from '#mocks/simulation/clock.ts'
import { violationsOf } from '#mocks/systems/invariants.ts'
import { Architecture, type ScenarioInput, Settings } from '#mocks/systems/scenario.ts'
import type { System } from '#mocks/systems/system.ts'
import { withBookshop } from './support/virtual.ts'

const API = 'https://api.bookshop.example/v1'
const S = 1_000_000
/** Longer than copies are held for an order that is not yet certain. */
const TOO_LONG = 1_000 * S
const LAST_COPY = '9780156235501'

const placing = (more: object = {}): NonNullable<ScenarioInput['workload']>[number] => {
  const { method = '', headers, body } = ordering('k', { delivery: DELIVERY, ...more })
  return {
    method,
    url: `${API}/orders`,
    headers: Object.fromEntries(new Headers(headers)),
    body: String(body),
  }
}
/** The hops behind orders, in words, without ids. */
async function steps(input: Partial<ScenarioInput>) {
  const run = await runScenario({ v: 1, workload: [placing()], ...input })
  const hops = hopsOf(run.events, run.exchanges[0]?.traceId ?? '').filter(
    ({ from, to }) => (from === 'orders' || from === 'payments') && to !== 'catalog',
  )
  return {
    ...run,
    wrong: violationsOf(run.data, run.exchanges),
    told: hops.map(({ to, request, response }) => {
      const path = new URL(request.url).pathname.replace(
        /(?<=\/)(?!captures|refunds|capture|void|refund)[a-z0-9]{10}(?=\/|$)/g,
        '…',
      )
      return `${to} ${request.method} ${path} ${response?.status ?? 'no answer'}`
    }),
  }
}
const ask = (system: System, path: string, init?: RequestInit) => system.fetch(new Request(API + path, init))
const place = (system: System, more: object = {}, key = 'k') =>
  ask(system, '/orders', ordering(key, { delivery: DELIVERY, ...more }))
const records = async (system: System, party: string, table: string) => {
  const data = await system.data()
  return Object.values((data[party] ?? data.monolith)?.[table] ?? {}).map((record) => Object(record))
}

const IMPATIENT = Settings.parse({ policies: [{ edge: { from: 'orders', to: 'payments' }, timeoutMs: 300 }] })

/** An order of which everything before its pivot goes well; of what payments says from then on, so many replies are lost. */
async function beforeTheCapture(system: System, clock: Clock, lost: number, more: object = {}) {
  system.setFaults([{ kind: 'slow', service: 'shipping', ms: 500 }])
  const order = place(system, more)
  await clock.sleep(300_000)
  const edge = { from: 'orders', to: 'payments' } as const
  system.setFaults([{ kind: 'lose-reply', edge, strikes: { first: lost } }])
  return { order }
}

describe('an order that is delivered', () => {
  test('is charged when everything that can be refused was done', async () => {
    const { told, wrong } = await steps({})
    expect(told).toEqual([
      'inventory POST /reservations 201',
      'payments POST /payments 201',
      'shipping POST /shipments 201',
      'inventory PUT /commitments/… 200',
      'payments POST /payments/…/captures 201',
      'shipping PUT /confirmations/… 200',
    ])
    expect(wrong).toEqual([])
  })

  test('that can not be shipped is taken back step by step, last one first, and nobody was charged', async () => {
    const { told, wrong, data } = await steps({ faults: [{ kind: 'down', service: 'shipping' }] })
    expect(told).toEqual([
      'inventory POST /reservations 201',
      'payments POST /payments 201',
      'shipping POST /shipments no answer',
      'payments PUT /voids/… 201',
      'inventory PUT /releases/… 201',
    ])
    expect(wrong).toEqual([])
    expect(Object.keys(data.payments?.ledger ?? {}).filter((id) => !id.startsWith('seeded'))).toEqual([])
  })

  test('that can not be charged leaves no shipment', async () => {
    const { told, wrong } = await steps({ workload: [placing({ payment: { card: 'tok_expires' } })] })
    expect(told.slice(4)).toEqual([
      'payments POST /payments/…/captures 422',
      'shipping PUT /cancellations/… 201',
      'payments PUT /voids/… 201',
      'inventory PUT /releases/… 201',
    ])
    expect(wrong).toEqual([])
  })

  test('whose pivot nobody knows is asked for, and goes forward when it was done', async () => {
    await withBookshop({ architecture: 'microservices', settings: IMPATIENT }, async (system, clock) => {
      const { order } = await beforeTheCapture(system, clock, 1)
      expect((await order).status).toBe(201)
      const [saga] = await records(system, 'orders', 'sagas')
      expect(saga).toMatchObject({ state: 'done' })
      expect(violationsOf(await system.data())).toEqual([])
    })
  })

  test.each(Architecture.options)(
    '%s: is refunded when it is cancelled in time, once',
    async (architecture) => {
      await withBookshop({ architecture }, async (system) => {
        const address = (await place(system)).headers.get('location')?.replace('/v1', '') ?? ''
        for (const status of [201, 200])
          expect((await ask(system, `${address}/cancellation`, { method: 'PUT' })).status).toBe(status)
        const booked = (await records(system, 'payments', 'ledger')).filter(
          ({ id }) => !id.startsWith('seeded'),
        )
        expect(booked.map(({ what }) => what).sort()).toEqual(['capture', 'refund'])
        expect(violationsOf(await system.data())).toEqual([])
      })
    },
  )

  test('can not be cancelled when its parcel has left, and stays as it is', async () => {
    await withBookshop({ architecture: 'microservices' }, async (system) => {
      const address = (await place(system)).headers.get('location')?.replace('/v1', '') ?? ''
      const [shipment] = (await records(system, 'shipping', 'shipments')).filter(({ to }) => to)
      const dispatch = `https://shipping.bookshop.internal/shipments/${shipment.id}/dispatch`
      expect((await system.fetch(new Request(dispatch, { method: 'PUT' }))).status).toBe(200)
      for (const _ of ['once', 'twice']) {
        const refused = await ask(system, `${address}/cancellation`, { method: 'PUT' })
        expect([refused.status, (await refused.json()).type]).toEqual([
          409,
          expect.stringContaining('order-state'),
        ])
      }
      expect(await (await ask(system, address)).json()).toMatchObject({ state: 'confirmed' })
      expect(violationsOf(await system.data())).toEqual([])
    })
  })
})

describe('copies are held for longer than an order may take', () => {
  test('an order that is found again too late is taken back, and the copy was free for others', async () => {
    await withBookshop({ architecture: 'microservices' }, async (system, clock) => {
      const lines = [{ isbn: LAST_COPY, quantity: 1 }]
      system.setFaults([{ kind: 'slow', service: 'shipping', ms: 500 }])
      const first = place(system, { lines })
      // Reserved and authorised, and its shipment is asked for.
      await clock.sleep(300_000)
      system.setDown('orders', true)
      await first
      system.setFaults([])
      await clock.sleep(TOO_LONG)
      expect(await (await ask(system, `/stock/${LAST_COPY}`)).json()).toMatchObject({ available: 1 })
      system.setDown('orders', false)
      const other = await place(system, { lines }, 'another buyer')
      expect(other.status).toBe(201)
      await clock.sleep(10 * S)
      expect(violationsOf(await system.data())).toEqual([])
      expect((await place(system, { lines })).status).toBe(409)
    })
  })

  test('a capture that is known much too late finds its copies: they are held for good before it is asked for', async () => {
    await withBookshop({ architecture: 'microservices', settings: IMPATIENT }, async (system, clock) => {
      const lines = [{ isbn: LAST_COPY, quantity: 1 }]
      const { order } = await beforeTheCapture(system, clock, 1_000, { lines })
      expect((await order).status).toBe(503)
      await clock.sleep(TOO_LONG)
      expect((await place(system, { lines }, 'another buyer')).status).toBe(409)
      system.setFaults([])
      expect((await place(system, { lines })).status).toBe(201)
      expect(violationsOf(await system.data())).toEqual([])
    })
  })

  test.each([
    ['are still there', 200],
    ['were sold', 409],
  ] as const)('a reservation that has expired holds again when its copies %s', async (what, status) => {
    await withBookshop({ architecture: 'microservices' }, async (system, clock) => {
      const inventory = (method: string, path: string, body?: object) =>
        system.fetch(
          new Request(`https://inventory.bookshop.internal${path}`, {
            method,
            ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
          }),
        )
      const lines = [{ isbn: LAST_COPY, quantity: 1 }]
      await inventory('POST', '/reservations', { order: 'late', lines, ttlS: 900 })
      expect((await inventory('POST', '/reservations', { order: 'other', lines })).status).toBe(409)
      await clock.sleep(TOO_LONG)
      if (what === 'were sold')
        expect((await inventory('POST', '/reservations', { order: 'other', lines })).status).toBe(201)
      expect((await inventory('PUT', '/commitments/late')).status).toBe(status)
      expect(await (await inventory('GET', `/stock/${LAST_COPY}`)).json()).toMatchObject({ available: 0 })
    })
  })
})

describe('where the bank moves the money', () => {
  const settings: NonNullable<ScenarioInput['settings']> = {
    acquirer: 'bank',
    policies: [
      { edge: { from: 'payments' }, timeoutMs: 100 },
      { edge: { from: 'orders' }, timeoutMs: 1_000 },
    ],
  }
  const edge = { from: 'payments', to: 'bank' } as const

  test('an answer that was lost is looked up by our reference before anything is decided', async () => {
    const { told, wrong, data } = await steps({
      settings,
      faults: [{ kind: 'lose-reply', edge, strikes: { first: 1 } }],
    })
    expect(told.slice(1, 6)).toEqual([
      'payments POST /payments 503',
      'bank POST /authorisations no answer',
      'payments GET /payments 200',
      'bank GET /authorisations 200',
      'shipping POST /shipments 201',
    ])
    expect(Object.keys(data.bank?.authorisations ?? {})).toHaveLength(13)
    expect(wrong).toEqual([])
  })

  test('what the bank does not know of is asked for under its key, and given free: it may still arrive', async () => {
    const { told, wrong, data } = await steps({
      settings,
      faults: [{ kind: 'lose-request', edge, strikes: { first: 1 } }],
    })
    expect(told.filter((hop) => hop.startsWith('bank'))).toEqual([
      'bank POST /authorisations no answer',
      'bank GET /authorisations 200',
      'bank POST /authorisations 201',
      'bank PUT /authorisations/…/void 200',
    ])
    expect(Object.keys(data.bank?.authorisations ?? {})).toHaveLength(13)
    expect(wrong).toEqual([])
  })

  test('the monolith has outcomes that it does not know, too, and comes to the same end', async () => {
    for (const kind of ['lose-reply', 'lose-request'] as const) {
      const { data, exchanges } = await runScenario({
        v: 1,
        system: 'monolith',
        settings: { ...settings, policies: [{ edge: { from: 'monolith', to: 'bank' }, timeoutMs: 100 }] },
        faults: [{ kind, edge: { from: 'monolith', to: 'bank' }, strikes: { first: 1 } }],
        workload: [placing(), { ...placing(), atMs: 60_000 }],
      })
      expect(violationsOf(data, exchanges)).toEqual([])
      expect(exchanges.at(-1)?.response?.status).toBe(201)
    }
  })
})
