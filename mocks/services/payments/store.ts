import type { WaitingEvent } from '../../http/events/outbox.ts'
import type { RememberedRequest } from '../../http/idempotency.ts'
import type { Index } from '../../storage/ordered-records.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { Payment, Voiding } from './schema.ts'
import { SEEDED_PAYMENTS } from './seed.ts'

/** Payments' own data. */
export type PaymentsTables = {
  payments: Payment
  /** Orders that were given up, by the name of the order. */
  voids: Voiding
  paymentKeys: RememberedRequest
  /** What the broker has not yet been told. */
  paymentsOutbox: WaitingEvent
}

/** The payments for an order. */
export const byOrder: Index<'payments', Payment> = {
  table: 'payments',
  group: ({ order }) => order,
  place: ({ id }) => id,
}

export const paymentsSeed: StoreOptions<PaymentsTables>['seed'] = { payments: SEEDED_PAYMENTS }
