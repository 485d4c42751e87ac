import type { LedgerEntry, Payment } from './schema.ts'
import type { PaymentRecord } from './store.ts'

/** The money of the orders from before the lesson: 1 to 6 were handed over, and paid. */
const PAST: readonly [order: number, cents: number, authorisedAt: string, state: Payment['state']][] = [
  [1, 699, '2025-11-03T10:12:00.000Z', 'captured'],
  [2, 2198, '2025-11-05T08:30:00.000Z', 'captured'],
  [3, 2398, '2025-11-09T19:45:00.000Z', 'voided'],
  [4, 1199, '2025-11-14T12:00:00.000Z', 'captured'],
  [5, 1298, '2025-11-18T16:20:00.000Z', 'captured'],
  [6, 1299, '2025-11-21T07:55:00.000Z', 'captured'],
  [7, 3797, '2025-11-28T14:03:00.000Z', 'authorised'],
  [8, 1099, '2025-12-02T09:10:00.000Z', 'authorised'],
  [9, 1099, '2025-12-08T21:30:00.000Z', 'authorised'],
  [10, 1698, '2025-12-12T11:11:00.000Z', 'voided'],
  [11, 999, '2025-12-17T17:05:00.000Z', 'authorised'],
  [12, 1299, '2025-12-20T13:37:00.000Z', 'authorised'],
]

export const SEEDED_PAYMENTS: Readonly<Record<string, PaymentRecord>> = Object.fromEntries(
  PAST.map(([order, amount, authorisedAt, state]) => {
    const id = `seeded-${order}`
    return [
      id,
      {
        id,
        order: String(order),
        amount: { amount, currency: 'EUR' },
        card: 'tok_visa',
        state,
        authorisedAt,
        authorisation: `bank-${order}`,
      },
    ]
  }),
)

export const SEEDED_LEDGER: Readonly<Record<string, LedgerEntry>> = Object.fromEntries(
  Object.values(SEEDED_PAYMENTS)
    .filter(({ state }) => state === 'captured')
    .map(({ id, order, amount, authorisedAt }) => [
      id,
      {
        id,
        payment: id,
        order,
        what: 'capture',
        amount,
        lines: [
          { account: 'bank', cents: amount.amount },
          { account: 'sales', cents: -amount.amount },
        ],
        bookedAt: authorisedAt,
      },
    ]),
)
