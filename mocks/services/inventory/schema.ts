import * as z from 'zod'
import { hearing } from '../../http/events/hearing.ts'
import { Isbn, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'
import { EXAMPLE_EVENT } from './example-event.ts'

export const StockRecord = z.object({
  isbn: Isbn,
  onHand: z.int().min(0).describe('Copies in the warehouse, reserved ones included.'),
  reserved: z.int().min(0).describe('Copies that are promised to orders.'),
})
export type StockRecord = z.infer<typeof StockRecord>

export const Stock = StockRecord.extend({
  available: z.int().min(0).describe('Copies that can still be ordered: on hand less reserved.'),
}).describe('How many copies of a book there are.')
export type Stock = z.infer<typeof Stock>

export const ReservationLine = z.strictObject({ isbn: Isbn, quantity: z.int().min(1).max(100) })

export const NewReservation = z
  .strictObject({
    order: z.string().min(1).max(100).describe('What the copies are held for.'),
    lines: z.array(ReservationLine).min(1).max(100),
    ttlS: z
      .int()
      .min(1)
      .max(86_400)
      .optional()
      .describe('Seconds for which they are held; until they are given back if left out.'),
  })
  .describe('Copies to hold: all of them or none.')
export type NewReservation = z.infer<typeof NewReservation>

export const Reservation = z
  .object({
    id: z.string(),
    order: z.string(),
    lines: z.array(z.object({ isbn: Isbn, quantity: z.int() })),
    state: z.enum(['held', 'released', 'expired']),
    reservedAt: Timestamp,
    expiresAt: Timestamp.optional().describe(
      'Until when they are held; absent when that is for as long as it takes.',
    ),
  })
  .describe('Copies that are held for an order.')
export type Reservation = z.infer<typeof Reservation>

export const ReservationList = z
  .object({ items: z.array(Reservation) })
  .describe('Every reservation of one order, given back or not.')

export const Release = z
  .object({
    order: z.string(),
    reservations: z.array(z.string()).describe('What was held for the order.'),
    releasedAt: Timestamp,
  })
  .describe(
    'An order that was given up: whatever was held for it is free, and nothing is held for it any more.',
  )
export type Release = z.infer<typeof Release>

const OrderName = z.string().min(1).max(100)

export const readStock = operation({
  id: 'readStock',
  method: 'GET',
  path: '/stock/{isbn}',
  summary: 'Read the stock of a book',
  params: z.object({ isbn: Isbn }),
  example: { params: { isbn: '9780441478125' } },
  answers: { 200: { description: 'The stock right now.', body: Stock } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const StockList = z
  .object({ items: z.array(Stock) })
  .describe('The stock of several books. Those of which none is kept are left out.')

export const listStock = operation({
  id: 'listStock',
  method: 'GET',
  path: '/stock',
  summary: 'Read the stock of several books',
  description: 'One question in place of many, for whoever shows a list.',
  query: z.object({
    isbn: z
      .string()
      .max(50 * 14)
      .transform((list) => list.split(','))
      .pipe(z.array(Isbn).min(1).max(50))
      .describe('ISBNs with commas between them, at most 50.'),
  }),
  example: { query: { isbn: '9780441478125,9780156453806' } },
  answers: { 200: { description: 'The stock right now, in the order of the question.', body: StockList } },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const Count = StockRecord.describe('How many copies of a book the warehouse has, and has promised.')

export const NewCount = z
  .strictObject({
    onHand: z.int().min(0).max(1_000_000).describe('Copies in the warehouse, reserved ones included.'),
  })
  .describe('What was counted.')

export const readCount = operation({
  id: 'readCount',
  method: 'GET',
  path: '/counts/{isbn}',
  summary: "Read the warehouse's count of a book",
  params: z.object({ isbn: Isbn }),
  example: { params: { isbn: '9780441478125' } },
  answers: {
    200: {
      description: 'The count right now.',
      body: Count,
      fields: { etag: 'Names this version of the count.' },
    },
    304: { description: 'Your copy is still right.' },
  },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const writeCount = operation({
  id: 'writeCount',
  method: 'PUT',
  path: '/counts/{isbn}',
  summary: 'Write what was counted',
  description:
    'For stocktaking. Without If-Match the last writer wins, whatever the others have seen; with it, nobody overwrites a count that they have not read (RFC 9110 §13.1.1).',
  params: z.object({ isbn: Isbn }),
  fields: {
    'if-match': {
      description: 'The ETag of the count that you have read.',
      example: '"39169382e729d95cef"',
    },
  },
  body: NewCount,
  example: { params: { isbn: '9780441478125' }, body: { onHand: 5 } },
  answers: { 200: { description: 'The count as it is now.', body: Count } },
  problems: [
    'malformed-request',
    'invalid-content',
    'out-of-stock',
    'precondition-failed',
    'precondition-required',
    'content-too-large',
    'unsupported-media-type',
    'not-found',
    'not-acceptable',
    'invalid-token',
  ],
})

export const reserve = operation({
  id: 'reserve',
  method: 'POST',
  path: '/reservations',
  summary: 'Hold copies for an order',
  description: 'All lines or none: if one book has too few copies, nothing is held.',
  body: NewReservation,
  fields: {
    'idempotency-key': {
      description: 'Makes a retry safe: the same key and content hold copies once.',
      example: '"b27c1f04"',
    },
  },
  example: { body: { order: 'example', lines: [{ isbn: '9780441478125', quantity: 1 }] } },
  answers: {
    201: { description: 'The copies are held.', body: Reservation, fields: { location: 'The reservation.' } },
  },
  problems: [
    'malformed-request',
    'invalid-content',
    'unknown-book',
    'out-of-stock',
    'order-given-up',
    'idempotency-key-reused',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'invalid-token',
  ],
})

export const findReservations = operation({
  id: 'findReservations',
  method: 'GET',
  path: '/reservations',
  summary: 'Find what is held for an order',
  description: 'For whoever never got an answer and has to know what became of the request.',
  query: z.object({ order: OrderName }),
  example: { query: { order: '7' } },
  answers: {
    200: {
      description: 'The reservations of the order; none when nothing was ever held.',
      body: ReservationList,
    },
  },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const readReservation = operation({
  id: 'readReservation',
  method: 'GET',
  path: '/reservations/{id}',
  summary: 'Read a reservation',
  params: z.object({ id: z.string() }),
  example: { params: { id: 'seeded-7' } },
  answers: { 200: { description: 'The reservation.', body: Reservation } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const release = operation({
  id: 'release',
  method: 'DELETE',
  path: '/reservations/{id}',
  summary: 'Give held copies back',
  description: 'Idempotent: releasing twice gives the copies back once.',
  params: z.object({ id: z.string() }),
  example: { params: { id: 'seeded-7' } },
  answers: { 204: { description: 'The copies are available again.' } },
  problems: ['not-found', 'invalid-token'],
})

export const commitOrder = operation({
  id: 'commitOrder',
  method: 'PUT',
  path: '/commitments/{order}',
  summary: 'Hold the copies of an order for good',
  description:
    'Its reservation does not expire any more. One that has expired is made again, if the copies are still there. Idempotent. The request has no content.',
  params: z.object({ order: OrderName }),
  example: { params: { order: '7' } },
  answers: { 200: { description: 'The reservation.', body: Reservation } },
  problems: ['not-found', 'out-of-stock', 'order-given-up', 'not-acceptable', 'invalid-token'],
})

export const releaseOrder = operation({
  id: 'releaseOrder',
  method: 'PUT',
  path: '/releases/{order}',
  summary: 'Give up an order',
  description:
    'Gives back whatever is held for the order, and refuses what still arrives for it. So it can be asked for by somebody who does not know whether a reservation was made, or is on its way. Idempotent. The request has no content.',
  params: z.object({ order: OrderName }),
  example: { params: { order: '7' } },
  answers: {
    200: { description: 'The order was given up before.', body: Release },
    201: { description: 'The order is given up.', body: Release },
  },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const hearEvent = hearing('inventory', EXAMPLE_EVENT)

/** Everything that inventory offers, in the order in which a reader would ask. */
export const inventoryOperations = [
  readStock,
  listStock,
  readCount,
  writeCount,
  reserve,
  findReservations,
  readReservation,
  release,
  commitOrder,
  releaseOrder,
  hearEvent,
] as const
