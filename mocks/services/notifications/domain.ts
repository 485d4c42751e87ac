import type { Call } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { type Changes, createChanges } from '../../http/events/event-stream.ts'
import { createInbox, type Inbox } from '../../http/events/inbox.ts'
import { type Page, pageOf } from '../../http/pagination.ts'
import { Problem } from '../../http/problem.ts'
import type { Store } from '../../storage/store.ts'
import { createLive, keepNews, newsOf } from './live.ts'
import { mailFor } from './mail.ts'
import type { Message, MessageQuery } from './schema.ts'
import type { NotificationsTables } from './store.ts'
import type { WebhookCourier } from './webhook-courier.ts'

export interface NotificationsOptions {
  store: Store<NotificationsTables>
  newId: (kind: string, sequence: number) => string
  inbox: Inbox
  /** Whether the version that runs now can do without the customer; see `mail.ts`. */
  isFixed: () => boolean
  courier: Pick<WebhookCourier, 'enqueue'>
}

/** Tells customers what became of their orders, by mail and while they watch. Asks nobody: what it knows, it heard. */
export function createNotificationsDomain({ store, newId, inbox, isFixed, courier }: NotificationsOptions) {
  const changes: Changes = createChanges()
  const handle = createInbox({ store, table: 'notificationsInbox', inbox })
  return {
    /** What the caller may see of what happens. */
    live: createLive({ store, changes }),

    /** Writes the mail that an event calls for, if any, tells those who watch, and those who have a webhook. Throws invalid-content when the event can not be understood. */
    async hear(event: CloudEvent, call: Call): Promise<void> {
      const mail = mailFor(event, { isFixed: isFixed() })
      const news = newsOf(event)
      await handle(event, call, (tx) => {
        if (news) {
          keepNews(tx, news, changes)
          courier.enqueue(tx, { event, news }, call)
        }
        if (!mail) return
        const id = newId('message', tx.next('message'))
        tx.put('messages', id, { id, ...mail, event: event.id, writtenAt: call.arrivedAt })
      })
    },

    /** One page of the messages, oldest first. */
    list({ order, limit, cursor }: MessageQuery, call: Call): Promise<Page<Message>> {
      return store.transact(call, (tx) => {
        const wanted = tx.list('messages').filter((message) => order === undefined || message.order === order)
        return pageOf([...wanted].sort(oldestFirst), {
          order: 'oldest first',
          cursor,
          limit,
          place: (message) => [message.writtenAt, message.id],
          after: (message, [writtenAt, id]) => oldestFirst(message, { writtenAt: String(writtenAt), id }) > 0,
        })
      })
    },

    /** One message. Throws not-found. */
    read(id: string, call: Call): Promise<Message> {
      return store.transact(call, (tx) => {
        const message = tx.get('messages', id)
        if (!message) throw new Problem('not-found', `There is no message ${id}.`)
        return message
      })
    },
  }
}
export type NotificationsDomain = ReturnType<typeof createNotificationsDomain>

type Written = Pick<Message, 'writtenAt' | 'id'>

function oldestFirst(a: Written, b: Written): number {
  if (a.writtenAt !== b.writtenAt) return a.writtenAt < b.writtenAt ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
