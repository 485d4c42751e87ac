import * as z from 'zod'
import { LAST_EVENT_ID, STREAM_SAYS, StreamQuery } from '../../http/events/event-stream.ts'
import { hearing } from '../../http/events/hearing.ts'
import { Isbn, Money, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'
import { EXAMPLE_EVENT } from './example-event.ts'

/** As many copies as one parcel can hold. */
const MOST_IN_A_PARCEL = 50

export const Delivery = z
  .strictObject({
    recipient: z.string().min(1).max(100).describe('Whose name is on the parcel.'),
    address: z.strictObject({
      street: z.string().min(1).max(200),
      postcode: z.string().min(1).max(20),
      city: z.string().min(1).max(100),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'a country is two capital letters')
        .describe('ISO 3166-1 alpha-2.'),
    }),
  })
  .describe('Where the books go. Without it they are collected in the shop, and paid for there.')
  .meta({
    examples: [
      {
        recipient: 'Ursula Kroeber',
        address: { street: 'Anarres Street 7', postcode: '10115', city: 'Berlin', country: 'DE' },
      },
    ],
  })
export type Delivery = z.infer<typeof Delivery>

export const NewOrder = z
  .strictObject({
    lines: z
      .array(
        z.strictObject({
          isbn: Isbn,
          quantity: z
            .int('must be a whole number')
            .min(1, 'must be at least 1')
            .max(20, 'must be at most 20'),
        }),
      )
      .min(1, 'an order has at least one line')
      .max(20, 'an order has at most 20 lines'),
    payment: z
      .strictObject({
        card: z
          .enum(['tok_visa', 'tok_declined', 'tok_expires'])
          .describe(
            'A test card: `tok_visa` pays, `tok_declined` is declined, `tok_expires` is authorised and can not be charged later.',
          ),
      })
      .default({ card: 'tok_visa' }),
    expectedTotal: Money.strict()
      .optional()
      .describe('What the buyer saw. If the price has changed since, the order is refused.'),
    delivery: Delivery.optional(),
  })
  .refine(
    ({ delivery, lines }) =>
      !delivery || lines.reduce((sum, { quantity }) => sum + quantity, 0) <= MOST_IN_A_PARCEL,
    { path: ['lines'], error: `at most ${MOST_IN_A_PARCEL} copies can be delivered with one order` },
  )
  .describe('What to order.')
export type NewOrder = z.infer<typeof NewOrder>

export const OrderLine = z.object({
  isbn: Isbn,
  title: z.string(),
  quantity: z.int(),
  unitPrice: Money.describe('The price at the time of the order.'),
})
export type OrderLine = z.infer<typeof OrderLine>

export const Order = z
  .object({
    id: z.string().describe('Opaque: do not build or parse it.'),
    customer: z.string(),
    state: z.enum(['pending', 'confirmed', 'cancelled']),
    lines: z.array(OrderLine),
    total: Money,
    delivery: Delivery.optional(),
    placedAt: Timestamp,
  })
  .describe('An order.')
export type Order = z.infer<typeof Order>

export const OrderQuery = z.object({
  customer: z.string().min(1).max(50).optional().describe('Whose orders; yours if left out.'),
  limit: z.coerce.number().int().min(1).max(50).default(10).describe('How many orders a page has.'),
  cursor: z.string().max(500).optional().describe('Where to go on: `next` of an earlier page, unchanged.'),
})
export type OrderQuery = z.infer<typeof OrderQuery>

export const OrderPage = z
  .object({
    items: z.array(Order),
    next: z.string().optional().describe('The cursor of the next page; absent on the last one.'),
  })
  .describe("One page of a customer's orders, newest first.")

export const Cancellation = z
  .object({
    order: z.string(),
    refunded: Money.describe('The money that is free again.'),
    cancelledAt: Timestamp,
  })
  .describe('The cancellation of an order.')
export type Cancellation = z.infer<typeof Cancellation>

const IdempotencyKey = {
  description:
    'A value that is new for each order, such as a UUID; a retry with the same key orders once. Described by an IETF draft that has expired (draft-ietf-httpapi-idempotency-key-header-07) and is common practice.',
  required: true,
  example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
}

const CONSISTENCY_TOKEN = 'Send it with `GET /me/orders`, and the list knows of this.'

const orderPath = z.object({ id: z.string() })

export const placeOrder = operation({
  id: 'placeOrder',
  method: 'POST',
  path: '/orders',
  summary: 'Place an order',
  description:
    'Looks the prices up, holds the copies and sets the money aside. An order that is delivered gets a shipment, too, and is charged. If one of these fails, the others are undone.',
  fields: {
    'idempotency-key': IdempotencyKey,
    prefer: {
      description:
        '`respond-async` answers before the outcome is known, perhaps after `wait=<seconds>`; `return=minimal` leaves the content out (RFC 7240).',
      example: 'respond-async, wait=1',
    },
  },
  body: NewOrder,
  needs: { scope: 'orders:write' },
  example: { body: { lines: [{ isbn: '9780441478125', quantity: 1 }] } },
  answers: {
    201: {
      description: 'The order is confirmed.',
      body: Order,
      fields: { location: 'The order.', 'consistency-token': CONSISTENCY_TOKEN },
    },
    202: {
      description:
        'The order is accepted and its outcome not yet known: you prefer `respond-async`, or nobody here can tell before the others have done their part. Where `Location` says it becomes confirmed, or is gone when it was refused; the same request with the same key says why.',
      body: Order,
      fields: {
        location: 'The order.',
        'retry-after': 'When to look, in seconds.',
        'consistency-token': CONSISTENCY_TOKEN,
      },
    },
  },
  problems: [
    'malformed-request',
    'idempotency-key-missing',
    'invalid-token',
    'not-acceptable',
    'out-of-stock',
    'price-changed',
    'request-in-progress',
    'content-too-large',
    'unsupported-media-type',
    'invalid-content',
    'unknown-book',
    'payment-declined',
    'idempotency-key-reused',
    'dependency-unavailable',
  ],
})

export const listOrders = operation({
  id: 'listOrders',
  method: 'GET',
  path: '/orders',
  summary: "List a customer's orders",
  query: OrderQuery,
  needs: { scope: 'orders:read' },
  example: { query: { limit: '3' } },
  answers: {
    200: {
      description: 'A page of orders, newest first.',
      body: OrderPage,
      fields: { link: 'First and next page (RFC 8288).' },
    },
  },
  problems: ['invalid-parameter', 'not-allowed-for-caller', 'not-acceptable', 'invalid-token'],
})

export const readOrder = operation({
  id: 'readOrder',
  method: 'GET',
  path: '/orders/{id}',
  summary: 'Read an order',
  description:
    "Another customer's order is answered like one that does not exist, so that ids can not be tried out: 403 would say that there is one. Another customer's list is answered with 403, because that customers exist is no secret.",
  params: orderPath,
  fields: { 'if-none-match': { description: 'The ETag of the copy that you have.', example: '"0"' } },
  needs: { scope: 'orders:read' },
  example: { params: { id: '7' } },
  answers: {
    200: {
      description: 'The order.',
      body: Order,
      fields: { etag: 'Names this version of the representation.' },
    },
    304: { description: 'Your copy is still right.' },
  },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const cancelOrder = operation({
  id: 'cancelOrder',
  method: 'PUT',
  path: '/orders/{id}/cancellation',
  summary: 'Cancel an order',
  description:
    'Gives the copies back and the money free; what was charged is refunded. 409 when the parcel is with the carrier. Idempotent: cancelling twice is cancelling once. The request has no content.',
  params: orderPath,
  needs: { scope: 'orders:write' },
  example: { params: { id: '7' } },
  answers: {
    200: {
      description: 'The order was cancelled before.',
      body: Cancellation,
      fields: { 'consistency-token': CONSISTENCY_TOKEN },
    },
    201: {
      description: 'The order is cancelled.',
      body: Cancellation,
      fields: { location: 'The cancellation.', 'consistency-token': CONSISTENCY_TOKEN },
    },
  },
  problems: ['not-found', 'order-state', 'not-acceptable', 'invalid-token', 'dependency-unavailable'],
})

export const readCancellation = operation({
  id: 'readCancellation',
  method: 'GET',
  path: '/orders/{id}/cancellation',
  summary: 'Read the cancellation of an order',
  params: orderPath,
  needs: { scope: 'orders:read' },
  example: { params: { id: '3' } },
  answers: { 200: { description: 'The cancellation.', body: Cancellation } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const watchOrder = operation({
  id: 'watchOrder',
  method: 'GET',
  path: '/orders/{id}/events',
  summary: 'Watch an order',
  description: `${STREAM_SAYS} The events are \`placed\`, \`confirmed\`, \`cancelled\` and \`failed\`; after one of the last two nothing comes.`,
  params: orderPath,
  query: StreamQuery,
  fields: LAST_EVENT_ID,
  needs: { scope: 'orders:read' },
  example: { params: { id: '3' }, query: { wait: '0' } },
  answers: {
    200: {
      description: 'What became of the order, and what becomes of it while the connection is open.',
      body: z.string(),
      type: 'text/event-stream',
    },
    204: { description: 'You have seen everything, and nothing more will come.' },
  },
  problems: ['not-found', 'malformed-request', 'invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const hearEvent = hearing('orders', EXAMPLE_EVENT)

/** Everything that orders offers, in the order in which a reader would ask. */
export const ordersOperations = [
  placeOrder,
  listOrders,
  readOrder,
  cancelOrder,
  readCancellation,
  watchOrder,
  hearEvent,
] as const
