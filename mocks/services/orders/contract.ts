import { assert } from 'chai'
import {
  type Ask,
  contractOf,
  everyPage,
  type Promised,
  problemIn,
  type Refusal,
  sending,
} from '../../http/contract.ts'
import { hearingPromises, hearingRefusals } from '../../http/events/hearing.contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import { EXAMPLE_EVENT } from './example-event.ts'
import document from './openapi.json' with { type: 'json' }
import { Cancellation, type Delivery, Order, OrderPage } from './schema.ts'
import { storyPromises, storyRefusals } from './story.contract.ts'

const LE_GUIN = '9780441478125'
const HOBBIT = '9780547928227'
/** A valid ISBN-13 that nobody sells. */
const UNKNOWN = '9780306406157'

/** How often a test looks at an order that is still pending. */
const MOST_LOOKS = 500

/** Where a test has books sent. */
export const DELIVERY: Delivery = {
  recipient: 'Ursula Kroeber',
  address: { street: 'Anarres Street 7', postcode: '10115', city: 'Berlin', country: 'DE' },
}

/** A request for an order with the given key; `more` overrides what is ordered. */
export function ordering(key: string | undefined, more: object = {}): RequestInit {
  return sending(
    'POST',
    { lines: [{ isbn: LE_GUIN, quantity: 1 }], ...more },
    key === undefined ? {} : { 'idempotency-key': key },
  )
}

/** The guest's orders, newest first, as callers see them. */
export async function everyOrder(send: Ask, base: string): Promise<Order[]> {
  return (await everyPage(send, `${base}/orders?limit=50`, (json) => OrderPage.parse(json))).flatMap(
    ({ items }) => items,
  )
}

/** What orders promises, at whatever path its resources are mounted. */
export function ordersPromises(base: string): readonly Promised[] {
  return [
    {
      promise: 'places an order, which can be read where Location says',
      async check({ send }) {
        const lines = [
          { isbn: LE_GUIN, quantity: 2 },
          { isbn: HOBBIT, quantity: 1 },
        ]
        const { status, headers, json } = await send(
          `${base}/orders`,
          ordering('a', {
            lines,
            payment: { card: 'tok_visa' },
            expectedTotal: { amount: 3397, currency: 'EUR' },
          }),
        )
        assert.equal(status, 201)
        const order = Order.parse(json)
        assert.deepInclude(order, {
          customer: 'guest',
          state: 'confirmed',
          lines: [
            {
              isbn: LE_GUIN,
              title: 'The Left Hand of Darkness',
              quantity: 2,
              unitPrice: { amount: 1099, currency: 'EUR' },
            },
            { isbn: HOBBIT, title: 'The Hobbit', quantity: 1, unitPrice: { amount: 1199, currency: 'EUR' } },
          ],
          total: { amount: 3397, currency: 'EUR' },
        })
        assert.equal(headers.get('location'), `${base}/orders/${order.id}`)
        assert.equal(headers.get('cache-control'), 'private, no-store')
        const read = await send(headers.get('location') ?? '')
        assert.deepEqual(read.json, json)
        assert.equal(read.headers.get('cache-control'), 'private, no-cache')
        assert.deepEqual((await everyOrder(send, base))[0], order)
      },
    },
    {
      promise: 'answers with as much as the client prefers: return=minimal leaves the order out',
      async check({ send }) {
        const asking = (prefer: string) => {
          const { headers, ...init } = ordering('prefer')
          return send(`${base}/orders`, { ...init, headers: { ...headers, prefer } })
        }
        const minimal = await asking('return=minimal')
        assert.deepEqual([minimal.status, minimal.text], [201, ''])
        assert.equal(minimal.headers.get('preference-applied'), 'return=minimal')
        assert.isFalse(minimal.headers.has('content-type'))
        const whole = await asking('return=representation')
        assert.equal(whole.status, 201)
        assert.equal(whole.headers.get('location'), minimal.headers.get('location'))
        assert.equal(`${base}/orders/${Order.parse(whole.json).id}`, whole.headers.get('location'))
        assert.equal(whole.headers.get('preference-applied'), 'return=representation')
      },
    },
    {
      promise: 'accepts an order whose outcome nobody wants to wait for, and says later what became of it',
      async check({ send }) {
        const asking = (key: string, prefer: string, more: object = {}) => {
          const { headers, ...init } = ordering(key, more)
          return send(`${base}/orders`, { ...init, headers: { ...headers, prefer } })
        }
        /** Looks until the order is pending no more. */
        const outcome = async (location: string) => {
          for (let look = 0; look < MOST_LOOKS; look++) {
            const { status, json } = await send(location)
            if (status !== 200) return status
            const { state } = Order.parse(json)
            if (state !== 'pending') return state
          }
          return 'pending'
        }
        const accepted = await asking('accepted', 'respond-async')
        assert.equal(accepted.status, 202)
        assert.equal(accepted.headers.get('preference-applied'), 'respond-async')
        const { id, state } = Order.parse(accepted.json)
        const location = accepted.headers.get('location') ?? ''
        assert.deepEqual([state, location], ['pending', `${base}/orders/${id}`])
        assert.equal(await outcome(location), 'confirmed')
        const again = await send(`${base}/orders`, ordering('accepted'))
        assert.deepEqual([again.status, Order.parse(again.json).id], [201, id])

        const declined = { payment: { card: 'tok_declined' } }
        const refused = await asking('refused', 'respond-async, return=minimal', declined)
        assert.deepEqual([refused.status, refused.text], [202, ''])
        assert.equal(await outcome(refused.headers.get('location') ?? ''), 404)
        problemIn(await asking('refused', 'respond-async', declined), 'payment-declined')

        const inTime = await asking('in time', 'respond-async, wait=9')
        assert.equal(inTime.status, 201)
        assert.equal(inTime.headers.get('preference-applied'), 'wait=9')
        // What is wrong with the order itself needs no waiting.
        problemIn(
          await asking('unknown', 'respond-async', { lines: [{ isbn: UNKNOWN, quantity: 1 }] }),
          'unknown-book',
        )
      },
    },
    {
      promise: 'lists the caller’s orders, newest first, each exactly once',
      async check({ send }) {
        const ids = ['11', '9', '7', '5', '3', '1']
        for (const limit of [1, 4, 6, 50]) {
          const pages = await everyPage(send, `${base}/orders?limit=${limit}`, (json) =>
            OrderPage.parse(json),
          )
          assert.deepEqual(
            pages.flatMap(({ items }) => items.map(({ id }) => id)),
            ids,
          )
          assert.lengthOf(pages, Math.ceil(ids.length / limit))
        }
        const { json } = await send(`${base}/orders?customer=guest`)
        assert.lengthOf(OrderPage.parse(json).items, 6)
      },
    },
    {
      promise: 'answers the same request with the same key from memory, and orders once',
      async check({ send }) {
        const first = await send(`${base}/orders`, ordering('"same"'))
        for (const key of ['"same"', 'same', '"same"']) {
          const again = await send(`${base}/orders`, ordering(key))
          assert.equal(again.status, 201)
          assert.equal(again.text, first.text)
          for (const name of ['location', 'content-type', 'cache-control'])
            assert.equal(again.headers.get(name), first.headers.get(name))
        }
        assert.lengthOf(await everyOrder(send, base), 7)
      },
    },
    {
      promise: 'answers a refused request with the same key from memory, too',
      async check({ send }) {
        const declined = ordering('declined', { payment: { card: 'tok_declined' } })
        const first = await send(`${base}/orders`, declined)
        problemIn(first, 'payment-declined')
        assert.equal((await send(`${base}/orders`, declined)).text, first.text)
      },
    },
    {
      promise: 'orders once, however many ask with one key at the same time',
      async check({ send }) {
        const replies = await Promise.all(
          Array.from({ length: 5 }, () => send(`${base}/orders`, ordering('together'))),
        )
        const texts = new Set<string>()
        for (const reply of replies) {
          // Whoever comes while the first one is still at work is told to wait; who comes later gets its answer.
          if (reply.status === 201) texts.add(reply.text)
          else {
            problemIn(reply, 'request-in-progress')
            assert.match(reply.headers.get('retry-after') ?? '', /^\d+$/)
          }
        }
        assert.equal(texts.size, 1)
        assert.lengthOf(await everyOrder(send, base), 7)
      },
    },
    {
      promise: 'answers 422 when an Idempotency-Key comes with other content',
      async check({ send }) {
        await send(`${base}/orders`, ordering('reused'))
        const more = ordering('reused', { lines: [{ isbn: LE_GUIN, quantity: 2 }] })
        problemIn(await send(`${base}/orders`, more), 'idempotency-key-reused')
        assert.lengthOf(await everyOrder(send, base), 7)
      },
    },
    {
      promise: 'takes an order again, with the same content and another key, as another order',
      async check({ send }) {
        const [first, second] = [
          await send(`${base}/orders`, ordering('one')),
          await send(`${base}/orders`, ordering('two')),
        ]
        assert.notEqual(Order.parse(first.json).id, Order.parse(second.json).id)
        assert.lengthOf(await everyOrder(send, base), 8)
      },
    },
    {
      promise: 'cancels an order: 201 at first, 200 from then on, and never twice',
      async check({ send }) {
        const address = `${base}/orders/7/cancellation`
        problemIn(await send(address), 'not-found')
        const before = await send(`${base}/orders/7`)
        const first = await send(address, { method: 'PUT' })
        assert.equal(first.status, 201)
        assert.equal(first.headers.get('location'), address)
        assert.deepInclude(Cancellation.parse(first.json), {
          order: '7',
          refunded: { amount: 3797, currency: 'EUR' },
        })
        const again = await send(address, { method: 'PUT' })
        assert.equal(again.status, 200)
        assert.equal(again.text, first.text)
        assert.equal((await send(address)).text, first.text)
        const after = await send(`${base}/orders/7`)
        assert.deepEqual(Order.parse(after.json), { ...Order.parse(before.json), state: 'cancelled' })
        assert.notEqual(after.headers.get('etag'), before.headers.get('etag'))
      },
    },
    {
      promise: 'cancels once when two ask at the same time',
      async check({ send }) {
        const address = `${base}/orders/9/cancellation`
        const replies = await Promise.all([
          send(address, { method: 'PUT' }),
          send(address, { method: 'PUT' }),
        ])
        assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 201])
        assert.equal(replies[0]?.text, replies[1]?.text)
      },
    },
    {
      promise: 'takes an order that is delivered, and refunds it when it is cancelled before it left',
      async check({ send }) {
        const { status, headers, json } = await send(
          `${base}/orders`,
          ordering('delivered', { delivery: DELIVERY }),
        )
        assert.equal(status, 201)
        assert.deepInclude(Order.parse(json), { state: 'confirmed', delivery: DELIVERY })
        const address = headers.get('location') ?? ''
        assert.deepEqual((await send(address)).json, json)
        const cancelled = await send(`${address}/cancellation`, { method: 'PUT' })
        assert.equal(cancelled.status, 201)
        assert.deepEqual(Cancellation.parse(cancelled.json).refunded, { amount: 1099, currency: 'EUR' })
        assert.equal(Order.parse((await send(address)).json).state, 'cancelled')
      },
    },
    {
      promise: 'reads the cancellation of an order that was cancelled long ago',
      async check({ send }) {
        const { status, json } = await send(`${base}/orders/3/cancellation`)
        assert.equal(status, 200)
        assert.deepEqual(json, {
          order: '3',
          refunded: { amount: 2398, currency: 'EUR' },
          cancelledAt: '2025-11-09T20:01:00.000Z',
        })
      },
    },
  ]
}

/** What orders refuses, at whatever path its resources are mounted. */
export function ordersRefusals(base: string): readonly Refusal[] {
  const path = `${base}/orders`
  const bad = (when: string, more: object, ...names: string[]): Refusal => ({
    when,
    path,
    init: ordering(when, more),
    problem: 'invalid-content',
    names,
  })
  const line = (more: object) => ({ lines: [{ isbn: LE_GUIN, quantity: 1, ...more }] })
  const badList = (query: string, ...names: string[]): Refusal => ({
    when: `GET ${path}?${query}`,
    path: `${path}?${query}`,
    problem: 'invalid-parameter',
    names,
  })
  return [
    {
      when: 'an order without an Idempotency-Key',
      path,
      init: ordering(undefined),
      problem: 'idempotency-key-missing',
    },
    {
      when: 'an order with an empty Idempotency-Key',
      path,
      init: ordering('""'),
      problem: 'malformed-request',
    },
    {
      when: 'an order with an Idempotency-Key without end',
      path,
      init: ordering('k'.repeat(201)),
      problem: 'malformed-request',
    },
    {
      when: 'more copies than there are',
      path,
      init: ordering('much', line({ quantity: 4 })),
      problem: 'out-of-stock',
      names: ['#/lines/0/quantity'],
    },
    {
      when: 'an unknown book',
      path,
      init: ordering('unknown', {
        lines: [
          { isbn: HOBBIT, quantity: 1 },
          { isbn: UNKNOWN, quantity: 1 },
        ],
      }),
      problem: 'unknown-book',
      names: ['#/lines/1/isbn'],
    },
    {
      when: 'a card that is declined',
      path,
      init: ordering('declined', { payment: { card: 'tok_declined' } }),
      problem: 'payment-declined',
    },
    {
      when: 'a card that can not be charged any more when everything else is done',
      path,
      init: ordering('expires', { delivery: DELIVERY, payment: { card: 'tok_expires' } }),
      problem: 'payment-declined',
    },
    bad('a delivery to nobody', { delivery: { ...DELIVERY, recipient: '' } }, '#/delivery/recipient'),
    bad(
      'a delivery to a country that is none',
      { delivery: { ...DELIVERY, address: { ...DELIVERY.address, country: 'Germany' } } },
      '#/delivery/address/country',
    ),
    bad('an unknown field in the delivery', { delivery: { ...DELIVERY, by: 'tomorrow' } }, '#/delivery/by'),
    bad(
      'more copies than a parcel holds',
      {
        delivery: DELIVERY,
        lines: Array.from({ length: 3 }, () => ({ isbn: LE_GUIN, quantity: 20 })),
      },
      '#/lines',
    ),
    {
      when: 'a price that the buyer did not see',
      path,
      init: ordering('price', { expectedTotal: { amount: 1098, currency: 'EUR' } }),
      problem: 'price-changed',
    },
    bad('no lines', { lines: [] }, '#/lines'),
    bad(
      'too many lines',
      { lines: Array.from({ length: 21 }, () => ({ isbn: LE_GUIN, quantity: 1 })) },
      '#/lines',
    ),
    bad('lines of another type', { lines: { isbn: LE_GUIN } }, '#/lines'),
    bad('lines that are null', { lines: null }, '#/lines'),
    bad('zero copies', line({ quantity: 0 }), '#/lines/0/quantity'),
    bad('less than no copies', line({ quantity: -2 }), '#/lines/0/quantity'),
    bad('half a copy', line({ quantity: 1.5 }), '#/lines/0/quantity'),
    bad('too many copies', line({ quantity: 21 }), '#/lines/0/quantity'),
    bad('copies as text', line({ quantity: '1' }), '#/lines/0/quantity'),
    bad('an ISBN with a wrong check digit', line({ isbn: '9780441478126' }), '#/lines/0/isbn'),
    bad('an unknown field in a line', line({ discount: 100 }), '#/lines/0/discount'),
    bad('an unknown field in the payment', { payment: { card: 'tok_visa', cvc: '1' } }, '#/payment/cvc'),
    bad(
      'an unknown field in the expected total',
      { expectedTotal: { amount: 1099, currency: 'EUR', tax: 1 } },
      '#/expectedTotal/tax',
    ),
    bad('a customer who is not asked for', { customer: 'alice' }, '#/customer'),
    bad('a card that is none', { payment: { card: 'cash' } }, '#/payment/card'),
    bad(
      'several wrong places',
      { lines: [{ isbn: '1', quantity: 0 }], payment: {} },
      '#/lines/0/isbn',
      '#/lines/0/quantity',
      '#/payment/card',
    ),
    { when: 'an order that does not exist', path: `${path}/nothing`, problem: 'not-found' },
    { when: 'another customer’s order', path: `${path}/2`, problem: 'not-found' },
    {
      when: 'cancelling an order that does not exist',
      path: `${path}/nothing/cancellation`,
      init: { method: 'PUT' },
      problem: 'not-found',
    },
    {
      when: 'cancelling another customer’s order',
      path: `${path}/2/cancellation`,
      init: { method: 'PUT' },
      problem: 'not-found',
    },
    {
      when: 'the cancellation of another customer’s order',
      path: `${path}/10/cancellation`,
      problem: 'not-found',
    },
    {
      when: 'the cancellation of an order that stands',
      path: `${path}/7/cancellation`,
      problem: 'not-found',
    },
    { when: 'another customer’s list', path: `${path}?customer=alice`, problem: 'not-allowed-for-caller' },
    badList('limit=0', 'limit'),
    badList('limit=51&customer=', 'limit', 'customer'),
    badList('cursor=broken', 'cursor'),
  ]
}

/** What orders promises its callers. */
export const ordersContract = contractOf({
  name: 'orders',
  document,
  promises: [
    ...ordersPromises(''),
    ...storyPromises(''),
    ...hearingPromises('/events/orders', EXAMPLE_EVENT),
    ...mannersOf('orders', document),
  ],
  refusals: [
    ...ordersRefusals(''),
    ...storyRefusals(''),
    ...hearingRefusals('/events/orders', EXAMPLE_EVENT),
    ...mannerlyRefusals(document),
  ],
  everything: (send) => everyOrder(send, ''),
})
