import type { CloudEvent } from '../../http/events/cloud-event.ts'

/** What inventory says when it holds copies. */
export const EXAMPLE_EVENT = {
  specversion: '1.0',
  id: 'an-example',
  source: 'https://api.bookshop.example/stock',
  type: 'example.bookshop.stock.reserved',
  subject: 'seeded-7',
  time: '2025-11-28T14:03:00.000Z',
  datacontenttype: 'application/json',
  data: { order: '7', reservation: 'seeded-7', lines: [{ isbn: '9780060512750', quantity: 1 }] },
  partitionkey: '7',
} satisfies CloudEvent
