import type { SharedKey } from '../../http/signatures/message-signature.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { Received } from './schema.ts'
import { SEEDED_KEYS } from './seed.ts'

export type KnownKey = SharedKey

/** A nonce that came, and until when it must be remembered: later its signature is too old anyway. */
export interface SeenNonce {
  readonly until: number
}

export interface ReceivedRecord extends Received {
  /** Its place among all, from 1. */
  readonly number: number
}

/** The partner's own data. */
export type PartnerTables = {
  partnerKeys: KnownKey
  /** By key and nonce. */
  partnerNonces: SeenNonce
  /** By the name of the event. */
  received: ReceivedRecord
}

export const partnerSeed: StoreOptions<PartnerTables>['seed'] = { partnerKeys: SEEDED_KEYS }
