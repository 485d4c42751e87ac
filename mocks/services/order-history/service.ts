import { json, noContent } from '../../http/answer.ts'
import { positionOf } from '../../http/events/position.ts'
import { pageLinks } from '../../http/pagination.ts'
import { waitOf } from '../../http/prefer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { OrderHistoryDomain } from './domain.ts'
import { hearEvent, listMyOrders, rebuild } from './schema.ts'

/** What caches are told of a person's orders. They are for nobody else, so only the first is right. */
const CACHE_CONTROL = {
  private: 'private, no-store',
  // A shared cache keeps no answer to a request with Authorization that does not say that it may (RFC 9111 §3.5).
  unmarked: 'max-age=60',
  public: 'public, max-age=60',
}

export interface OrderHistoryOptions extends ServiceWorld {
  domain: OrderHistoryDomain
  /** What caches are told of a person's orders; the others than `private` are mistakes to learn from. */
  caching?: keyof typeof CACHE_CONTROL
}
/** The longest that an answer waits, in seconds, whatever the client would like. */
const MAX_WAIT_S = 10

/** The HTTP face of order-history: what it hears, and the list that is made of it. */
export function createOrderHistory({ domain, caching = 'private', ...world }: OrderHistoryOptions) {
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
      return json(page, { fields: { link, 'cache-control': CACHE_CONTROL[caching] } })
    })
    .on(rebuild, async ({ call }) =>
      json(await domain.rebuild(call), { status: 202, fields: { 'cache-control': 'no-store' } }),
    )
    .handler()
}
