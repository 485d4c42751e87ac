import type { CloudEvent } from '../../http/events/cloud-event.ts'

/** What shipping says when a parcel waits for its order. */
export const EXAMPLE_EVENT = {
  specversion: '1.0',
  id: 'an-example',
  source: 'https://api.bookshop.example/shipments',
  type: 'example.bookshop.shipment.created',
  subject: 'seeded-7',
  time: '2025-11-28T14:03:00.000Z',
  datacontenttype: 'application/json',
  data: { order: '7', shipment: 'seeded-7' },
  partitionkey: '7',
} satisfies CloudEvent
