import type { Authorisation } from './schema.ts'

/** What the bookshop asked of the bank before the lesson: one authorisation for each of its payments. */
const PAST: readonly [number: number, cents: number, authorisedAt: string, state: Authorisation['state']][] =
  [
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

export const SEEDED_AUTHORISATIONS: Readonly<Record<string, Authorisation>> = Object.fromEntries(
  PAST.map(([number, amount, authorisedAt, state]) => {
    const id = `bank-${number}`
    return [
      id,
      {
        id,
        reference: `seeded-${number}`,
        amount: { amount, currency: 'EUR' },
        card: 'tok_visa',
        state,
        authorisedAt,
      },
    ]
  }),
)
