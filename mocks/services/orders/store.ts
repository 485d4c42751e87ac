import type { HandledEvent } from '../../http/events/inbox.ts'
import type { WaitingEvent } from '../../http/events/outbox.ts'
import type { RememberedRequest } from '../../http/idempotency.ts'
import type { Index } from '../../storage/ordered-records.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { PlacingRecord } from './choreography.ts'
import type { SagaRecord } from './saga-log.ts'
import type { Order } from './schema.ts'
import { SEEDED_CUSTOMERS, SEEDED_ORDERS } from './seed.ts'

/** An order as it is kept: with what it holds elsewhere, which callers do not see. */
export type OrderRecord = Order & {
  readonly reservation?: string
  readonly payment?: string
  readonly shipment?: string
  readonly cancelledAt?: string
}

export interface Customer {
  readonly id: string
  readonly name: string
  readonly status: 'active' | 'suspended'
}

/** Copies that were taken off inventory's count for an order, where no reservation knows of them. */
export interface TakenCopies {
  readonly order: string
  readonly lines: readonly { readonly isbn: string; readonly quantity: number }[]
}

/** Orders' own data. */
export type OrdersTables = {
  orders: OrderRecord
  customers: Customer
  orderKeys: RememberedRequest
  /** What the broker has not yet been told. */
  ordersOutbox: WaitingEvent
  /** What is being done in several steps, and how far it is. */
  sagas: SagaRecord
  /** Orders whose steps nobody commands, and what was heard of them. */
  placings: PlacingRecord
  /** Events whose effect is committed. */
  ordersInbox: HandledEvent
  /** By the order's id; empty where copies are reserved. */
  taken: TakenCopies
}

/** A customer's orders, the newest first; one that is still being placed is nobody's yet. */
export const newestFirst: Index<'orders', OrderRecord> = {
  table: 'orders',
  group: ({ customer, state }) => (state === 'pending' ? undefined : customer),
  place: ({ placedAt, id }) => `${placedAt} ${id}`,
  descending: true,
}

export const ordersSeed: StoreOptions<OrdersTables>['seed'] = {
  orders: SEEDED_ORDERS,
  customers: SEEDED_CUSTOMERS,
}
