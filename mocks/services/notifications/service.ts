import { accepted, created, json, noContent } from '../../http/answer.ts'
import { eventStream, lateCall, resumesAfter } from '../../http/events/event-stream.ts'
import type { Waits } from '../../http/events/patience.ts'
import { pageLinks } from '../../http/pagination.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { NotificationsDomain } from './domain.ts'
import { hearEvent, listMessages, readMessage, watchLive } from './schema.ts'
import {
  listDeliveries,
  listWebhooks,
  readDelivery,
  readWebhook,
  readWebhookKey,
  redeliver,
  registerWebhook,
  removeWebhook,
  rotateWebhookKey,
  withdrawWebhookKey,
} from './webhook-schema.ts'
import { shownDelivery, shownKey, shownWebhook, type Webhooks } from './webhooks.ts'

/** Mail is personal, and so are webhooks: nobody keeps a copy. */
const FRESH = { 'cache-control': 'private, no-store' }

/** The HTTP face of notifications: what it heard, and the mail that came of it. */
export function createNotifications({
  domain,
  webhooks,
  clock,
  ...world
}: ServiceWorld & { domain: NotificationsDomain; webhooks: Webhooks; clock: Waits }) {
  return createService(
    {
      name: 'notifications',
      title: 'Notifications',
      description:
        'Tells customers what became of their orders, and partners what happens in the shop. It hears of everything from the broker.',
    },
    world,
  )
    .on(hearEvent, async ({ body, call }) => {
      await domain.hear(body, call)
      return noContent
    })
    .on(listMessages, async ({ query, request, call, href }) => {
      const page = await domain.list(query, call)
      const link = pageLinks(href('/messages'), new URL(request.url).searchParams, page.next)
      return json(page, { fields: { link, ...FRESH } })
    })
    .on(readMessage, async ({ params, call }) => json(await domain.read(params.id, call), { fields: FRESH }))
    .on(watchLive, async ({ query, request, call }) => {
      const { source, end } = await domain.live(lateCall(call))
      const after = Math.min(resumesAfter(request, query) ?? end, end)
      return eventStream({ source, clock, after, waitUs: query.wait * 1_000_000 })
    })
    .on(registerWebhook, async ({ body, call, href }) => {
      const webhook = await webhooks.register(body, call)
      return created(href(`/webhooks/${webhook.id}`), { ...shownWebhook(webhook), keys: webhook.keys }, FRESH)
    })
    .on(listWebhooks, async ({ call }) =>
      json({ items: (await webhooks.list(call)).map(shownWebhook) }, { fields: FRESH }),
    )
    .on(readWebhook, async ({ params, call }) =>
      json(shownWebhook(await webhooks.read(params.webhook, call)), { fields: FRESH }),
    )
    .on(removeWebhook, async ({ params, call }) => {
      await webhooks.remove(params.webhook, call)
      return noContent
    })
    .on(rotateWebhookKey, async ({ params: { webhook }, call, href }) => {
      const key = await webhooks.rotate(webhook, call)
      return created(href(`/webhooks/${webhook}/keys/${key.id}`), key, FRESH)
    })
    .on(readWebhookKey, async ({ params, call }) =>
      json(shownKey(await webhooks.readKey(params.webhook, params.key, call)), { fields: FRESH }),
    )
    .on(withdrawWebhookKey, async ({ params, call }) => {
      await webhooks.withdraw(params.webhook, params.key, call)
      return noContent
    })
    .on(listDeliveries, async ({ params: { webhook }, query, request, call, href }) => {
      const { items, next } = await webhooks.deliveries(webhook, query, call)
      const link = pageLinks(href(`/webhooks/${webhook}/deliveries`), new URL(request.url).searchParams, next)
      const page = { items: items.map(shownDelivery), ...(next === undefined ? {} : { next }) }
      return json(page, { fields: { link, ...FRESH } })
    })
    .on(readDelivery, async ({ params, call }) =>
      json(shownDelivery(await webhooks.delivery(params.webhook, params.delivery, call)), { fields: FRESH }),
    )
    .on(redeliver, async ({ params: { webhook, delivery }, call, href }) => {
      const pending = await webhooks.redeliver(webhook, delivery, call)
      return accepted(href(`/webhooks/${webhook}/deliveries/${delivery}`), shownDelivery(pending), FRESH)
    })
    .handler()
}
