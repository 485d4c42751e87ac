import { expect, test } from 'vitest'
import { violationsOfDeliveries } from './delivery-invariants.ts'

type Books = Parameters<typeof violationsOfDeliveries>[0]
const total = { amount: 500 }

/** An order that is delivered, one that is collected, and one that was cancelled; the bank moves the money. */
const books = {
  orders: [
    { id: 'a', state: 'confirmed', total, payment: 'p', shipment: 's', delivery: {} },
    { id: 'b', state: 'confirmed', total, payment: 'q' },
    { id: 'c', state: 'cancelled', total, payment: 'r', shipment: 't', delivery: {} },
  ],
  payments: [
    { id: 'p', order: 'a', amount: total, state: 'captured' },
    { id: 'q', order: 'b', amount: total, state: 'authorised' },
    { id: 'r', order: 'c', amount: total, state: 'refunded' },
  ],
  ledger: [entry('1', 'p', 'capture'), entry('2', 'r', 'capture'), entry('3', 'r', 'refund')],
  shipments: [
    { id: 's', order: 'a', state: 'confirmed' },
    { id: 't', order: 'c', state: 'cancelled' },
  ],
  bank: [
    { id: 'x', reference: 'p', state: 'captured', amount: total },
    { id: 'y', reference: 'q', state: 'authorised', amount: total },
    { id: 'z', reference: 'r', state: 'refunded', amount: total },
  ],
} satisfies Books

function entry(id: string, payment: string, what: 'capture' | 'refund') {
  const cents = what === 'capture' ? 500 : -500
  const lines = [
    { account: 'bank', cents },
    { account: 'sales', cents: -cents },
  ]
  return { id, payment, what, amount: total, lines }
}
/** The payments, the first of them changed. */
const payments = (more: object) => books.payments.map((each, i) => (i === 0 ? { ...each, ...more } : each))

test('nothing is found when all is well', () => {
  expect(violationsOfDeliveries(books)).toEqual([])
})

test.each<[string, Partial<Books>, RegExp]>([
  [
    'an entry that does not balance',
    { ledger: books.ledger.map((each) => ({ ...each, lines: each.lines.slice(0, 1) })) },
    /The lines of entry 1 add up to 500/,
  ],
  [
    'a charge that is booked twice',
    { ledger: [...books.ledger, entry('4', 'p', 'capture')] },
    /capture, capture/,
  ],
  [
    'a refund that is booked twice',
    { ledger: [...books.ledger, entry('4', 'r', 'refund')] },
    /refund, refund/,
  ],
  ['a charge that is not booked', { ledger: books.ledger.slice(1) }, /the ledger has \[\] of it/],
  [
    'more money than was handed over',
    { orders: books.orders.slice(1) },
    /The bank owes us 500, and what was handed over costs 0/,
  ],
  [
    'an answer that nobody waited for',
    { payments: payments({ asked: 'capture' }) },
    /Nobody knows what the bank said to the capture of payment p/,
  ],
  [
    'an order without a parcel',
    { shipments: books.shipments.slice(1) },
    /Order a is confirmed, and nothing is sent/,
  ],
  [
    'a parcel that waits for ever',
    { shipments: [{ id: 's', order: 'a', state: 'pending' }] },
    /shipping does not know/,
  ],
  [
    'two parcels',
    { shipments: [...books.shipments, { id: 'u', order: 'a', state: 'confirmed' }] },
    /Order a is sent 2 times/,
  ],
  [
    'another parcel',
    { shipments: [{ id: 'u', order: 'a', state: 'confirmed' }] },
    /Order a knows shipment s, and u/,
  ],
  [
    'a parcel of nobody',
    { shipments: [...books.shipments, { id: 'u', order: 'c', state: 'confirmed' }] },
    /Shipment u is confirmed for c, which is cancelled/,
  ],
  [
    'an order that was not charged',
    { payments: payments({ state: 'authorised' }) },
    /Order a is delivered, and was not charged/,
  ],
  ['a payment that the bank does not know', { bank: books.bank.slice(1) }, /at the bank it is not there/],
  [
    'a payment that the bank knows twice',
    { bank: [...books.bank, { id: 'w', reference: 'p', state: 'captured', amount: total }] },
    /The bank has payment p 2 times/,
  ],
  [
    'money that only the bank knows of',
    { bank: [...books.bank, { id: 'w', reference: 'nobody', state: 'authorised', amount: total }] },
    /we know of no payment nobody/,
  ],
])('%s is found', (_, broken, sentence) => {
  expect(violationsOfDeliveries({ ...books, ...broken }).join('\n')).toMatch(sentence)
})
