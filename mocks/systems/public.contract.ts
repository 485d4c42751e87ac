import { assert } from 'chai'
import * as z from 'zod'
import { as, type Contract, contractOf, type Promised, type Reply } from '../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../http/manners.contract.ts'
import { authPromises, authRefusals } from '../services/auth/contract.ts'
import { cartPromises, cartRefusals, seededCart } from '../services/cart/contract.ts'
import { catalogPromises, catalogRefusals, everyBook } from '../services/catalog/contract.ts'
import { gatewayPromises, gatewayRefusals } from '../services/gateway/contract.ts'
import { graphqlPromises, graphqlRefusals } from '../services/graphql/contract.ts'
import { everyStock, stockOf, stockPromises, stockRefusals } from '../services/inventory/contract.ts'
import { coverPromises, coverRefusals } from '../services/media/contract.ts'
import { liveRefusals, publicLivePromises } from '../services/notifications/live.contract.ts'
import { everyOrder, ordering, ordersPromises, ordersRefusals } from '../services/orders/contract.ts'
import { storyPromises, storyRefusals } from '../services/orders/story.contract.ts'
import { recommendationPromises, recommendationRefusals } from '../services/recommendations/contract.ts'
import { rpcPromises, rpcRefusals } from '../services/rpc/contract.ts'
import { deliveryPromises, deliveryRefusals } from '../services/shipping/contract.ts'
import document from './openapi.json' with { type: 'json' }

const LE_GUIN = '9780441478125'

/** What only the services together can promise. */
const together: readonly Promised[] = [
  {
    promise: 'takes ordered copies off the stock, and cancelled ones back',
    async check({ send }) {
      const before = await stockOf(send, LE_GUIN, '/v1')
      const { headers } = await send(
        '/v1/orders',
        ordering('stock', { lines: [{ isbn: LE_GUIN, quantity: 3 }] }),
      )
      assert.deepEqual(await stockOf(send, LE_GUIN, '/v1'), {
        ...before,
        reserved: before.reserved + 3,
        available: 0,
      })
      await send(`${headers.get('location')}/cancellation`, { method: 'PUT' })
      assert.deepEqual(await stockOf(send, LE_GUIN, '/v1'), before)
      await send(`${headers.get('location')}/cancellation`, { method: 'PUT' })
      assert.deepEqual(await stockOf(send, LE_GUIN, '/v1'), before)
    },
  },
  {
    promise: 'keeps the stock when the payment is declined, and takes an order for it afterwards',
    async check({ send }) {
      const before = await stockOf(send, LE_GUIN, '/v1')
      const lines = [{ isbn: LE_GUIN, quantity: 3 }]
      assert.equal(
        (await send('/v1/orders', ordering('declined', { lines, payment: { card: 'tok_declined' } }))).status,
        422,
      )
      assert.deepEqual(await stockOf(send, LE_GUIN, '/v1'), before)
      assert.equal((await send('/v1/orders', ordering('paid', { lines }))).status, 201)
    },
  },
  {
    promise: 'sells the last copies once, to one of many buyers who come at the same time',
    async check({ send }) {
      const lines = [{ isbn: LE_GUIN, quantity: 3 }]
      const replies = await Promise.all(
        Array.from({ length: 4 }, (_, i) => send('/v1/orders', ordering(`buyer ${i}`, { lines }))),
      )
      assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 409, 409, 409])
      assert.equal((await stockOf(send, LE_GUIN, '/v1')).available, 0)
      assert.lengthOf(await everyOrder(send, '/v1'), 7)
    },
  },
  {
    promise: 'shows what became of an order to whoever waits for it, at a glance',
    async check({ send }) {
      const first = async (after: Reply) => {
        const headers = {
          ...as('alice'),
          'consistency-token': after.headers.get('consistency-token') ?? '',
          prefer: 'wait=9',
        }
        const { status, json } = await send('/v1/me/orders?limit=1', { headers })
        assert.equal(status, 200)
        return Glance.parse(json).items[0]
      }
      const order = await send('/v1/orders', asAlice(ordering('glance')))
      const { id } = Placed.parse(order.json)
      assert.deepInclude(await first(order), { id, state: 'confirmed' })
      const cancelled = await send(
        `${order.headers.get('location')}/cancellation`,
        asAlice({ method: 'PUT' }),
      )
      assert.deepInclude(await first(cancelled), { id, state: 'cancelled' })
    },
  },
]

/** The same request, sent by alice. */
const asAlice = (init: RequestInit): RequestInit => {
  const headers = new Headers(init.headers)
  for (const [name, value] of Object.entries(as('alice'))) headers.set(name, value)
  return { ...init, headers }
}

const Placed = z.object({ id: z.string() })
const Glance = z.object({ items: z.array(z.object({ id: z.string(), state: z.string() })) })

/** What the public API promises, whatever is built behind it. `name` is who stands at the edge. */
export function publicContract(name: 'gateway' | 'monolith'): Contract {
  return contractOf({
    name: `public API of the ${name}`,
    document,
    promises: [
      ...catalogPromises('/v1'),
      ...stockPromises('/v1'),
      ...ordersPromises('/v1'),
      ...storyPromises('/v1'),
      ...publicLivePromises,
      ...cartPromises('/v1'),
      ...recommendationPromises('/v1'),
      ...coverPromises('/v1'),
      ...deliveryPromises('/v1'),
      ...graphqlPromises,
      ...rpcPromises,
      ...authPromises('/auth'),
      ...gatewayPromises,
      ...together,
      ...mannersOf(name, document),
    ],
    refusals: [
      ...catalogRefusals('/v1'),
      ...stockRefusals('/v1'),
      ...ordersRefusals('/v1'),
      ...storyRefusals('/v1'),
      ...liveRefusals('/v1'),
      ...cartRefusals('/v1'),
      ...recommendationRefusals('/v1'),
      ...coverRefusals('/v1'),
      ...deliveryRefusals('/v1'),
      ...graphqlRefusals,
      ...rpcRefusals,
      ...authRefusals('/auth'),
      ...gatewayRefusals,
      ...mannerlyRefusals(document),
    ],
    everything: async (send) => ({
      books: await everyBook(send, '/v1'),
      stock: await everyStock(send, '/v1'),
      orders: await everyOrder(send, '/v1'),
      cart: await seededCart(send, '/v1'),
    }),
  })
}
