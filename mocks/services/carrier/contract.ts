import { assert } from 'chai'
import { contractOf, type Promised, problemIn, type Refusal, sending } from '../../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { type NewParcel, Parcel, RateList } from './schema.ts'
import { SEEDED_PARCELS } from './seed.ts'

const PARCEL: NewParcel = { country: 'FR', grams: 800, speed: 'standard' }
const announcing = (more: object = {}) => sending('PUT', { ...PARCEL, ...more })

const promises: readonly Promised[] = [
  {
    promise: 'has rates by country, weight and speed: farther, heavier and faster cost more',
    async check({ send }) {
      const rates = async (query: string) => {
        const { status, json } = await send(`/rates?${query}`)
        assert.equal(status, 200)
        return RateList.parse(json).items
      }
      const [standard, express] = await rates('country=FR&grams=800')
      assert.deepEqual(standard, {
        speed: 'standard',
        price: { amount: 1458, currency: 'EUR' },
        days: 4,
      })
      assert.deepEqual(express, { speed: 'express', price: { amount: 2333, currency: 'EUR' }, days: 2 })
      const cents = async (query: string) => (await rates(query))[0]?.price.amount ?? 0
      assert.isBelow(await cents('country=DE&grams=800'), standard?.price.amount ?? 0)
      assert.isAbove(await cents('country=NZ&grams=800'), standard?.price.amount ?? 0)
      assert.isAbove(await cents('country=FR&grams=1600'), standard?.price.amount ?? 0)
    },
  },
  {
    promise: 'takes a parcel once, however often it is announced, and says where it is',
    async check({ send }) {
      const first = await send('/parcels/new', announcing())
      assert.equal(first.status, 201)
      assert.equal(first.headers.get('location'), '/parcels/new')
      const announced = first.json
      const parcel = Parcel.parse(announced)
      assert.deepInclude(parcel, { ...PARCEL, reference: 'new', state: 'announced' })
      assert.deepEqual(
        parcel.events.map(({ what }) => what),
        ['announced'],
      )
      const again = await send('/parcels/new', announcing())
      assert.equal(again.status, 200)
      assert.deepEqual(again.json, announced)
      assert.deepEqual((await send('/parcels/new')).json, announced)
      problemIn(await send('/parcels/new', announcing({ grams: 900 })), 'shipment-state')
    },
  },
  {
    promise: 'leaves a cancelled parcel where it is, and delivers the others',
    async check({ send }) {
      await send('/parcels/kept', announcing())
      for (const _ of ['once', 'twice'])
        assert.equal((await send('/parcels/kept', { method: 'DELETE' })).status, 204)
      assert.equal(Parcel.parse((await send('/parcels/kept')).json).state, 'cancelled')
      const delivered = Parcel.parse((await send('/parcels/seeded-6')).json)
      assert.equal(delivered.state, 'delivered')
      assert.lengthOf(delivered.events, 3)
      problemIn(await send('/parcels/seeded-6', { method: 'DELETE' }), 'shipment-state')
    },
  },
]

const badRates = (query: string, ...names: string[]): Refusal => ({
  when: `GET /rates?${query}`,
  path: `/rates?${query}`,
  problem: 'invalid-parameter',
  names,
})
const bad = (when: string, more: object, names: string[]): Refusal => ({
  when,
  path: '/parcels/bad',
  init: announcing(more),
  problem: 'invalid-content',
  names,
})

const refusals: readonly Refusal[] = [
  badRates('country=FR', 'grams'),
  badRates('country=france&grams=800', 'country'),
  badRates('country=FR&grams=0', 'grams'),
  badRates('country=FR&grams=30001', 'grams'),
  bad('a country that is none', { country: 'Germany' }, ['#/country']),
  bad('a parcel that weighs nothing', { grams: 0 }, ['#/grams']),
  bad('a parcel that is too heavy', { grams: 30_001 }, ['#/grams']),
  bad('a speed that is not offered', { speed: 'yesterday' }, ['#/speed']),
  { when: 'a parcel that nobody announced', path: '/parcels/nothing', problem: 'not-found' },
  {
    when: 'cancelling a parcel that nobody announced',
    path: '/parcels/nothing',
    init: { method: 'DELETE' },
    problem: 'not-found',
  },
]

/** What the carrier promises merchants. */
export const carrierContract = contractOf({
  name: 'carrier',
  document,
  promises: [...promises, ...mannersOf('carrier', document)],
  refusals: [...refusals, ...mannerlyRefusals(document)],
  async everything(send) {
    const all: unknown[] = []
    for (const reference of Object.keys(SEEDED_PARCELS)) all.push((await send(`/parcels/${reference}`)).json)
    return all
  },
})
