import type { StoreOptions } from '../../storage/store.ts'
import type { Reservation, StockRecord } from './schema.ts'
import { SEEDED_RESERVATIONS, SEEDED_STOCK } from './seed.ts'

/** Inventory's own data. */
export type InventoryTables = {
  stock: StockRecord
  reservations: Reservation
}

export const inventorySeed: StoreOptions<InventoryTables>['seed'] = {
  stock: SEEDED_STOCK,
  reservations: SEEDED_RESERVATIONS,
}
