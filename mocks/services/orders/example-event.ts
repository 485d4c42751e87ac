import type { CloudEvent } from '../../http/events/cloud-event.ts'

/** What payments says when it has set money aside. */
export const EXAMPLE_EVENT = {
  specversion: '1.0',
  id: 'an-example',
  source: 'https://api.bookshop.example/payments',
  type: 'example.bookshop.payment.authorized',
  subject: 'seeded-7',
  time: '2025-11-28T14:03:00.000Z',
  datacontenttype: 'application/json',
  data: { order: '7', payment: 'seeded-7', amount: { amount: 3797, currency: 'EUR' } },
  partitionkey: '7',
} satisfies CloudEvent
