import * as z from 'zod'
import { hearing } from '../../http/events/hearing.ts'
import { Money, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'
import { EXAMPLE_EVENT } from './example-event.ts'

export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'a country is two capital letters')
  .describe('ISO 3166-1 alpha-2.')

export const Speed = z.enum(['standard', 'express'])
const OrderName = z.string().min(1).max(100)
/** As many copies as an order can have. */
const MOST_COPIES = 50

export const QuoteQuery = z.object({
  country: Country.describe('Where to; ISO 3166-1 alpha-2.'),
  copies: z.coerce.number().int().min(1).max(MOST_COPIES).default(1).describe('How many books.'),
})
export type QuoteQuery = z.infer<typeof QuoteQuery>

export const Quote = z.object({
  speed: Speed,
  price: Money,
  days: z.int().describe('From dispatch to delivery.'),
})
export type Quote = z.infer<typeof Quote>

export const QuoteList = z.object({ items: z.array(Quote) }).describe('What delivery costs, by speed.')

export const Recipient = z
  .strictObject({
    name: z.string().min(1).max(100),
    street: z.string().min(1).max(200),
    postcode: z.string().min(1).max(20),
    city: z.string().min(1).max(100),
  })
  .describe('Whose name is on the parcel, and where they live.')

export const NewShipment = z
  .strictObject({
    order: OrderName.describe('What is sent. An order has one shipment.'),
    country: Country,
    copies: z.int().min(1).max(MOST_COPIES),
    speed: Speed.default('standard'),
    to: Recipient.optional(),
  })
  .describe('Books to be sent.')
export type NewShipment = z.infer<typeof NewShipment>

export const Shipment = z
  .object({
    id: z.string(),
    order: z.string(),
    country: Country,
    copies: z.int(),
    speed: Speed,
    state: z
      .enum(['pending', 'confirmed', 'dispatched', 'cancelled'])
      .describe('Waits for its order; may leave; is with the carrier; stays here.'),
    to: Recipient.optional(),
    tracking: z.string().optional().describe("The carrier's number; from the dispatch on."),
    createdAt: Timestamp,
  })
  .describe('A shipment.')
export type Shipment = z.infer<typeof Shipment>

export const ShipmentList = z
  .object({ items: z.array(Shipment) })
  .describe('The shipment of one order; empty when there is none.')

export const Cancellation = z
  .object({ order: z.string(), cancelledAt: Timestamp })
  .describe('An order that is not sent: its shipment stays here, and none is created any more.')
export type Cancellation = z.infer<typeof Cancellation>

export const Tracking = z
  .object({
    tracking: z.string(),
    state: z.string().describe('Where it is, in the words of the carrier.'),
    events: z.array(z.object({ at: Timestamp, what: z.string() })).describe('Oldest first.'),
  })
  .describe('Where a parcel is, as its carrier tells it.')
export type Tracking = z.infer<typeof Tracking>

const byOrder = z.object({ order: OrderName })

export const listQuotes = operation({
  id: 'listQuotes',
  method: 'GET',
  path: '/quotes',
  summary: 'What delivery costs',
  query: QuoteQuery,
  example: { query: { country: 'FR', copies: '2' } },
  answers: { 200: { description: 'What the carrier asks today.', body: QuoteList } },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token', 'dependency-unavailable'],
})

export const trackShipment = operation({
  id: 'trackShipment',
  method: 'GET',
  path: '/tracking/{tracking}',
  summary: 'Where a parcel is',
  description: 'Whoever has the number may ask.',
  params: z.object({ tracking: z.string().min(1).max(50) }),
  example: { params: { tracking: 'BG00000006DE' } },
  answers: { 200: { description: 'Where it is now.', body: Tracking } },
  problems: ['not-found', 'not-acceptable', 'invalid-token', 'dependency-unavailable'],
})

export const createShipment = operation({
  id: 'createShipment',
  method: 'POST',
  path: '/shipments',
  summary: 'Create a shipment',
  description:
    'Idempotent by order: asking again answers with the same shipment. It waits for its order to be confirmed.',
  body: NewShipment,
  example: { body: { order: 'example', country: 'FR', copies: 2 } },
  answers: {
    200: { description: 'The order has this shipment already.', body: Shipment },
    201: { description: 'The shipment is created.', body: Shipment, fields: { location: 'The shipment.' } },
  },
  problems: [
    'malformed-request',
    'invalid-content',
    'shipment-state',
    'order-given-up',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'invalid-token',
  ],
})

export const findShipments = operation({
  id: 'findShipments',
  method: 'GET',
  path: '/shipments',
  summary: 'Find the shipment of an order',
  description: 'For somebody who got no answer and must know what there is before going on.',
  query: byOrder,
  example: { query: { order: '7' } },
  answers: { 200: { description: 'What was found.', body: ShipmentList } },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const readShipment = operation({
  id: 'readShipment',
  method: 'GET',
  path: '/shipments/{id}',
  summary: 'Read a shipment',
  params: z.object({ id: z.string() }),
  example: { params: { id: 'seeded-7' } },
  answers: { 200: { description: 'The shipment.', body: Shipment } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const confirmOrder = operation({
  id: 'confirmOrder',
  method: 'PUT',
  path: '/confirmations/{order}',
  summary: 'Say that an order is confirmed',
  description: 'From now on its shipment may leave. Idempotent. The request has no content.',
  params: byOrder,
  example: { params: { order: '7' } },
  answers: { 200: { description: 'The shipment.', body: Shipment } },
  problems: ['not-found', 'shipment-state', 'not-acceptable', 'invalid-token'],
})

export const dispatchShipment = operation({
  id: 'dispatchShipment',
  method: 'PUT',
  path: '/shipments/{id}/dispatch',
  summary: 'Hand a shipment to the carrier',
  description:
    'Only when its order is confirmed. Idempotent: the carrier is asked under the same name again. The request has no content.',
  params: z.object({ id: z.string() }),
  example: { params: { id: 'seeded-9' } },
  answers: { 200: { description: 'The carrier has it.', body: Shipment } },
  problems: ['not-found', 'shipment-state', 'not-acceptable', 'invalid-token', 'dependency-unavailable'],
})

export const cancelOrder = operation({
  id: 'cancelOrder',
  method: 'PUT',
  path: '/cancellations/{order}',
  summary: 'Keep an order here',
  description:
    'Its shipment stays here, and one that is asked for later is refused: so it can be called by somebody who does not know whether there is one. 409 when the carrier has it. Idempotent. The request has no content.',
  params: byOrder,
  example: { params: { order: '8' } },
  answers: {
    200: { description: 'It was cancelled before.', body: Cancellation },
    201: { description: 'It is cancelled.', body: Cancellation },
  },
  problems: ['not-found', 'shipment-state', 'not-acceptable', 'invalid-token'],
})

export const hearEvent = hearing('shipping', EXAMPLE_EVENT)

/** Everything that shipping offers, in the order in which a reader would ask. */
export const shippingOperations = [
  listQuotes,
  trackShipment,
  createShipment,
  findShipments,
  readShipment,
  confirmOrder,
  dispatchShipment,
  cancelOrder,
  hearEvent,
] as const
