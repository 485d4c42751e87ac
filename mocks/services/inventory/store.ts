import type { HandledEvent } from '../../http/events/inbox.ts'
import type { WaitingEvent } from '../../http/events/outbox.ts'
import type { RememberedRequest } from '../../http/idempotency.ts'
import type { Index } from '../../storage/ordered-records.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { Release, Reservation, StockRecord } from './schema.ts'
import { SEEDED_RESERVATIONS, SEEDED_STOCK } from './seed.ts'

/** Inventory's own data. */
export type InventoryTables = {
  stock: StockRecord
  reservations: Reservation
  /** Orders that were given up, by the name of the order. */
  releases: Release
  reservationKeys: RememberedRequest
  /** Events whose effect is committed. */
  inventoryInbox: HandledEvent
  /** What the broker has not yet been told. */
  inventoryOutbox: WaitingEvent
}

/** The reservations for an order. */
export const byOrder: Index<'reservations', Reservation> = {
  table: 'reservations',
  group: ({ order }) => order,
  place: ({ id }) => id,
}

/** The reservations that expire, the next one first. */
export const expiring: Index<'reservations', Reservation> = {
  table: 'reservations',
  group: ({ state, expiresAt }) => (state === 'held' && expiresAt !== undefined ? 'expiring' : undefined),
  place: ({ expiresAt, id }) => `${expiresAt} ${id}`,
}

export const inventorySeed: StoreOptions<InventoryTables>['seed'] = {
  stock: SEEDED_STOCK,
  reservations: SEEDED_RESERVATIONS,
}
