import { catalogueOver, paymentsOver, stockOver } from '../../services/orders/clients.ts'
import { createOrdersDomain } from '../../services/orders/domain.ts'
import { ordersOperations } from '../../services/orders/schema.ts'
import { createOrders } from '../../services/orders/service.ts'
import { type OrdersTables, ordersSeed } from '../../services/orders/store.ts'
import { oneTransaction, saga } from '../../services/orders/unit-of-work.ts'
import { type Block, once, remote } from './block.ts'
import { catalogOf } from './catalog.ts'
import { inventoryOf } from './inventory.ts'
import { paymentsOf } from './payments.ts'

/** Orders as a module of the monolith: its ports are the other modules, and an order is one transaction. */
const ordersOf = once((monolith) => {
  const store = monolith.storeOf<OrdersTables>(ordersSeed)
  const [catalog, inventory, payments] = [catalogOf(monolith), inventoryOf(monolith), paymentsOf(monolith)]
  return createOrdersDomain({
    store,
    newId: monolith.newId,
    catalogue: { bookOf: (isbn, call) => catalog.read(isbn, call) },
    stock: {
      reserve: (order, lines, call) => inventory.reserve({ order, lines: [...lines] }, call),
      release: (reservation, call) => inventory.release(reservation, call),
    },
    payments: {
      authorise: (order, amount, card, call) => payments.authorise({ order, amount, card }, call),
      void: async (payment, call) => {
        await payments.void(payment, call)
      },
    },
    work: oneTransaction(store),
  })
})

export const orders: Block = {
  operations: ordersOperations,
  publicOperations: ordersOperations,
  seed: ordersSeed,
  async service(surroundings) {
    const { settings, world, newId, open } = surroundings
    const store = await open<OrdersTables>(ordersSeed)
    const domain = createOrdersDomain({
      store,
      newId,
      catalogue: catalogueOver(remote(surroundings, 'catalog')),
      stock: stockOver(remote(surroundings, 'inventory')),
      payments: paymentsOver({ ...remote(surroundings, 'payments'), key: settings.paymentKey }),
      work: saga,
    })
    return {
      store,
      handler: createOrders({ domain, store, idempotencyKey: settings.idempotencyKey, ...world }),
    }
  },
  face: (monolith) =>
    createOrders({
      domain: ordersOf(monolith),
      store: monolith.storeOf<OrdersTables>(ordersSeed),
      idempotencyKey: monolith.settings.idempotencyKey,
      ...monolith.world,
    }),
}
