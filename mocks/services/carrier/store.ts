import type { StoreOptions } from '../../storage/store.ts'
import type { NewParcel } from './schema.ts'
import { SEEDED_PARCELS } from './seed.ts'

/** A parcel as it is kept. Where it is, its reader works out from the time. */
export type ParcelRecord = NewParcel & {
  readonly reference: string
  readonly tracking: string
  readonly announcedAt: string
  readonly cancelledAt?: string
}

/** The carrier's own data. */
export type CarrierTables = { parcels: ParcelRecord }

export const carrierSeed: StoreOptions<CarrierTables>['seed'] = { parcels: SEEDED_PARCELS }
