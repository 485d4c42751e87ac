import type { HandledEvent } from '../../http/events/inbox.ts'
import type { WaitingEvent } from '../../http/events/outbox.ts'
import type { RememberedRequest } from '../../http/idempotency.ts'
import type { Index } from '../../storage/ordered-records.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { DueRecord } from './choreography.ts'
import type { LedgerEntry, Payment, Voiding } from './schema.ts'
import { SEEDED_LEDGER, SEEDED_PAYMENTS } from './seed.ts'

/** A payment as it is kept: with what only payments and the bank know of it. */
export type PaymentRecord = Payment & {
  /** The bank's name for it. */
  readonly authorisation?: string
  /** What the bank was asked for last, as long as its answer has not come. */
  readonly asked?: 'authorise' | 'capture' | 'void' | 'refund'
  /** The record of the Idempotency-Key that the bank's answer settles. */
  readonly key?: { readonly id: string; readonly address: string }
}

/** Payments' own data. */
export type PaymentsTables = {
  payments: PaymentRecord
  /** Money that moved, in double entry. */
  ledger: LedgerEntry
  /** Orders that were given up, by the name of the order. */
  voids: Voiding
  paymentKeys: RememberedRequest
  /** What was heard of orders that nobody commands. */
  dues: DueRecord
  /** Events whose effect is committed. */
  paymentsInbox: HandledEvent
  /** What the broker has not yet been told. */
  paymentsOutbox: WaitingEvent
}

/** The payments for an order. */
export const byOrder: Index<'payments', PaymentRecord> = {
  table: 'payments',
  group: ({ order }) => order,
  place: ({ id }) => id,
}

/** What was booked for an order; a refund comes after its capture. */
export const entriesByOrder: Index<'ledger', LedgerEntry> = {
  table: 'ledger',
  group: ({ order }) => order,
  place: ({ payment, what }) => `${payment} ${what}`,
}

export const paymentsSeed: StoreOptions<PaymentsTables>['seed'] = {
  payments: SEEDED_PAYMENTS,
  ledger: SEEDED_LEDGER,
}
