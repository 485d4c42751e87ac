import type { HandledEvent } from '../../http/events/inbox.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { LiveEvent } from './live.ts'
import type { Message } from './schema.ts'
import { SEEDED_DELIVERIES, SEEDED_MESSAGES, SEEDED_WEBHOOKS } from './seed.ts'
import type { Delivery, Webhook } from './webhook-schema.ts'

/** A key with its secret: whoever reads this store can sign as the bookshop. */
export type StoredKey = Webhook['keys'][number] & { readonly secret: string }

export type StoredWebhook = Omit<Webhook, 'keys'> & {
  /** Who registered it, and hears of nobody else's orders. */
  readonly owner: string
  readonly keys: readonly StoredKey[]
}

export type StoredDelivery = Omit<Delivery, 'attempts'> & {
  /** Its place among all, from 1. */
  readonly number: number
  readonly attempts: readonly Delivery['attempts'][number][]
  /** How many attempts there will be at most. */
  readonly triesLeft: number
}

/** Notifications' own data. */
export type NotificationsTables = {
  messages: Message
  /** What those who watch the shop are told, by its place in the line. */
  live: LiveEvent
  webhooks: StoredWebhook
  webhookDeliveries: StoredDelivery
  /** The events whose effect is committed. */
  notificationsInbox: HandledEvent
}

export const notificationsSeed: StoreOptions<NotificationsTables>['seed'] = {
  messages: SEEDED_MESSAGES,
  webhooks: SEEDED_WEBHOOKS,
  webhookDeliveries: SEEDED_DELIVERIES,
}
