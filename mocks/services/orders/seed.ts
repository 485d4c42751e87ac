import type { Order } from './schema.ts'
import type { Customer, OrderRecord } from './store.ts'

type SeededLine = [isbn: string, title: string, quantity: number, cents: number]

/** Twelve orders from before the lesson; orders 3 and 10 were cancelled. */
const PAST: readonly [
  id: number,
  customer: string,
  placedAt: string,
  cancelledAt: string | undefined,
  lines: SeededLine[],
][] = [
  [1, 'guest', '2025-11-03T10:12:00.000Z', undefined, [['9780141439518', 'Pride and Prejudice', 1, 699]]],
  [
    2,
    'alice',
    '2025-11-05T08:30:00.000Z',
    undefined,
    [
      ['9780441013593', 'Dune', 1, 1299],
      ['9780553293357', 'Foundation', 1, 899],
    ],
  ],
  [
    3,
    'guest',
    '2025-11-09T19:45:00.000Z',
    '2025-11-09T20:01:00.000Z',
    [['9780547928227', 'The Hobbit', 2, 1199]],
  ],
  [4, 'alice', '2025-11-14T12:00:00.000Z', undefined, [['9780807083697', 'Kindred', 1, 1199]]],
  [
    5,
    'guest',
    '2025-11-18T16:20:00.000Z',
    undefined,
    [
      ['9780553208849', 'Siddhartha', 1, 699],
      ['9780553213690', 'The Metamorphosis', 1, 599],
    ],
  ],
  [6, 'bob', '2025-11-21T07:55:00.000Z', undefined, [['9780142437247', 'Moby-Dick', 1, 1299]]],
  [
    7,
    'guest',
    '2025-11-28T14:03:00.000Z',
    undefined,
    [
      ['9780060512750', 'The Dispossessed', 1, 1199],
      ['9780156453806', 'Invisible Cities', 2, 1299],
    ],
  ],
  [8, 'alice', '2025-12-02T09:10:00.000Z', undefined, [['9780441569595', 'Neuromancer', 1, 1099]]],
  [9, 'guest', '2025-12-08T21:30:00.000Z', undefined, [['9780385474542', 'Things Fall Apart', 1, 1099]]],
  [
    10,
    'bob',
    '2025-12-12T11:11:00.000Z',
    '2025-12-12T11:40:00.000Z',
    [
      ['9780141439846', 'Dracula', 1, 899],
      ['9780141439471', 'Frankenstein', 1, 799],
    ],
  ],
  [11, 'guest', '2025-12-17T17:05:00.000Z', undefined, [['9780547773742', 'A Wizard of Earthsea', 1, 999]]],
  [12, 'bob', '2025-12-20T13:37:00.000Z', undefined, [['9780802130303', 'Ficciones', 1, 1299]]],
]

export const SEEDED_ORDERS: Readonly<Record<string, OrderRecord>> = Object.fromEntries(
  PAST.map(([number, customer, placedAt, cancelledAt, seededLines]) => {
    const id = String(number)
    const lines: Order['lines'] = seededLines.map(([isbn, title, quantity, amount]) => ({
      isbn,
      title,
      quantity,
      unitPrice: { amount, currency: 'EUR' },
    }))
    const total = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice.amount, 0)
    return [
      id,
      {
        id,
        customer,
        state: cancelledAt ? 'cancelled' : 'confirmed',
        lines,
        total: { amount: total, currency: 'EUR' },
        placedAt,
        reservation: `seeded-${id}`,
        payment: `seeded-${id}`,
        ...(cancelledAt ? { cancelledAt } : {}),
      },
    ]
  }),
)

const PEOPLE: readonly Customer[] = [
  { id: 'guest', name: 'Guest', status: 'active' },
  { id: 'ada', name: 'Ada', status: 'active' },
  { id: 'alice', name: 'Alice', status: 'active' },
  { id: 'bob', name: 'Bob', status: 'active' },
  { id: 'carol', name: 'Carol', status: 'suspended' },
  { id: 'dan', name: 'Dan', status: 'active' },
  { id: 'erin', name: 'Erin', status: 'active' },
  { id: 'frank', name: 'Frank', status: 'active' },
]

export const SEEDED_CUSTOMERS: Readonly<Record<string, Customer>> = Object.fromEntries(
  PEOPLE.map((person) => [person.id, person]),
)
