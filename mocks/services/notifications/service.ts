import { json, noContent } from '../../http/answer.ts'
import { pageLinks } from '../../http/pagination.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { NotificationsDomain } from './domain.ts'
import { hearEvent, listMessages, readMessage } from './schema.ts'

/** Mail is personal: nobody keeps a copy. */
const FRESH = { 'cache-control': 'private, no-store' }

/** The HTTP face of notifications: what it heard, and the mail that came of it. */
export function createNotifications({ domain, ...world }: ServiceWorld & { domain: NotificationsDomain }) {
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
    .handler()
}
