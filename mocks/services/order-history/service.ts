import { json, noContent } from '../../http/answer.ts'
import { positionOf } from '../../http/events/position.ts'
import { pageLinks } from '../../http/pagination.ts'
import { waitOf } from '../../http/prefer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { OrderHistoryDomain } from './domain.ts'
import { hearEvent, listMyOrders, rebuild } from './schema.ts'

/** A person's orders are for nobody else's cache. */
const PERSONAL = { 'cache-control': 'private, no-store' }
/** The longest that an answer waits, in seconds, whatever the client would like. */
const MAX_WAIT_S = 10

/** The HTTP face of order-history: what it hears, and the list that is made of it. */
export function createOrderHistory({ domain, ...world }: ServiceWorld & { domain: OrderHistoryDomain }) {
  return createService(
    {
      name: 'order-history',
      title: 'Order history',
      description: 'A list of orders for those who placed them, put together from events.',
    },
    world,
  )
    .on(hearEvent, async ({ body, call }) => {
      await domain.hear(body, call)
      return noContent
    })
    .on(listMyOrders, async ({ query, request, call, href }) => {
      const waitUs = Math.min(waitOf(request) ?? 0, MAX_WAIT_S) * 1_000_000
      const page = await domain.list(query, { position: positionOf(request), waitUs }, call)
      const link = pageLinks(href('/me/orders'), new URL(request.url).searchParams, page.next)
      return json(page, { fields: { link, ...PERSONAL } })
    })
    .on(rebuild, async ({ call }) =>
      json(await domain.rebuild(call), { status: 202, fields: { 'cache-control': 'no-store' } }),
    )
    .handler()
}
