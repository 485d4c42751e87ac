import type { Cancellation, Shipment } from './schema.ts'

/** The shipments of the orders from before the lesson. Orders 3 and 10 were cancelled, 8 and 9 are still here. */
const PAST: readonly [
  order: number,
  country: string,
  copies: number,
  createdAt: string,
  state: Shipment['state'],
][] = [
  [1, 'DE', 1, '2025-11-03T10:12:00.000Z', 'dispatched'],
  [2, 'DE', 2, '2025-11-05T08:30:00.000Z', 'dispatched'],
  [3, 'AT', 2, '2025-11-09T19:45:00.000Z', 'cancelled'],
  [4, 'DE', 1, '2025-11-14T12:00:00.000Z', 'dispatched'],
  [5, 'AT', 2, '2025-11-18T16:20:00.000Z', 'dispatched'],
  [6, 'FR', 1, '2025-11-21T07:55:00.000Z', 'dispatched'],
  [7, 'AT', 3, '2025-11-28T14:03:00.000Z', 'confirmed'],
  [8, 'DE', 1, '2025-12-02T09:10:00.000Z', 'confirmed'],
  [9, 'FR', 1, '2025-12-08T21:30:00.000Z', 'confirmed'],
  [10, 'FR', 2, '2025-12-12T11:11:00.000Z', 'cancelled'],
  [11, 'DE', 1, '2025-12-17T17:05:00.000Z', 'confirmed'],
  [12, 'FR', 1, '2025-12-20T13:37:00.000Z', 'confirmed'],
]

export const SEEDED_SHIPMENTS: Readonly<Record<string, Shipment>> = Object.fromEntries(
  PAST.map(([order, country, copies, createdAt, state]) => {
    const id = `seeded-${order}`
    return [
      id,
      {
        id,
        order: String(order),
        country,
        copies,
        speed: 'standard',
        state,
        ...(state === 'dispatched' ? { tracking: `BG${String(order).padStart(8, '0')}DE` } : {}),
        createdAt,
      },
    ]
  }),
)

export const SEEDED_CANCELLATIONS: Readonly<Record<string, Cancellation>> = {
  3: { order: '3', cancelledAt: '2025-11-09T20:01:00.000Z' },
  10: { order: '10', cancelledAt: '2025-12-12T11:40:00.000Z' },
}
