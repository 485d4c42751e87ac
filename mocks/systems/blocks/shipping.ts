import { carrierOver } from '../../services/shipping/clients.ts'
import { createShippingDomain } from '../../services/shipping/domain.ts'
import { listQuotes, shippingOperations, trackShipment } from '../../services/shipping/schema.ts'
import { createShipping } from '../../services/shipping/service.ts'
import { type ShippingTables, shippingSeed } from '../../services/shipping/store.ts'
import { type Block, once, remote } from './block.ts'

/** Shipping as a module of the monolith. The carrier is somebody else, so it is asked over the network here too. */
export const shippingOf = once((monolith) =>
  createShippingDomain({
    store: monolith.storeOf<ShippingTables>(shippingSeed),
    newId: monolith.newId,
    carrier: carrierOver(remote(monolith, 'carrier')),
  }),
)

export const shipping: Block = {
  operations: shippingOperations,
  publicOperations: [listQuotes, trackShipment],
  seed: shippingSeed,
  async service(surroundings) {
    const { open, newId, world } = surroundings
    const store = await open<ShippingTables>(shippingSeed)
    const carrier = carrierOver(remote(surroundings, 'carrier'))
    return {
      store,
      handler: createShipping({ domain: createShippingDomain({ store, newId, carrier }), ...world }),
    }
  },
  face: (monolith) => createShipping({ domain: shippingOf(monolith), ...monolith.world }),
}
