import type { CloudEvent } from '../../http/events/cloud-event.ts'
import type { Message } from './schema.ts'

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
