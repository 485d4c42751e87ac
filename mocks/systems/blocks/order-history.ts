import { brokerOver } from '../../services/order-history/clients.ts'
import { createOrderHistoryDomain } from '../../services/order-history/domain.ts'
import { hearEvent, listMyOrders, orderHistoryOperations } from '../../services/order-history/schema.ts'
import { createOrderHistory } from '../../services/order-history/service.ts'
import { type OrderHistoryTables, orderHistorySeed } from '../../services/order-history/store.ts'
import type { Store } from '../../storage/store.ts'
import { type Block, type Monolith, remote, type Surroundings } from './block.ts'

/** The same in both architectures: it hears from the broker, and nobody else tells it anything. */
function faceOver(place: Surroundings | Monolith, store: Store<OrderHistoryTables>) {
  const { settings, clock, world } = place
  const broker = brokerOver(remote(place, 'broker'))
  const domain = createOrderHistoryDomain({ store, broker, clock, inbox: settings.inbox })
  return createOrderHistory({ domain, caching: settings.personalAnswers, ...world })
}

export const orderHistory: Block = {
  operations: orderHistoryOperations,
  publicOperations: [listMyOrders],
  seed: orderHistorySeed,
  hears: hearEvent.path,
  async service(surroundings) {
    const store = await surroundings.open<OrderHistoryTables>(orderHistorySeed)
    return { store, handler: faceOver(surroundings, store) }
  },
  face: (monolith) => faceOver(monolith, monolith.storeOf<OrderHistoryTables>(orderHistorySeed)),
}
