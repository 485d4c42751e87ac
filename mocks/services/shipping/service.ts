import { created, json, noContent } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { ShippingDomain } from './domain.ts'
import {
  cancelOrder,
  confirmOrder,
  createShipment,
  dispatchShipment,
  findShipments,
  hearEvent,
  listQuotes,
  readShipment,
  trackShipment,
} from './schema.ts'

const FRESH = { 'cache-control': 'no-store' }

export interface ShippingOptions extends ServiceWorld {
  domain: ShippingDomain
  /** Takes in events of the broker; without it nothing follows of them. */
  hear?: ((event: CloudEvent, call: Call) => Promise<void>) | undefined
}

/** The HTTP face of shipping: what delivery costs, and the way of an order out of the house. */
export function createShipping({ domain, hear, ...world }: ShippingOptions) {
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
    .on(hearEvent, async ({ body, call }) => {
      await hear?.(body, call)
      return noContent
    })
    .handler()
}
