import { created, json } from '../../http/answer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { ShippingDomain } from './domain.ts'
import {
  cancelOrder,
  confirmOrder,
  createShipment,
  dispatchShipment,
  findShipments,
  listQuotes,
  readShipment,
  trackShipment,
} from './schema.ts'

const FRESH = { 'cache-control': 'no-store' }

/** The HTTP face of shipping: what delivery costs, and the way of an order out of the house. */
export function createShipping({ domain, ...world }: ServiceWorld & { domain: ShippingDomain }) {
  return createService(
    { name: 'shipping', title: 'Shipping', description: 'Quotes, shipments, and where a parcel is.' },
    world,
  )
    .on(listQuotes, async ({ query, call }) =>
      json({ items: await domain.quotes(query, call) }, { fields: FRESH }),
    )
    .on(trackShipment, async ({ params, call }) =>
      json(await domain.track(params.tracking, call), { fields: FRESH }),
    )
    .on(createShipment, async ({ body, call, href }) => {
      const { shipment, isNew } = await domain.create(body, call)
      return isNew
        ? created(href(`/shipments/${shipment.id}`), shipment, FRESH)
        : json(shipment, { fields: FRESH })
    })
    .on(findShipments, async ({ query, call }) =>
      json({ items: await domain.sentFor(query.order, call) }, { fields: FRESH }),
    )
    .on(readShipment, async ({ params, call }) => json(await domain.read(params.id, call), { fields: FRESH }))
    .on(confirmOrder, async ({ params, call }) =>
      json(await domain.confirm(params.order, call), { fields: FRESH }),
    )
    .on(dispatchShipment, async ({ params, call }) =>
      json(await domain.dispatch(params.id, call), { fields: FRESH }),
    )
    .on(cancelOrder, async ({ params, call }) => {
      const { cancellation, isNew } = await domain.cancel(params.order, call)
      return json(cancellation, { status: isNew ? 201 : 200, fields: FRESH })
    })
    .handler()
}
