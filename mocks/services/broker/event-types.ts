import * as z from 'zod'
import { Isbn, Money, Timestamp } from '../../http/formats.ts'

const OrderLine = z.object({
  isbn: Isbn,
  title: z.string(),
  quantity: z.int().min(1),
  unitPrice: Money,
})
const OrderData = z
  .object({
    order: z.string(),
    customer: z.string(),
    lines: z.array(OrderLine),
    total: Money,
    placedAt: Timestamp,
  })
  .describe('An order, as it was when it was placed.')
/** As it came in: where nobody commands the steps, whoever takes part must find in it what they need. */
const PlacedData = OrderData.extend({
  payment: z.object({ card: z.string() }).optional(),
  delivery: z.object({ recipient: z.string(), address: z.record(z.string(), z.string()) }).optional(),
})
/** Why something came to nothing: for people, and as the last part of a problem's type. */
const WHY = {
  problem: z.string().optional(),
  reason: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
}
const ShipmentData = z.object({ order: z.string(), shipment: z.string() }).describe('A parcel for an order.')
const HeldLines = z.array(z.object({ isbn: Isbn, quantity: z.int().min(1) }))
const ReservationData = z
  .object({ order: z.string(), reservation: z.string(), lines: HeldLines })
  .describe('Copies that are held for an order.')
const PaymentData = z
  .object({ order: z.string(), payment: z.string(), amount: Money })
  .describe('Money for an order.')

const PriceData = z.object({ isbn: Isbn, before: Money, price: Money })
/** Of an order, its owner alone is told, and no more than they need. */
const OrderNews = z.object({ order: z.string(), total: Money })

/** One kind of event: who publishes it where, and what its data are. */
interface EventType {
  readonly topic: string
  readonly summary: string
  readonly data: z.ZodObject
  /** What webhooks bring of its data; without it, webhooks do not tell of such events. */
  readonly toldOutside?: z.ZodObject
}

/** Every kind of event that the bookshop publishes, by its CloudEvents type. */
export const EVENT_TYPES: Readonly<Record<string, EventType>> = {
  'example.bookshop.order.placed': {
    topic: 'orders',
    summary: 'An order came in',
    data: PlacedData,
    toldOutside: OrderNews,
  },
  'example.bookshop.order.confirmed': {
    topic: 'orders',
    summary: 'An order is confirmed',
    data: OrderData,
    toldOutside: OrderNews,
  },
  'example.bookshop.order.failed': {
    topic: 'orders',
    summary: 'An order came to nothing',
    data: OrderData,
    toldOutside: OrderNews,
  },
  'example.bookshop.order.cancelled': {
    topic: 'orders',
    summary: 'An order is cancelled',
    data: OrderData,
    toldOutside: OrderNews,
  },
  'example.bookshop.order.overdue': {
    topic: 'orders',
    summary: 'Too long nothing was heard of an order: say again what you did',
    data: z.object({ order: z.string(), state: z.enum(['pending', 'confirmed', 'failed']) }),
  },
  'example.bookshop.stock.reserved': {
    topic: 'stock',
    summary: 'Copies are held for an order',
    data: ReservationData,
  },
  'example.bookshop.stock.committed': {
    topic: 'stock',
    summary: 'Copies are held for good',
    data: ReservationData,
  },
  'example.bookshop.stock.released': {
    topic: 'stock',
    summary: 'Copies are given back',
    data: ReservationData,
  },
  'example.bookshop.stock.rejected': {
    topic: 'stock',
    summary: 'There were not enough copies for an order',
    data: z.object({ order: z.string(), lines: HeldLines, ...WHY }),
  },
  'example.bookshop.payment.authorized': {
    topic: 'payments',
    summary: 'Money is set aside',
    data: PaymentData,
  },
  'example.bookshop.payment.voided': { topic: 'payments', summary: 'Money is free again', data: PaymentData },
  'example.bookshop.payment.captured': { topic: 'payments', summary: 'Money is taken', data: PaymentData },
  'example.bookshop.payment.refunded': {
    topic: 'payments',
    summary: 'Money is given back',
    data: PaymentData,
  },
  'example.bookshop.payment.declined': {
    topic: 'payments',
    summary: 'A card was declined',
    data: z.object({ order: z.string(), amount: Money.optional(), ...WHY }),
  },
  'example.bookshop.shipment.created': {
    topic: 'shipments',
    summary: 'A parcel waits for its order to be confirmed',
    data: ShipmentData,
  },
  'example.bookshop.shipment.confirmed': {
    topic: 'shipments',
    summary: 'A parcel may leave',
    data: ShipmentData,
  },
  'example.bookshop.shipment.cancelled': {
    topic: 'shipments',
    summary: 'A parcel stays here',
    data: ShipmentData,
  },
  'example.bookshop.price.changed': {
    topic: 'catalog',
    summary: 'A book costs something else',
    data: PriceData,
    toldOutside: PriceData,
  },
  'example.bookshop.cover.processed': {
    topic: 'covers',
    summary: 'A thumbnail of a cover is made',
    data: z.object({
      cover: z.string(),
      isbn: Isbn,
      width: z.int().min(1),
      height: z.int().min(1),
      bytes: z.int().min(1),
    }),
  },
}
