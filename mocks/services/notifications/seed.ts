import type { CloudEvent } from '../../http/events/cloud-event.ts'
import type { Message } from './schema.ts'
import type { StoredDelivery, StoredWebhook } from './store.ts'

/** An order from before the lesson is confirmed. */
export const EXAMPLE_EVENT = {
  specversion: '1.0',
  id: 'an-example',
  source: 'https://api.bookshop.example/orders',
  type: 'example.bookshop.order.confirmed',
  subject: '12',
  time: '2025-12-20T13:37:00.000Z',
  datacontenttype: 'application/json',
  data: { order: '12', customer: 'guest', total: { amount: 1299, currency: 'EUR' } },
  partitionkey: '12',
  sequence: '0000000002',
} satisfies CloudEvent

/** A book costs something else. */
export const EXAMPLE_PRICE_EVENT = {
  specversion: '1.0',
  id: 'seeded-price-of-dune',
  source: 'https://api.bookshop.example/catalog',
  type: 'example.bookshop.price.changed',
  subject: '9780441013593',
  time: '2025-12-28T09:00:00.000Z',
  datacontenttype: 'application/json',
  data: {
    isbn: '9780441013593',
    before: { amount: 1199, currency: 'EUR' },
    price: { amount: 1099, currency: 'EUR' },
  },
  partitionkey: '9780441013593',
} satisfies CloudEvent

// PUBLISHED FOR TEACHING, ON PURPOSE: these secrets are no secrets. The partner's server has the newer one.
export const SEEDED_WEBHOOKS: Readonly<Record<string, StoredWebhook>> = {
  seeded: {
    id: 'seeded',
    owner: 'ada',
    url: 'https://partner.example/hooks',
    types: ['example.bookshop.price.changed'],
    state: 'active',
    createdAt: '2025-12-20T08:00:00.000Z',
    keys: [
      {
        id: 'seeded-old-key',
        secret: 'seeded-old-key-published-for-teaching',
        createdAt: '2025-12-20T08:00:00.000Z',
        expiresAt: '2025-12-28T08:00:00.000Z',
      },
      {
        id: 'seeded-key',
        secret: 'seeded-key-published-for-teaching',
        createdAt: '2025-12-27T08:00:00.000Z',
      },
    ],
  },
}

/** The partner's server was away that morning. */
export const SEEDED_DELIVERIES: Readonly<Record<string, StoredDelivery>> = {
  seeded: {
    id: 'seeded',
    number: 0,
    webhook: 'seeded',
    event: EXAMPLE_PRICE_EVENT,
    state: 'dead',
    triesLeft: 0,
    attempts: ['09:00:00', '09:00:01', '09:00:05', '09:00:21', '09:01:25'].map((time, at) => ({
      sentAt: `2025-12-28T${time}.000Z`,
      nonce: `seeded-nonce-${at + 1}`,
      status: 503,
    })),
    createdAt: '2025-12-28T09:00:00.000Z',
  },
}

export const SEEDED_MESSAGES: Readonly<Record<string, Message>> = {
  'seeded-12': {
    id: 'seeded-12',
    to: 'guest',
    subject: 'Your order 12 is confirmed',
    text: 'Thank you. Your books will be on their way soon. You pay 12.99 EUR.',
    order: '12',
    event: 'seeded-order-12-confirmed',
    writtenAt: '2025-12-20T13:37:00.000Z',
  },
}
