import { createShippingChoreography } from '../../services/shipping/choreography.ts'
import { carrierOver } from '../../services/shipping/clients.ts'
import { createShippingDomain } from '../../services/shipping/domain.ts'
import { listQuotes, shippingOperations, trackShipment } from '../../services/shipping/schema.ts'
import { createShipping } from '../../services/shipping/service.ts'
import { type ShippingTables, shippingSeed } from '../../services/shipping/store.ts'
import { type Block, once, remote } from './block.ts'
import { outboxOf } from './outbox.ts'

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
    const { open, newId, world, settings } = surroundings
    const store = await open<ShippingTables>(shippingSeed)
    const carrier = carrierOver(remote(surroundings, 'carrier'))
    const domain = createShippingDomain({ store, newId, carrier })
    const outbox = outboxOf(surroundings, store, 'shippingOutbox', 'shipments')
    const { inbox, saga } = settings
    const hear =
      saga === 'choreographed'
        ? createShippingChoreography({ store, domain, events: outbox.events, inbox })
        : undefined
    return {
      store,
      handler: createShipping({ domain, hear, ...world }),
      start: outbox.start,
      stop: outbox.stop,
    }
  },
  face: (monolith) => createShipping({ domain: shippingOf(monolith), ...monolith.world }),
}
