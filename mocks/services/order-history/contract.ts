import { assert } from 'chai'
import * as z from 'zod'
import { type Ask, as, contractOf, everyPage, type Promised, type Refusal } from '../../http/contract.ts'
import { CLOUD_EVENT, type CloudEvent } from '../../http/events/cloud-event.ts'
import { writePosition } from '../../http/events/position.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { PastOrder } from './schema.ts'
import { EXAMPLE_EVENT } from './seed.ts'

const Page = z.object({ items: z.array(PastOrder), next: z.string().optional() })
/** Alice's seeded orders, newest first. */
const SEEDED = ['8', '4', '2']

const about = (order: string, what: string, sequence: number): CloudEvent => ({
  ...EXAMPLE_EVENT,
  id: `${order} ${what}`,
  type: `example.bookshop.order.${what}`,
  subject: order,
  data: { ...EXAMPLE_EVENT.data, order, customer: 'alice' },
  sequence: String(sequence).padStart(10, '0'),
})
const hear = async (send: Ask, ...events: readonly CloudEvent[]) => {
  for (const event of events) {
    const { status, text } = await send('/events/order-history', {
      method: 'POST',
      headers: { 'content-type': CLOUD_EVENT },
      body: JSON.stringify(event),
    })
    assert.equal(status, 204, text)
  }
}
const mine = async (send: Ask, headers: Record<string, string> = {}) => {
  const { status, json } = await send('/me/orders?limit=50', { headers: { ...as('alice'), ...headers } })
  assert.equal(status, 200)
  return Page.parse(json).items
}

const promises: readonly Promised[] = [
  {
    promise: 'lists the orders from before the first event, newest first',
    async check({ send }) {
      assert.deepEqual(
        (await mine(send)).map(({ id }) => id),
        SEEDED,
      )
    },
  },
  {
    promise: 'shows an order once it is confirmed, and then what becomes of it',
    async check({ send }) {
      await hear(send, about('a', 'placed', 1))
      assert.lengthOf(await mine(send), SEEDED.length)
      await hear(send, about('a', 'confirmed', 2))
      assert.deepInclude((await mine(send))[0], {
        id: 'a',
        state: 'confirmed',
        copies: 1,
        titles: ['Ficciones'],
        total: EXAMPLE_EVENT.data.total,
      })
      await hear(send, about('a', 'cancelled', 3))
      assert.deepInclude((await mine(send))[0], { id: 'a', state: 'cancelled' })
    },
  },
  {
    promise: 'shows the latest of what it heard, in whatever order that came',
    async check({ send }) {
      await hear(send, about('a', 'cancelled', 3), about('a', 'confirmed', 2), about('a', 'placed', 1))
      assert.deepInclude((await mine(send))[0], { id: 'a', state: 'cancelled' })
    },
  },
  {
    promise: 'shows nobody the orders of somebody else',
    async check({ send }) {
      await hear(send, about('a', 'confirmed', 2))
      const { json } = await send('/me/orders?limit=50', { headers: as('bob') })
      assert.deepEqual(
        Page.parse(json).items.map(({ id }) => id),
        ['12', '10', '6'],
      )
    },
  },
  {
    promise: 'never shows an order that failed',
    async check({ send }) {
      await hear(send, about('a', 'placed', 1), about('a', 'failed', 2))
      assert.lengthOf(await mine(send), SEEDED.length)
    },
  },
  {
    promise: 'adds what payments said',
    async check({ send }) {
      const payment = (what: string): CloudEvent => ({
        ...EXAMPLE_EVENT,
        id: what,
        source: 'https://api.bookshop.example/payments',
        type: `example.bookshop.payment.${what}`,
        data: { order: 'a', payment: 'p' },
      })
      await hear(send, payment('authorized'), about('a', 'confirmed', 2))
      assert.deepInclude((await mine(send))[0], { id: 'a', payment: 'authorized' })
      await hear(send, payment('voided'))
      assert.deepInclude((await mine(send))[0], { id: 'a', payment: 'voided' })
    },
  },
  {
    promise: 'knows what its reader did, or says that it does not',
    async check({ send }) {
      const token = writePosition({ order: 'a', sequence: 2 })
      const early = await send('/me/orders', { headers: { ...as('alice'), ...token } })
      assert.equal(early.status, 503)
      assert.equal(early.headers.get('retry-after'), '1')
      await hear(send, about('a', 'placed', 1), about('a', 'confirmed', 2))
      assert.equal((await mine(send, token))[0]?.id, 'a')
    },
  },
  {
    promise: 'waits for what its reader did, as long as the reader would',
    async check({ send }) {
      const token = writePosition({ order: 'a', sequence: 2 })
      const asked = mine(send, { ...token, prefer: 'wait=9' })
      await hear(send, about('a', 'confirmed', 2))
      assert.equal((await asked)[0]?.id, 'a')
    },
  },
  {
    promise: 'gives every order once, page by page',
    async check({ send }) {
      const pages = await everyPage(
        (path) => send(path, { headers: as('alice') }),
        '/me/orders?limit=2',
        (json) => Page.parse(json),
      )
      assert.deepEqual(
        pages.flatMap(({ items }) => items.map(({ id }) => id)),
        SEEDED,
      )
    },
  },
]

const refusals: readonly Refusal[] = [
  {
    when: 'a consistency token that nobody gave',
    path: '/me/orders',
    init: { headers: { ...as('alice'), 'consistency-token': '"nonsense"' } },
    problem: 'malformed-request',
  },
  {
    when: 'a page of no orders',
    path: '/me/orders?limit=0',
    init: { headers: as('alice') },
    problem: 'invalid-parameter',
    names: ['limit'],
  },
  {
    when: 'a cursor that nobody gave',
    path: '/me/orders?cursor=x',
    init: { headers: as('alice') },
    problem: 'invalid-parameter',
    names: ['cursor'],
  },
  {
    when: 'an order event without a customer',
    path: '/events/order-history',
    init: {
      method: 'POST',
      headers: { 'content-type': CLOUD_EVENT },
      body: JSON.stringify({ ...EXAMPLE_EVENT, data: { ...EXAMPLE_EVENT.data, customer: 1 } }),
    },
    problem: 'invalid-content',
    names: ['#/data/customer'],
  },
]

/** What order-history promises its callers. */
export const orderHistoryContract = contractOf({
  name: 'order-history',
  document,
  promises: [...promises, ...mannersOf('order-history', document)],
  refusals: [...refusals, ...mannerlyRefusals(document)],
  everything: async (send) => (await send('/me/orders?limit=50', { headers: as('alice') })).json,
})
