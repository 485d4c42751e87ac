import { assert } from 'chai'
import {
  type Ask,
  as,
  contractOf,
  type Promised,
  problemIn,
  type Refusal,
  sending,
} from '../../http/contract.ts'
import { CLOUD_EVENT } from '../../http/events/cloud-event.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { Cart, CartLine } from './schema.ts'
import { EXAMPLE_EVENT } from './seed.ts'

const LE_GUIN = '9780441478125'
const HOBBIT = '9780547928227'
/** A valid ISBN-13 that is not on the shelf. */
const UNKNOWN = '9780306406157'
/** Twenty other books. */
// biome-ignore format: a shelf
const MANY = [
  '9780060512750', '9780547773742', '9780141439471', '9780141439518', '9780141439587', '9780141439686',
  '9780141441146', '9780141439556', '9780141439549', '9780141439563', '9780141439723', '9780142437247',
  '9780691096124', '9780143105855', '9780141439846', '9780141439976', '9780141441030', '9780441013593',
  '9780553293357', '9780807083697',
]

/** What cart promises, at whatever path its resources are mounted. */
export function cartPromises(base: string): readonly Promised[] {
  const take = async (send: Ask) => Cart.parse((await send(`${base}/carts`, { method: 'POST' })).json)
  const put = (
    send: Ask,
    cart: string,
    isbn: string,
    quantity: number,
    fields: Record<string, string> = {},
  ) => send(`${base}/carts/${cart}/items/${isbn}`, sending('PUT', { quantity }, fields))
  const read = (send: Ask, cart: string) => send(`${base}/carts/${cart}`)
  return [
    {
      promise: 'gives out empty carts, each with an address of its own',
      async check({ send }) {
        const { status, headers, json } = await send(`${base}/carts`, { method: 'POST' })
        assert.equal(status, 201)
        const cart = Cart.parse(json)
        assert.deepInclude(cart, { customer: 'guest', lines: [], total: { amount: 0, currency: 'EUR' } })
        assert.equal(headers.get('location'), `${base}/carts/${cart.id}`)
        const { headers: kept, json: again } = await read(send, cart.id)
        assert.deepEqual(again, json)
        assert.equal(kept.get('cache-control'), 'private, no-cache')
        assert.notEqual((await take(send)).id, cart.id)
      },
    },
    {
      promise: 'puts books in at the price of today, and adds up; saying it twice changes nothing',
      async check({ send }) {
        const { id } = await take(send)
        const first = await put(send, id, LE_GUIN, 2)
        assert.equal(first.status, 201)
        assert.equal(first.headers.get('location'), `${base}/carts/${id}/items/${LE_GUIN}`)
        assert.equal(first.headers.get('content-location'), `${base}/carts/${id}`)
        const line = {
          isbn: LE_GUIN,
          title: 'The Left Hand of Darkness',
          quantity: 2,
          unitPrice: { amount: 1099, currency: 'EUR' as const },
        }
        assert.deepInclude(Cart.parse(first.json), {
          lines: [line],
          total: { amount: 2198, currency: 'EUR' },
        })
        const item = await send(`${base}/carts/${id}/items/${LE_GUIN}`)
        assert.deepEqual(CartLine.parse(item.json), line)
        assert.equal(item.headers.get('etag'), (await read(send, id)).headers.get('etag'))
        const again = await put(send, id, LE_GUIN, 2)
        assert.equal(again.status, 200)
        assert.deepEqual(Cart.parse(again.json).lines, [line])
        assert.deepEqual((await read(send, id)).json, again.json)
        assert.equal(Cart.parse((await put(send, id, HOBBIT, 1)).json).total.amount, 2198 + 1199)
        assert.equal(Cart.parse((await put(send, id, LE_GUIN, 1)).json).total.amount, 1099 + 1199)
      },
    },
    {
      promise: 'takes books out, and what is not in stays out',
      async check({ send }) {
        const { id } = await take(send)
        await put(send, id, LE_GUIN, 2)
        for (const _ of ['once', 'twice']) {
          const { status } = await send(`${base}/carts/${id}/items/${LE_GUIN}`, { method: 'DELETE' })
          assert.equal(status, 204)
          assert.deepEqual(Cart.parse((await read(send, id)).json).lines, [])
        }
        problemIn(await send(`${base}/carts/${id}/items/${LE_GUIN}`), 'not-found')
      },
    },
    {
      promise: 'changes only the version that the caller has seen, when the caller says which',
      async check({ send }) {
        const { id } = await take(send)
        const seen = { 'if-match': (await read(send, id)).headers.get('etag') ?? '' }
        assert.equal((await put(send, id, LE_GUIN, 1, seen)).status, 201)
        const before = (await read(send, id)).json
        problemIn(await put(send, id, HOBBIT, 1, seen), 'precondition-failed')
        problemIn(
          await send(`${base}/carts/${id}/items/${LE_GUIN}`, { method: 'DELETE', headers: seen }),
          'precondition-failed',
        )
        assert.deepEqual((await read(send, id)).json, before)
        const now = { 'if-match': (await read(send, id)).headers.get('etag') ?? '' }
        const { status } = await send(`${base}/carts/${id}/items/${LE_GUIN}`, {
          method: 'DELETE',
          headers: now,
        })
        assert.equal(status, 204)
      },
    },
    {
      promise: 'loses no change when two come at the same time and both say which version they saw',
      async check({ send }) {
        const { id } = await take(send)
        const seen = { 'if-match': (await read(send, id)).headers.get('etag') ?? '' }
        const replies = await Promise.all([put(send, id, LE_GUIN, 1, seen), put(send, id, HOBBIT, 1, seen)])
        assert.sameMembers(
          replies.map(({ status }) => status),
          [201, 412],
        )
        assert.lengthOf(Cart.parse((await read(send, id)).json).lines, 1)
      },
    },
    {
      promise:
        "gives a guest's cart to whoever signs in and goes on with it, and to nobody else from then on",
      async check({ send }) {
        const { id } = await take(send)
        await put(send, id, LE_GUIN, 1)
        // To look at it binds nobody; to change it does.
        const looked = await send(`${base}/carts/${id}`, { headers: as('alice') })
        assert.equal(Cart.parse(looked.json).customer, 'guest')
        const { status, json } = await put(send, id, HOBBIT, 1, as('alice'))
        assert.equal(status, 201)
        assert.equal(Cart.parse(json).customer, 'alice')
        assert.lengthOf(Cart.parse(json).lines, 2)
        problemIn(await read(send, id), 'not-found')
        problemIn(await put(send, id, LE_GUIN, 2), 'not-found')
        problemIn(await put(send, id, LE_GUIN, 2, as('bob')), 'not-found')
        const still = await send(`${base}/carts/${id}`, { headers: as('alice') })
        assert.deepEqual(still.json, json)
      },
    },
    {
      promise: "shows customers their own carts, and nobody else's",
      async check({ send }) {
        const path = `${base}/carts/seeded-cart-of-alice`
        assert.equal((await send(path, { headers: as('alice') })).status, 200)
        problemIn(await send(path, { headers: as('bob') }), 'not-found')
        const { json } = await send(`${base}/carts`, { method: 'POST', headers: as('bob') })
        assert.equal(Cart.parse(json).customer, 'bob')
      },
    },
    {
      promise: 'holds twenty different books',
      async check({ send }) {
        const { id } = await take(send)
        for (const isbn of MANY) assert.equal((await put(send, id, isbn, 1)).status, 201)
        problemIn(await put(send, id, LE_GUIN, 1), 'cart-full')
        assert.equal((await put(send, id, MANY[0] ?? '', 20)).status, 200)
        assert.lengthOf(Cart.parse((await read(send, id)).json).lines, 20)
      },
    },
  ]
}

/** What cart refuses, at whatever path its resources are mounted. */
export function cartRefusals(base: string): readonly Refusal[] {
  const item = `${base}/carts/seeded-cart/items`
  const bad = (when: string, body: object, names: string[]): Refusal => ({
    when,
    path: `${item}/${LE_GUIN}`,
    init: sending('PUT', body),
    problem: 'invalid-content',
    names,
  })
  return [
    { when: 'a cart that does not exist', path: `${base}/carts/nothing`, problem: 'not-found' },
    { when: "somebody else's cart", path: `${base}/carts/seeded-cart-of-alice`, problem: 'not-found' },
    {
      when: "something in somebody else's cart",
      path: `${base}/carts/seeded-cart-of-alice/items/${LE_GUIN}`,
      init: sending('PUT', { quantity: 1 }),
      problem: 'not-found',
    },
    {
      when: "taking something out of somebody else's cart",
      path: `${base}/carts/seeded-cart-of-alice/items/9780807083697`,
      init: { method: 'DELETE' },
      problem: 'not-found',
    },
    {
      when: 'a book that is not in the catalogue',
      path: `${item}/${UNKNOWN}`,
      init: sending('PUT', { quantity: 1 }),
      problem: 'not-found',
    },
    { when: 'an item that is not in the cart', path: `${item}/${HOBBIT}`, problem: 'not-found' },
    { when: 'an item that is no ISBN', path: `${item}/dune`, problem: 'not-found' },
    bad('no copies', { quantity: 0 }, ['#/quantity']),
    bad('half a copy', { quantity: 0.5 }, ['#/quantity']),
    bad('too many copies', { quantity: 21 }, ['#/quantity']),
    bad('copies in words', { quantity: 'two' }, ['#/quantity']),
    {
      when: 'a change of a version that is none',
      path: `${item}/${LE_GUIN}`,
      init: sending('PUT', { quantity: 3 }, { 'if-match': '"another"' }),
      problem: 'precondition-failed',
    },
  ]
}

/** The guest's cart from before the lesson, as callers see it. */
export async function seededCart(send: Ask, base: string): Promise<unknown> {
  return (await send(`${base}/carts/seeded-cart`)).json
}

const telling = (isbn: string, amount: number, id = `${isbn} at ${amount}`): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': CLOUD_EVENT },
  body: JSON.stringify({
    ...EXAMPLE_EVENT,
    id,
    subject: isbn,
    data: { isbn, price: { amount, currency: 'EUR' } },
  }),
})

const hearing: readonly Promised[] = [
  {
    promise: 'shows the new price beside the one that was seen when a book costs something else (hearEvent)',
    async check({ send }) {
      const line = async () => CartLine.parse((await send(`/carts/seeded-cart/items/${LE_GUIN}`)).json)
      const hear = async (amount: number) =>
        assert.equal((await send('/events/cart', telling(LE_GUIN, amount))).status, 204)
      const before = await send('/carts/seeded-cart')
      await hear(1299)
      await hear(1399)
      const { unitPrice, previousPrice } = await line()
      assert.deepEqual([unitPrice.amount, previousPrice?.amount], [1399, 1099])
      const after = await send('/carts/seeded-cart')
      assert.equal(Cart.parse(after.json).total.amount, 1399 + 2 * 1299)
      assert.notEqual(after.headers.get('etag'), before.headers.get('etag'))
      // Back at the price that was seen, there is nothing to tell.
      await hear(1099)
      assert.isUndefined((await line()).previousPrice)
    },
  },
  {
    promise: 'hears of a price once, however often the event is delivered',
    async check({ send }) {
      for (const amount of [1299, 999])
        assert.equal((await send('/events/cart', telling(LE_GUIN, amount, 'one'))).status, 204)
      const { unitPrice } = CartLine.parse((await send(`/carts/seeded-cart/items/${LE_GUIN}`)).json)
      assert.equal(unitPrice.amount, 1299)
    },
  },
  {
    promise: 'forgets the earlier price when its owner puts the book in again',
    async check({ send }) {
      assert.equal((await send('/events/cart', telling(LE_GUIN, 1299))).status, 204)
      const again = await send(`/carts/seeded-cart/items/${LE_GUIN}`, sending('PUT', { quantity: 1 }))
      const line = Cart.parse(again.json).lines.find(({ isbn }) => isbn === LE_GUIN)
      assert.isDefined(line)
      assert.isUndefined(line?.previousPrice)
    },
  },
]

const notHeard: Refusal = {
  when: 'an event about a price that does not say which',
  path: '/events/cart',
  init: {
    method: 'POST',
    headers: { 'content-type': CLOUD_EVENT },
    body: JSON.stringify({ ...EXAMPLE_EVENT, data: { isbn: LE_GUIN } }),
  },
  problem: 'invalid-content',
  names: ['#/data/price'],
}

/** What cart promises its callers. */
export const cartContract = contractOf({
  name: 'cart',
  document,
  promises: [...cartPromises(''), ...hearing, ...mannersOf('cart', document)],
  refusals: [...cartRefusals(''), notHeard, ...mannerlyRefusals(document)],
  everything: (send) => seededCart(send, ''),
})
