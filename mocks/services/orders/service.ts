import { created, json } from '../../http/answer.ts'
import { revalidatable } from '../../http/conditional.ts'
import { writePosition } from '../../http/events/position.ts'
import { pageLinks } from '../../http/pagination.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import { PERSONAL } from './client-keys.ts'
import type { OrdersDomain } from './domain.ts'
import { SEQUENCE } from './order-events.ts'
import type { Placing } from './place-once.ts'
import { cancelOrder, listOrders, placeOrder, readCancellation, readOrder } from './schema.ts'

export interface OrdersOptions extends ServiceWorld {
  domain: OrdersDomain
  placing: Placing
}

/** The HTTP face of orders: reads a request, asks the domain, answers. */
export function createOrders({ domain, placing, ...world }: OrdersOptions) {
  return createService(
    { name: 'orders', title: 'Orders', description: 'Placing, reading and cancelling orders.' },
    world,
  )
    .on(placeOrder, ({ body, content, request, call, href }) =>
      placing(body, { request, content, prefix: href('') }, call),
    )
    .on(listOrders, async ({ query, request, call, href }) => {
      const page = await domain.list(query, call)
      const link = pageLinks(href('/orders'), new URL(request.url).searchParams, page.next)
      return json(page, { fields: { link, ...PERSONAL } })
    })
    .on(readOrder, async ({ params, request, call }) =>
      revalidatable(request, await domain.read(params.id, call), { 'cache-control': 'private, no-cache' }),
    )
    .on(cancelOrder, async ({ params, call, href }) => {
      const { cancellation, isNew } = await domain.cancel(params.id, call)
      const fields = { ...PERSONAL, ...writePosition({ order: params.id, sequence: SEQUENCE.cancelled }) }
      return isNew
        ? created(href(`/orders/${params.id}/cancellation`), cancellation, fields)
        : json(cancellation, { fields })
    })
    .on(readCancellation, async ({ params, call }) =>
      json(await domain.readCancellation(params.id, call), { fields: PERSONAL }),
    )
    .handler()
}
