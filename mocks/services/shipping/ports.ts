import type { Call } from '../../http/call.ts'
import type { NewShipment, Quote, Tracking } from './schema.ts'

/** A parcel as shipping hands it over. */
export type ParcelWanted = Pick<NewShipment, 'country' | 'copies' | 'speed'>

/** Somebody who carries parcels. Not one of us: it has its own prices, its own names and its own bad days. */
export interface Carrier {
  quotes(country: string, copies: number, call: Call): Promise<readonly Quote[]>
  /** Has a parcel collected, once for each reference, and tells its tracking number. */
  collect(reference: string, parcel: ParcelWanted, call: Call): Promise<{ readonly tracking: string }>
  /** Where the parcel with this reference is. */
  track(reference: string, call: Call): Promise<Omit<Tracking, 'tracking'>>
}
