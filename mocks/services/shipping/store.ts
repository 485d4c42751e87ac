import type { HandledEvent } from '../../http/events/inbox.ts'
import type { WaitingEvent } from '../../http/events/outbox.ts'
import type { Index } from '../../storage/ordered-records.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { ParcelRecord } from './choreography.ts'
import type { Cancellation, Shipment } from './schema.ts'
import { SEEDED_CANCELLATIONS, SEEDED_SHIPMENTS } from './seed.ts'

/** Shipping's own data. */
export type ShippingTables = {
  shipments: Shipment
  /** Orders that are not sent, by the name of the order. */
  shipmentCancellations: Cancellation
  /** What was heard of orders that nobody commands. */
  parcelsDue: ParcelRecord
  /** Events whose effect is committed. */
  shippingInbox: HandledEvent
  /** What the broker has not yet been told. */
  shippingOutbox: WaitingEvent
}

/** The shipment of an order. */
export const byOrder: Index<'shipments', Shipment> = {
  table: 'shipments',
  group: ({ order }) => order,
  place: ({ id }) => id,
}

/** The shipment with a tracking number. */
export const byTracking: Index<'shipments', Shipment> = {
  table: 'shipments',
  group: ({ tracking }) => tracking ?? '',
  place: ({ id }) => id,
}

export const shippingSeed: StoreOptions<ShippingTables>['seed'] = {
  shipments: SEEDED_SHIPMENTS,
  shipmentCancellations: SEEDED_CANCELLATIONS,
}
