import type { CloudEvent } from '../../http/events/cloud-event.ts'
import type { CartRecord } from './store.ts'

/** A book that is in no seeded cart costs something else. */
export const EXAMPLE_EVENT = {
  specversion: '1.0',
  id: 'an-example',
  source: 'https://api.bookshop.example/catalog',
  type: 'example.bookshop.price.changed',
  subject: '9780060512750',
  time: '2026-01-04T09:00:00.000Z',
  datacontenttype: 'application/json',
  data: {
    isbn: '9780060512750',
    before: { amount: 1199, currency: 'EUR' },
    price: { amount: 999, currency: 'EUR' },
  },
  partitionkey: '9780060512750',
} satisfies CloudEvent

const line = (isbn: string, title: string, quantity: number, amount: number) => ({
  [isbn]: { isbn, title, quantity, unitPrice: { amount, currency: 'EUR' as const } },
})

/** Two carts that were left standing: one of a guest, one of Alice. */
export const SEEDED_CARTS: Readonly<Record<string, CartRecord>> = {
  'seeded-cart': {
    id: 'seeded-cart',
    customer: 'guest',
    lines: {
      ...line('9780441478125', 'The Left Hand of Darkness', 1, 1099),
      ...line('9780441013593', 'Dune', 2, 1299),
    },
    updatedAt: '2026-01-02T18:40:00.000Z',
  },
  'seeded-cart-of-alice': {
    id: 'seeded-cart-of-alice',
    customer: 'alice',
    lines: line('9780807083697', 'Kindred', 1, 1199),
    updatedAt: '2026-01-03T08:15:00.000Z',
  },
}
