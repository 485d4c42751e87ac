import { createInventoryDomain } from '../../services/inventory/domain.ts'
import { inventoryOperations, readStock } from '../../services/inventory/schema.ts'
import { createInventory } from '../../services/inventory/service.ts'
import { type InventoryTables, inventorySeed } from '../../services/inventory/store.ts'
import { type Block, once } from './block.ts'

/** The inventory as a module of the monolith. */
export const inventoryOf = once(({ storeOf, newId }) =>
  createInventoryDomain({ store: storeOf<InventoryTables>(inventorySeed), newId }),
)

export const inventory: Block = {
  operations: inventoryOperations,
  publicOperations: [readStock],
  seed: inventorySeed,
  async service({ open, newId, world, settings }) {
    const store = await open<InventoryTables>(inventorySeed)
    return {
      store,
      handler: createInventory({
        domain: createInventoryDomain({ store, newId }),
        store,
        ifMatch: settings.holding === 'if-match' ? 'required' : 'optional',
        ...world,
      }),
    }
  },
  face: (monolith) =>
    createInventory({
      domain: inventoryOf(monolith),
      store: monolith.storeOf<InventoryTables>(inventorySeed),
      ...monolith.world,
    }),
}
