import { created, json } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { revalidatable } from '../../http/conditional.ts'
import { writePosition } from '../../http/events/position.ts'
import { idempotent } from '../../http/idempotency.ts'
import { pageLinks } from '../../http/pagination.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { Store } from '../../storage/store.ts'
import { orderCreated, PERSONAL } from './client-keys.ts'
import type { OrdersDomain } from './domain.ts'
import { SEQUENCE } from './order-events.ts'
import { cancelOrder, listOrders, placeOrder, readCancellation, readOrder } from './schema.ts'
import type { OrdersTables } from './store.ts'

export interface OrdersOptions extends ServiceWorld {
  domain: OrdersDomain
  store: Store<OrdersTables>
  /** Whether an order without an Idempotency-Key is refused. */
  idempotencyKey: 'required' | 'optional'
  /** Goes on with what a request left open whose key is repeated. */
  goOn?: ((work: string, call: Call) => Promise<void>) | undefined
}

/** The HTTP face of orders: reads a request, asks the domain, answers. */
export function createOrders({ domain, store, idempotencyKey, goOn, ...world }: OrdersOptions) {
  const once = idempotent({
    store,
    table: 'orderKeys',
    required: idempotencyKey === 'required',
    ...(goOn ? { goOn } : {}),
  })
  return createService(
    { name: 'orders', title: 'Orders', description: 'Placing, reading and cancelling orders.' },
    world,
  )
    .on(placeOrder, ({ body, content, request, call, href }) =>
      once(request, content, call, async (id) => {
        const prefix = href('')
        return orderCreated(
          await domain.place(body, call, id === undefined ? undefined : { id, prefix }),
          prefix,
        )
      }),
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
