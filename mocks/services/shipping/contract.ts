import { assert } from 'chai'
import { type Ask, contractOf, type Promised, problemIn, type Refusal, sending } from '../../http/contract.ts'
import { hearingPromises, hearingRefusals } from '../../http/events/hearing.contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import { EXAMPLE_EVENT } from './example-event.ts'
import document from './openapi.json' with { type: 'json' }
import { Cancellation, QuoteList, Shipment, ShipmentList, Tracking } from './schema.ts'
import { SEEDED_SHIPMENTS } from './seed.ts'

/** What shipping promises about quotes and parcels, at whatever path it is mounted. */
export function deliveryPromises(base: string): readonly Promised[] {
  return [
    {
      promise: 'tells what delivery costs: farther and heavier costs more, and so does faster',
      async check({ send }) {
        const quotes = async (query: string) => {
          const { status, headers, json } = await send(`${base}/quotes?${query}`)
          assert.equal(status, 200)
          assert.equal(headers.get('cache-control'), 'no-store')
          return QuoteList.parse(json).items
        }
        const [standard, express] = await quotes('country=FR&copies=2')
        assert.deepEqual(standard, { speed: 'standard', price: { amount: 1458, currency: 'EUR' }, days: 4 })
        assert.deepEqual(express, { speed: 'express', price: { amount: 2333, currency: 'EUR' }, days: 2 })
        const [one] = await quotes('country=FR')
        assert.isBelow(one?.price.amount ?? 0, standard?.price.amount ?? 0)
        const [near] = await quotes('country=DE&copies=2')
        assert.isBelow(near?.price.amount ?? 0, standard?.price.amount ?? 0)
      },
    },
    {
      promise: 'tells whoever has the number where a parcel is',
      async check({ send }) {
        const { status, json } = await send(`${base}/tracking/BG00000006DE`)
        assert.equal(status, 200)
        assert.deepEqual(Tracking.parse(json), {
          tracking: 'BG00000006DE',
          state: 'delivered',
          events: [
            { at: '2025-11-21T12:00:00.000Z', what: 'announced' },
            { at: '2025-11-22T00:00:00.000Z', what: 'collected' },
            { at: '2025-11-26T00:00:00.000Z', what: 'delivered' },
          ],
        })
      },
    },
  ]
}

/** What shipping refuses about quotes and parcels, at whatever path it is mounted. */
export function deliveryRefusals(base: string): readonly Refusal[] {
  const bad = (query: string, ...names: string[]): Refusal => ({
    when: `GET ${base}/quotes?${query}`,
    path: `${base}/quotes?${query}`,
    problem: 'invalid-parameter',
    names,
  })
  return [
    bad('copies=1', 'country'),
    bad('country=de', 'country'),
    bad('country=DE&copies=0', 'copies'),
    bad('country=DE&copies=51', 'copies'),
    { when: 'a parcel number that nobody gave out', path: `${base}/tracking/BG0`, problem: 'not-found' },
  ]
}

const WANTED = { order: 'a test', country: 'FR', copies: 2 }
const wanting = (more: object = {}) => sending('POST', { ...WANTED, ...more })
const shipmentOf = async (send: Ask, order: string) =>
  ShipmentList.parse((await send(`/shipments?order=${order}`)).json).items
const put = (send: Ask, path: string) => send(path, { method: 'PUT' })

/** A shipment for an order of its own. */
const created = async (send: Ask, order: string) =>
  Shipment.parse((await send('/shipments', wanting({ order }))).json)

const promises: readonly Promised[] = [
  {
    promise: 'creates one shipment for an order, however often it is asked to',
    async check({ send }) {
      assert.deepEqual(await shipmentOf(send, 'a+test'), [])
      const first = await send('/shipments', wanting())
      assert.equal(first.status, 201)
      const shipment = Shipment.parse(first.json)
      assert.deepInclude(shipment, { ...WANTED, speed: 'standard', state: 'pending' })
      assert.equal(first.headers.get('location'), `/shipments/${shipment.id}`)
      const again = await send('/shipments', wanting())
      assert.equal(again.status, 200)
      assert.deepEqual(again.json, first.json)
      assert.deepEqual((await send(`/shipments/${shipment.id}`)).json, first.json)
      assert.deepEqual(await shipmentOf(send, 'a+test'), [shipment])
      problemIn(await send('/shipments', wanting({ copies: 3 })), 'shipment-state')
    },
  },
  {
    promise: 'lets a shipment leave when its order is confirmed, and not before',
    async check({ send }) {
      const { id } = await created(send, 'leaves')
      problemIn(await put(send, `/shipments/${id}/dispatch`), 'shipment-state')
      for (const _ of ['once', 'twice']) {
        const { status, json } = await put(send, '/confirmations/leaves')
        assert.equal(status, 200)
        assert.equal(Shipment.parse(json).state, 'confirmed')
      }
      const { status, json } = await put(send, `/shipments/${id}/dispatch`)
      assert.equal(status, 200)
      const { state, tracking = '' } = Shipment.parse(json)
      assert.equal(state, 'dispatched')
      assert.deepEqual((await put(send, `/shipments/${id}/dispatch`)).json, json)
      assert.deepEqual((await send(`/shipments/${id}`)).json, json)
      assert.deepInclude(Tracking.parse((await send(`/tracking/${tracking}`)).json), {
        tracking,
        state: 'announced',
      })
      assert.equal(Shipment.parse((await put(send, '/confirmations/leaves')).json).state, 'dispatched')
    },
  },
  {
    promise: 'keeps an order here that is cancelled, and sends it no more',
    async check({ send }) {
      const { id } = await created(send, 'stays')
      const first = await put(send, '/cancellations/stays')
      assert.equal(first.status, 201)
      assert.equal(Cancellation.parse(first.json).order, 'stays')
      const again = await put(send, '/cancellations/stays')
      assert.equal(again.status, 200)
      assert.deepEqual(again.json, first.json)
      assert.equal(Shipment.parse((await send(`/shipments/${id}`)).json).state, 'cancelled')
      problemIn(await put(send, '/confirmations/stays'), 'shipment-state')
      problemIn(await put(send, `/shipments/${id}/dispatch`), 'shipment-state')
    },
  },
  {
    promise: 'refuses a shipment that is asked for after its cancellation',
    async check({ send }) {
      assert.equal((await put(send, '/cancellations/late')).status, 201)
      problemIn(await send('/shipments', wanting({ order: 'late' })), 'order-given-up')
      assert.deepEqual(await shipmentOf(send, 'late'), [])
    },
  },
  {
    promise: 'can not keep here what the carrier has',
    async check({ send }) {
      problemIn(await put(send, '/cancellations/6'), 'shipment-state')
      assert.equal(Shipment.parse((await send('/shipments/seeded-6')).json).state, 'dispatched')
    },
  },
]

const bad = (when: string, more: object, names: string[]): Refusal => ({
  when,
  path: '/shipments',
  init: wanting({ order: 'bad', ...more }),
  problem: 'invalid-content',
  names,
})

const refusals: readonly Refusal[] = [
  bad('a country that is none', { country: 'Germany' }, ['#/country']),
  bad('no copies', { copies: 0 }, ['#/copies']),
  bad('more copies than an order can have', { copies: 51 }, ['#/copies']),
  bad('a speed that nobody offers', { speed: 'yesterday' }, ['#/speed']),
  bad('an order without a name', { order: '' }, ['#/order']),
  { when: 'a search without an order', path: '/shipments', problem: 'invalid-parameter', names: ['order'] },
  { when: 'a shipment that does not exist', path: '/shipments/nothing', problem: 'not-found' },
  {
    when: 'dispatching a shipment that does not exist',
    path: '/shipments/nothing/dispatch',
    init: { method: 'PUT' },
    problem: 'not-found',
  },
  {
    when: 'confirming an order without a shipment',
    path: '/confirmations/nothing',
    init: { method: 'PUT' },
    problem: 'not-found',
  },
  {
    when: 'cancelling what the carrier has',
    path: '/cancellations/1',
    init: { method: 'PUT' },
    problem: 'shipment-state',
  },
]

/** What shipping promises its callers. */
export const shippingContract = contractOf({
  name: 'shipping',
  document,
  promises: [
    ...deliveryPromises(''),
    ...promises,
    ...hearingPromises('/events/shipping', EXAMPLE_EVENT),
    ...mannersOf('shipping', document),
  ],
  refusals: [
    ...deliveryRefusals(''),
    ...refusals,
    ...hearingRefusals('/events/shipping', EXAMPLE_EVENT),
    ...mannerlyRefusals(document),
  ],
  async everything(send) {
    const all: unknown[] = []
    for (const id of Object.keys(SEEDED_SHIPMENTS)) all.push((await send(`/shipments/${id}`)).json)
    return all
  },
})
