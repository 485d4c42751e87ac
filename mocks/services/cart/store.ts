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
export type CartTables = { carts: CartRecord }

export const cartSeed: StoreOptions<CartTables>['seed'] = { carts: SEEDED_CARTS }
