import { created, json, noContent } from '../../http/answer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { CarrierDomain } from './domain.ts'
import { announceParcel, cancelParcel, listRates, trackParcel } from './schema.ts'

const FRESH = { 'cache-control': 'no-store' }

/** The carrier's API for merchants. It belongs to somebody else: the bookshop knows it by this contract alone. */
export function createCarrier({ domain, ...world }: ServiceWorld & { domain: CarrierDomain }) {
  return createService(
    { name: 'carrier', title: 'Carrier', description: 'A carrier of its own: rates, parcels, tracking.' },
    world,
  )
    .on(listRates, ({ query }) => json({ items: domain.rates(query) }, { fields: FRESH }))
    .on(announceParcel, async ({ params: { reference }, body, call, href }) => {
      const { parcel, isNew } = await domain.announce(reference, body, call)
      return isNew
        ? created(href(`/parcels/${encodeURIComponent(reference)}`), parcel, FRESH)
        : json(parcel, { fields: FRESH })
    })
    .on(trackParcel, async ({ params, call }) =>
      json(await domain.track(params.reference, call), { fields: FRESH }),
    )
    .on(cancelParcel, async ({ params, call }) => {
      await domain.cancel(params.reference, call)
      return noContent
    })
    .handler()
}
