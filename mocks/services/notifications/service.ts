import { json, noContent } from '../../http/answer.ts'
import { eventStream, lateCall, resumesAfter } from '../../http/events/event-stream.ts'
import type { Waits } from '../../http/events/patience.ts'
import { pageLinks } from '../../http/pagination.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { NotificationsDomain } from './domain.ts'
import { hearEvent, listMessages, readMessage, watchLive } from './schema.ts'

/** Mail is personal: nobody keeps a copy. */
const FRESH = { 'cache-control': 'private, no-store' }

/** The HTTP face of notifications: what it heard, and the mail that came of it. */
export function createNotifications({
  domain,
  clock,
  ...world
}: ServiceWorld & { domain: NotificationsDomain; clock: Waits }) {
  return createService(
    {
      name: 'notifications',
      title: 'Notifications',
      description: 'Tells customers what became of their orders. It hears of everything from the broker.',
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
    .handler()
}
