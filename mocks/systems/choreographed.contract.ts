import { assert } from 'chai'
import { type Ask, contractOf, type Promised, problemIn } from '../http/contract.ts'
import { readStream } from '../http/events/event-stream.contract.ts'
import { everyOrder, ordering } from '../services/orders/contract.ts'
import { Order } from '../services/orders/schema.ts'
import document from './openapi.json' with { type: 'json' }

const BASE = '/v1'
const LE_GUIN = '9780441478125'
/** How often a test looks at an order that is still pending. */
const MOST_LOOKS = 500

const available = async (send: Ask): Promise<unknown> =>
  Object((await send(`${BASE}/stock/${LE_GUIN}`)).json).available

/** Looks at an order until it is pending no more; the status where it is gone. */
async function outcome(send: Ask, location: string): Promise<number | string> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { status, json } = await send(location)
    if (status !== 200) return status
    const { state } = Order.parse(json)
    if (state !== 'pending') return state
  }
  return 'pending'
}

/** Places an order, and looks until its outcome is known. Both 201 and 202 are documented answers: a client knows what to do with either. */
async function placing(send: Ask, key: string, more: object = {}) {
  const reply = await send(`${BASE}/orders`, ordering(key, more))
  const location = reply.headers.get('location') ?? ''
  if (reply.status === 202) assert.equal(Order.parse(reply.json).state, 'pending')
  const became = reply.status === 202 ? await outcome(send, location) : reply.status
  return { reply, location, became, again: await send(`${BASE}/orders`, ordering(key, more)) }
}

const promises: readonly Promised[] = [
  {
    promise: 'an order becomes confirmed, and its key says so',
    async check({ send }) {
      const { location, became, again } = await placing(send, 'fine')
      assert.include(['confirmed', 201], became)
      assert.equal(again.status, 201)
      assert.equal(again.headers.get('location'), location)
      assert.equal(Order.parse(again.json).state, 'confirmed')
      assert.deepEqual(Order.parse((await send(location)).json), Order.parse(again.json))
      assert.equal((await everyOrder(send, BASE))[0]?.state, 'confirmed')
      assert.equal(await available(send), 2)
    },
  },
  {
    promise: 'whoever is willing to wait for the outcome gets it',
    async check({ send }) {
      const { headers, ...init } = ordering('waits')
      const asking = { ...init, headers: { ...headers, prefer: 'respond-async, wait=9' } }
      const { status, headers: fields, json } = await send(`${BASE}/orders`, asking)
      assert.equal(status, 201)
      assert.equal(fields.get('preference-applied'), 'wait=9')
      assert.equal(Order.parse(json).state, 'confirmed')
    },
  },
  {
    promise: 'an order for more copies than there are comes to nothing, and says what to change',
    async check({ send }) {
      const much = { lines: [{ isbn: LE_GUIN, quantity: 4 }] }
      const { became, again } = await placing(send, 'much', much)
      assert.include([404, 409], became)
      assert.deepEqual(
        problemIn(again, 'out-of-stock').errors?.map(({ pointer }) => pointer),
        ['#/lines/0/quantity'],
      )
      assert.equal(await available(send), 3)
    },
  },
  {
    promise: 'an order whose card is declined gives its copies back',
    async check({ send }) {
      const { became, again } = await placing(send, 'poor', { payment: { card: 'tok_declined' } })
      assert.include([404, 422], became)
      problemIn(again, 'payment-declined')
      let copies = await available(send)
      // Inventory hears of it when orders does: neither waits for the other.
      for (let look = 0; look < MOST_LOOKS && copies !== 3; look++) copies = await available(send)
      assert.equal(copies, 3)
      assert.lengthOf(await everyOrder(send, BASE), 6)
    },
  },
  {
    promise: 'whoever watches an order is told that it was placed and confirmed, and the list says the same',
    async check({ send }) {
      const { headers } = await send(`${BASE}/orders`, ordering('watched'))
      const location = headers.get('location') ?? ''
      await outcome(send, location)
      const { events } = readStream((await send(`${location}/events?wait=0`)).text)
      assert.deepEqual(
        events.map(({ id, event }) => `${id} ${event}`),
        ['1 placed', '2 confirmed'],
      )
      assert.equal((await everyOrder(send, BASE))[0]?.state, 'confirmed')
    },
  },
]

/** What clients of the public API may rely on where nobody commands the steps of an order. */
export const choreographedContract = contractOf({
  name: 'choreographed',
  document,
  promises,
  refusals: [],
  everything: (send) => everyOrder(send, BASE),
})
