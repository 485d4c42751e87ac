import type { HandledEvent } from '../../http/events/inbox.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { CartLine } from './schema.ts'
import { SEEDED_CARTS } from './seed.ts'

/** A cart as it is kept: ISBN → line. */
export interface CartRecord {
  readonly id: string
  readonly customer: string
  readonly lines: Readonly<Record<string, CartLine>>
  readonly updatedAt: string
}

/** Cart's own data. */
export type CartTables = {
  carts: CartRecord
  /** The events whose effect is committed. */
  cartInbox: HandledEvent
}

export const cartSeed: StoreOptions<CartTables>['seed'] = { carts: SEEDED_CARTS }
