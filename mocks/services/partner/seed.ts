import type { CloudEvent } from '../../http/events/cloud-event.ts'
import type { KnownKey } from './store.ts'

/** A book costs something else. */
export const EXAMPLE_EVENT = {
  specversion: '1.0',
  id: 'an-example',
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

// PUBLISHED FOR TEACHING, ON PURPOSE: this secret is no secret. The bookshop's seeded webhook has the same.
export const SEEDED_KEYS: Readonly<Record<string, KnownKey>> = {
  'seeded-key': { id: 'seeded-key', secret: 'seeded-key-published-for-teaching' },
}
