import type { ParcelRecord } from './store.ts'

/** What the bookshop sent before the lesson. Parcels 3 and 10 were cancelled before they were collected. */
const PAST: readonly [
  number: number,
  country: string,
  grams: number,
  announcedAt: string,
  cancelledAt?: string,
][] = [
  [1, 'DE', 400, '2025-11-03T12:00:00.000Z'],
  [2, 'DE', 800, '2025-11-05T12:00:00.000Z'],
  [3, 'AT', 800, '2025-11-09T19:50:00.000Z', '2025-11-09T20:01:00.000Z'],
  [4, 'DE', 400, '2025-11-14T13:00:00.000Z'],
  [5, 'AT', 800, '2025-11-18T17:00:00.000Z'],
  [6, 'FR', 400, '2025-11-21T12:00:00.000Z'],
  [10, 'FR', 800, '2025-12-12T11:20:00.000Z', '2025-12-12T11:40:00.000Z'],
]

export const SEEDED_PARCELS: Readonly<Record<string, ParcelRecord>> = Object.fromEntries(
  PAST.map(([number, country, grams, announcedAt, cancelledAt]) => {
    const reference = `seeded-${number}`
    return [
      reference,
      {
        reference,
        tracking: `BG${String(number).padStart(8, '0')}DE`,
        country,
        grams,
        speed: 'standard',
        announcedAt,
        ...(cancelledAt ? { cancelledAt } : {}),
      },
    ]
  }),
)
