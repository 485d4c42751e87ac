import { createStockChoreography } from '../../services/inventory/choreography.ts'
import { createInventoryDomain } from '../../services/inventory/domain.ts'
import { inventoryOperations, listStock, readStock } from '../../services/inventory/schema.ts'
import { createInventory } from '../../services/inventory/service.ts'
import { type InventoryTables, inventorySeed } from '../../services/inventory/store.ts'
import { type Block, once } from './block.ts'
import { outboxOf } from './outbox.ts'

/** The inventory as a module of the monolith. */
export const inventoryOf = once((monolith) => {
  const store = monolith.storeOf<InventoryTables>(inventorySeed)
  const outbox = outboxOf(monolith, store, 'inventoryOutbox', 'stock')
  monolith.runs(outbox)
  const { newId, world } = monolith
  return createInventoryDomain({ store, newId, events: outbox.events, now: world.now })
})

export const inventory: Block = {
  operations: inventoryOperations,
  publicOperations: [readStock, listStock],
  seed: inventorySeed,
  async service(surroundings) {
    const { open, newId, world, settings } = surroundings
    const store = await open<InventoryTables>(inventorySeed)
    const outbox = outboxOf(surroundings, store, 'inventoryOutbox', 'stock')
    const domain = createInventoryDomain({ store, newId, events: outbox.events, now: world.now })
    const { inbox, saga } = settings
    return {
      store,
      handler: createInventory({
        domain,
        store,
        hear:
          saga === 'choreographed'
            ? createStockChoreography({ store, domain, events: outbox.events, inbox })
            : undefined,
        ifMatch: settings.holding === 'if-match' ? 'required' : 'optional',
        ...world,
      }),
      start: outbox.start,
      stop: outbox.stop,
    }
  },
  face: (monolith) =>
    createInventory({
      domain: inventoryOf(monolith),
      store: monolith.storeOf<InventoryTables>(inventorySeed),
      ...monolith.world,
    }),
}
