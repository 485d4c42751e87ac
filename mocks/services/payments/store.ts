import type { RememberedRequest } from '../../http/idempotency.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { Payment } from './schema.ts'
import { SEEDED_PAYMENTS } from './seed.ts'

/** Payments' own data. */
export type PaymentsTables = {
  payments: Payment
  paymentKeys: RememberedRequest
}

export const paymentsSeed: StoreOptions<PaymentsTables>['seed'] = { payments: SEEDED_PAYMENTS }
