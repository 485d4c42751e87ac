import type { RememberedRequest } from '../../http/idempotency.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { Order } from './schema.ts'
import { SEEDED_CUSTOMERS, SEEDED_ORDERS } from './seed.ts'

/** An order as it is kept: with what it holds elsewhere, which callers do not see. */
export type OrderRecord = Order & {
  readonly reservation?: string
  readonly payment?: string
  readonly cancelledAt?: string
}

export interface Customer {
  readonly id: string
  readonly name: string
  readonly status: 'active' | 'suspended'
}

/** Orders' own data. */
export type OrdersTables = {
  orders: OrderRecord
  customers: Customer
  orderKeys: RememberedRequest
}

export const ordersSeed: StoreOptions<OrdersTables>['seed'] = {
  orders: SEEDED_ORDERS,
  customers: SEEDED_CUSTOMERS,
}
