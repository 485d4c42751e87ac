import { created, json, noContent } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { revalidatable } from '../../http/conditional.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { eventStream, lateCall, resumesAfter } from '../../http/events/event-stream.ts'
import type { Waits } from '../../http/events/patience.ts'
import { writePosition } from '../../http/events/position.ts'
import { pageLinks } from '../../http/pagination.ts'
import { minimalIfPreferred, preferencesOf, waitOf } from '../../http/prefer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import { PERSONAL } from './client-keys.ts'
import type { OrdersDomain } from './domain.ts'
import { SEQUENCE } from './order-events.ts'
import type { Placing } from './place-once.ts'
import {
  cancelOrder,
  hearEvent,
  listOrders,
  placeOrder,
  readCancellation,
  readOrder,
  watchOrder,
} from './schema.ts'
import type { Story } from './story.ts'

export interface OrdersOptions extends ServiceWorld {
  domain: OrdersDomain
  placing: Placing
  story: Story
  clock: Waits
  /** Takes in events of the broker; without it nothing follows of them. */
  hear?: ((event: CloudEvent, call: Call) => Promise<void>) | undefined
}

/** The HTTP face of orders: reads a request, asks the domain, answers. */
export function createOrders({ domain, placing, story, clock, hear, ...world }: OrdersOptions) {
  return createService(
    { name: 'orders', title: 'Orders', description: 'Placing, reading and cancelling orders.' },
    world,
  )
    .on(placeOrder, async ({ body, content, request, call, href }) => {
      const isAsync = preferencesOf(request).has('respond-async')
      // Where nobody commands, nobody knows the outcome before it was heard of.
      const async = isAsync || hear ? { waitS: waitOf(request) ?? 0, isPreferred: isAsync } : undefined
      const answer = await placing(body, { request, content, prefix: href(''), async }, call)
      // A refusal is never too long.
      return answer.status < 300 ? minimalIfPreferred(request, answer) : answer
    })
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
    .on(watchOrder, async ({ params, query, request, call }) => {
      const after = resumesAfter(request, query) ?? 0
      const source = await story(params.id, lateCall(call))
      return eventStream({ source, clock, after, waitUs: query.wait * 1_000_000 })
    })
    .on(hearEvent, async ({ body, call }) => {
      await hear?.(body, call)
      return noContent
    })
    .handler()
}
