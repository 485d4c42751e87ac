import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { NewParcel, Parcel, Rate, RateQuery, Speed } from './schema.ts'
import type { CarrierTables, ParcelRecord } from './store.ts'

export interface CarrierPorts {
  store: Store<CarrierTables>
  newId: (kind: string, sequence: number) => string
}

const HOUR_MS = 3_600_000
/** How long after its announcement a parcel is collected. */
const COLLECTED_AFTER_MS = 12 * HOUR_MS
const EUROPE = new Set(
  'AT BE BG CH CY CZ DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)
const ZONES = {
  home: { cents: 449, centsPerKilo: 80, days: 2 },
  europe: { cents: 1290, centsPerKilo: 210, days: 4 },
  world: { cents: 2490, centsPerKilo: 690, days: 9 },
} as const

/** A carrier, as a merchant meets it: it says what a parcel costs, collects it, and tells where it is. */
export function createCarrierDomain({ store, newId }: CarrierPorts) {
  return {
    /** What a parcel costs today, by speed. The price depends on country and weight alone. */
    rates({ country, grams }: RateQuery): Rate[] {
      const { cents, centsPerKilo, days } = zoneOf(country)
      const amount = cents + Math.ceil((grams * centsPerKilo) / 1000)
      return [
        { speed: 'standard', price: { amount, currency: 'EUR' }, days },
        {
          speed: 'express',
          price: { amount: Math.ceil(amount * 1.6), currency: 'EUR' },
          days: daysFor(country, 'express'),
        },
      ]
    },

    /** Takes a parcel's announcement; the same one again changes nothing. Throws shipment-state when another parcel has that name. */
    announce(
      reference: string,
      { country, grams, speed }: NewParcel,
      call: Call,
    ): Promise<{ parcel: Parcel; isNew: boolean }> {
      return store.transact(call, (tx) => {
        const known = tx.get('parcels', reference)
        if (known) {
          if (known.country !== country || known.grams !== grams || known.speed !== speed)
            throw new Problem('shipment-state', `Another parcel was announced as ${reference}.`)
          return { parcel: asOf(known, call.arrivedAt), isNew: false }
        }
        const tracking = newId('parcel', tx.next('parcel')).toUpperCase()
        const record = { reference, tracking, country, grams, speed, announcedAt: call.arrivedAt }
        tx.put('parcels', reference, record)
        return { parcel: asOf(record, call.arrivedAt), isNew: true }
      })
    },

    /** Where a parcel is. Throws not-found. */
    track(reference: string, call: Call): Promise<Parcel> {
      return store.transact(call, (tx) => asOf(found(tx, reference), call.arrivedAt))
    },

    /** Leaves a parcel where it is; may be repeated. Throws not-found, and shipment-state when it was collected. */
    cancel(reference: string, call: Call): Promise<void> {
      return store.transact(call, (tx) => {
        const record = found(tx, reference)
        const { state } = asOf(record, call.arrivedAt)
        if (state === 'cancelled') return
        if (state !== 'announced')
          throw new Problem('shipment-state', `The parcel ${reference} is ${state} and can not be cancelled.`)
        tx.put('parcels', reference, { ...record, cancelledAt: call.arrivedAt })
      })
    },
  }
}
export type CarrierDomain = ReturnType<typeof createCarrierDomain>

/** A parcel's story up to a moment. Nothing needs to run for it to go on: where it is follows from the time. */
function asOf({ announcedAt, cancelledAt, ...parcel }: ParcelRecord, now: string): Parcel {
  const announced = { at: announcedAt, what: 'announced' as const }
  if (cancelledAt !== undefined)
    return { ...parcel, state: 'cancelled', events: [announced, { at: cancelledAt, what: 'cancelled' }] }
  const collectedAt = after(announcedAt, COLLECTED_AFTER_MS)
  const deliveredAt = after(collectedAt, daysFor(parcel.country, parcel.speed) * 24 * HOUR_MS)
  if (now < collectedAt) return { ...parcel, state: 'announced', events: [announced] }
  const collected = { at: collectedAt, what: 'collected' as const }
  if (now < deliveredAt) return { ...parcel, state: 'in transit', events: [announced, collected] }
  return {
    ...parcel,
    state: 'delivered',
    events: [announced, collected, { at: deliveredAt, what: 'delivered' }],
  }
}

function zoneOf(country: string) {
  return country === 'DE' ? ZONES.home : EUROPE.has(country) ? ZONES.europe : ZONES.world
}

function daysFor(country: string, speed: Speed): number {
  const { days } = zoneOf(country)
  return speed === 'express' ? Math.ceil(days / 2) : days
}

function after(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString()
}

function found(tx: Transaction<CarrierTables>, reference: string): ParcelRecord {
  const record = tx.get('parcels', reference)
  if (!record) throw new Problem('not-found', `No parcel was announced as ${reference}.`)
  return record
}
