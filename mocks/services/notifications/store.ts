import type { HandledEvent } from '../../http/events/inbox.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { LiveEvent } from './live.ts'
import type { Message } from './schema.ts'
import { SEEDED_MESSAGES } from './seed.ts'

/** Notifications' own data. */
export type NotificationsTables = {
  messages: Message
  /** What those who watch the shop are told, by its place in the line. */
  live: LiveEvent
  /** The events whose effect is committed. */
  notificationsInbox: HandledEvent
}

export const notificationsSeed: StoreOptions<NotificationsTables>['seed'] = { messages: SEEDED_MESSAGES }
