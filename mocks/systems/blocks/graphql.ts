import type { Answer } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { problemFrom } from '../../http/client.ts'
import { invalidContent } from '../../http/content.ts'
import type { EventSourceOf } from '../../http/events/event-stream.ts'
import { admit } from '../../http/needs.ts'
import type { Operation } from '../../http/operation.ts'
import { readCart } from '../../services/cart/schema.ts'
import {
  cartsOver,
  catalogueOver,
  inventoryOver,
  ordersOver,
  recommendationsOver,
} from '../../services/graphql/clients.ts'
import { type GraphqlPorts, Order, type Watch } from '../../services/graphql/ports.ts'
import { graphqlOperations } from '../../services/graphql/schema.ts'
import { createGraphql } from '../../services/graphql/service.ts'
import { WATCH_S } from '../../services/graphql/watching.ts'
import {
  cancelOrder,
  listOrders,
  NewOrder,
  placeOrder,
  readOrder,
  watchOrder,
} from '../../services/orders/schema.ts'
import type { Timer } from '../../simulation/clock.ts'
import { type Block, type Monolith, once, remote, type Surroundings } from './block.ts'
import { cartsOf } from './cart.ts'
import { catalogOf } from './catalog.ts'
import { inventoryOf } from './inventory.ts'
import { orderStoryOf, ordersOf, placingOf } from './orders.ts'
import { recommendationsOf } from './recommendations.ts'

/** Asks the other modules by calling their functions. What each wants of its caller counts here as well. */
const modulesOf = once((monolith): GraphqlPorts => {
  const catalog = catalogOf(monolith)
  const inventory = inventoryOf(monolith)
  const orders = ordersOf(monolith)
  const asking = <R>({ needs }: Pick<Operation, 'needs'>, call: Call, work: () => Promise<R>): Promise<R> => {
    admit(needs ?? {}, call)
    return work()
  }
  return {
    catalogue: {
      list: (search, call) => catalog.list(search, call),
      bookOf: (isbn, call) => catalog.read(isbn, call),
      booksOf: async (isbns, call) =>
        (await catalog.list({ isbn: [...isbns], sort: 'title', limit: isbns.length }, call)).items,
    },
    inventory: {
      stockOf: (isbn, call) => inventory.stockOf(isbn, call),
      stocksOf: (isbns, call) => inventory.stocksOf(isbns, call),
    },
    recommendations: {
      recommend: (isbn, limit, call) => recommendationsOf(monolith).recommend({ isbn, limit }, call),
    },
    orders: {
      read: (id, call) => asking(readOrder, call, () => orders.read(id, call)),
      list: (page, call) => asking(listOrders, call, () => orders.list(page, call)),
      place: (order, key, call) =>
        asking(placeOrder, call, async () => {
          const read = NewOrder.safeParse(order)
          if (!read.success) throw invalidContent(read.error.issues)
          const headers = new Headers({ 'idempotency-key': `"${key}"` })
          const request = { method: 'POST', url: 'https://monolith.bookshop.internal/orders', headers }
          const asking = { request, content: JSON.stringify(order), prefix: '' }
          return orderIn(await placingOf(monolith)(read.data, asking, call))
        }),
      watch: (id, call) =>
        asking(watchOrder, call, async () =>
          watching(await orderStoryOf(monolith)(id, call), monolith.clock.timer(WATCH_S * 1_000_000)),
        ),
      cancel: (id, call) =>
        asking(cancelOrder, call, async () => (await orders.cancel(id, call)).cancellation),
    },
    carts: { read: (id, call) => asking(readCart, call, () => cartsOf(monolith).read(id, call)) },
  }
})

/** Watches what is behind a stream of events, until it is over or the timer rings. */
function watching(source: EventSourceOf, timer: Timer): Watch {
  let after = 0
  let isOver = false
  const ended = Promise.withResolvers<void>()
  const end = () => {
    isOver = true
    timer.cancel()
    ended.resolve()
  }
  void timer.rings.then(end)
  return {
    async next() {
      while (!isOver) {
        const change = source.changed()
        const told = await source.read(after)
        if (told.isOver) end()
        const last = told.events.at(-1)
        if (last) {
          after = last.id
          return true
        }
        if (!isOver) await Promise.race([change, ended.promise])
      }
      return false
    },
    cancel: end,
  }
}

/** The order in an answer that was given or kept for its key. Throws the problem that is in it instead. */
function orderIn({ content }: Answer): Order {
  const given: unknown = JSON.parse(String(content))
  const order = Order.safeParse(given)
  if (order.success) return order.data
  throw problemFrom(given) ?? new Error('An order was answered with neither an order nor a problem.')
}

/** The other services behind HTTP. */
function servicesOf(surroundings: Surroundings): GraphqlPorts {
  return {
    catalogue: catalogueOver(remote(surroundings, 'catalog')),
    inventory: inventoryOver(remote(surroundings, 'inventory')),
    recommendations: recommendationsOver(remote(surroundings, 'recommendations')),
    orders: ordersOver(remote(surroundings, 'orders')),
    carts: cartsOver(remote(surroundings, 'cart')),
  }
}

function faceOver(ports: GraphqlPorts, { settings, clock, world }: Surroundings | Monolith) {
  const loadEngine = async () => {
    // Loading a module is nothing that the clock knows of by itself.
    const { createEngine } = await clock.track(import('../../services/graphql/engine.ts'))
    const report = world.report ?? (() => {})
    return createEngine({ ports, batching: settings.graphqlBatching, sleep: clock.sleep, report })
  }
  return createGraphql({ loadEngine, ...world })
}

export const graphql: Block = {
  operations: graphqlOperations,
  publicOperations: graphqlOperations,
  seed: {},
  service: async (surroundings) => ({ handler: faceOver(servicesOf(surroundings), surroundings) }),
  face: (monolith) => faceOver(modulesOf(monolith), monolith),
}
