import type { CloudEvent } from '../../http/events/cloud-event.ts'
import type { HistoryRecord } from './store.ts'

export const EXAMPLE_EVENT = {
  specversion: '1.0',
  id: 'an-example',
  source: 'https://api.bookshop.example/orders',
  type: 'example.bookshop.order.placed',
  subject: 'example',
  time: '2025-12-20T13:37:00.000Z',
  datacontenttype: 'application/json',
  data: {
    order: 'example',
    customer: 'guest',
    lines: [{ title: 'Ficciones', quantity: 1 }],
    total: { amount: 1299, currency: 'EUR' as const },
    placedAt: '2025-12-20T13:37:00.000Z',
  },
  partitionkey: 'example',
  sequence: '0000000001',
} satisfies CloudEvent

/** The orders from before the first event. */
const PAST: readonly [
  order: number,
  customer: string,
  placedAt: string,
  state: 'confirmed' | 'cancelled',
  cents: number,
  copies: number,
  ...titles: string[],
][] = [
  [1, 'guest', '2025-11-03T10:12:00.000Z', 'confirmed', 699, 1, 'Pride and Prejudice'],
  [2, 'alice', '2025-11-05T08:30:00.000Z', 'confirmed', 2198, 2, 'Dune', 'Foundation'],
  [3, 'guest', '2025-11-09T19:45:00.000Z', 'cancelled', 2398, 2, 'The Hobbit'],
  [4, 'alice', '2025-11-14T12:00:00.000Z', 'confirmed', 1199, 1, 'Kindred'],
  [5, 'guest', '2025-11-18T16:20:00.000Z', 'confirmed', 1298, 2, 'Siddhartha', 'The Metamorphosis'],
  [6, 'bob', '2025-11-21T07:55:00.000Z', 'confirmed', 1299, 1, 'Moby-Dick'],
  [7, 'guest', '2025-11-28T14:03:00.000Z', 'confirmed', 3797, 3, 'The Dispossessed', 'Invisible Cities'],
  [8, 'alice', '2025-12-02T09:10:00.000Z', 'confirmed', 1099, 1, 'Neuromancer'],
  [9, 'guest', '2025-12-08T21:30:00.000Z', 'confirmed', 1099, 1, 'Things Fall Apart'],
  [10, 'bob', '2025-12-12T11:11:00.000Z', 'cancelled', 1698, 2, 'Dracula', 'Frankenstein'],
  [11, 'guest', '2025-12-17T17:05:00.000Z', 'confirmed', 999, 1, 'A Wizard of Earthsea'],
  [12, 'bob', '2025-12-20T13:37:00.000Z', 'confirmed', 1299, 1, 'Ficciones'],
]

export const SEEDED_HISTORY: Readonly<Record<string, HistoryRecord>> = Object.fromEntries(
  PAST.map(([order, customer, placedAt, state, amount, copies, ...titles]) => [
    String(order),
    {
      id: String(order),
      sequence: state === 'confirmed' ? 2 : 3,
      placed: {
        customer,
        state,
        total: { amount, currency: 'EUR' },
        copies,
        titles,
        placedAt,
      },
      payment: state === 'confirmed' ? 'authorized' : 'voided',
    },
  ]),
)
