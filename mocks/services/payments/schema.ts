import * as z from 'zod'
import { hearing } from '../../http/events/hearing.ts'
import { Money, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'
import { EXAMPLE_EVENT } from './example-event.ts'

/** Test cards, as payment providers offer them: what happens depends on the card and on nothing else. */
export const Card = z
  .enum(['tok_visa', 'tok_declined', 'tok_expires'])
  .describe(
    'A test card: `tok_visa` pays, `tok_declined` is declined, `tok_expires` is authorised and its capture is refused.',
  )

export const NewPayment = z
  .strictObject({
    order: z.string().min(1).max(100).describe('What is paid for.'),
    amount: Money.strict(),
    card: Card,
  })
  .describe('Money to set aside on a card.')
export type NewPayment = z.infer<typeof NewPayment>

export const Payment = z
  .object({
    id: z.string(),
    order: z.string(),
    amount: Money,
    card: Card,
    state: z
      .enum(['requested', 'declined', 'authorised', 'voided', 'captured', 'refunded'])
      .describe(
        'The bank was asked and has not answered; it said no; set aside; free again; taken from the card; given back.',
      ),
    authorisedAt: Timestamp,
  })
  .describe('Money on a card: set aside, then taken or free again; what was taken may be given back.')
export type Payment = z.infer<typeof Payment>

export const PaymentList = z
  .object({ items: z.array(Payment) })
  .describe('Every payment for one order, voided or not.')

export const LedgerEntry = z
  .object({
    id: z.string(),
    payment: z.string(),
    order: z.string(),
    what: z.enum(['capture', 'refund']),
    amount: Money,
    lines: z
      .array(
        z.object({
          account: z.enum(['bank', 'sales']),
          cents: z.int().describe('What the account gets; what it gives is negative.'),
        }),
      )
      .describe('Double entry: the lines of an entry add up to nothing.'),
    bookedAt: Timestamp,
  })
  .describe('Money that moved: taken from a card, or given back.')
export type LedgerEntry = z.infer<typeof LedgerEntry>

export const LedgerEntryList = z
  .object({ items: z.array(LedgerEntry) })
  .describe('Everything that was booked for one order, oldest first.')

export const Voiding = z
  .object({
    order: z.string(),
    payments: z.array(z.string()).describe('What was set aside for the order.'),
    voidedAt: Timestamp,
  })
  .describe(
    'An order that was given up: whatever was set aside for it is free, what was taken is given back, and nothing is set aside any more.',
  )
export type Voiding = z.infer<typeof Voiding>

const OrderName = z.string().min(1).max(100)

export const authorise = operation({
  id: 'authorise',
  method: 'POST',
  path: '/payments',
  summary: 'Set money aside on a card',
  body: NewPayment,
  fields: {
    'idempotency-key': {
      description: 'Makes a retry safe: the same key and content authorise once.',
      example: '"3f1c0a52"',
    },
  },
  example: { body: { order: 'example', amount: { amount: 1099, currency: 'EUR' }, card: 'tok_visa' } },
  answers: {
    201: { description: 'The money is set aside.', body: Payment, fields: { location: 'The payment.' } },
  },
  problems: [
    'malformed-request',
    'invalid-content',
    'payment-declined',
    'order-given-up',
    'idempotency-key-reused',
    'request-in-progress',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'invalid-token',
    'dependency-unavailable',
  ],
})

export const findPayments = operation({
  id: 'findPayments',
  method: 'GET',
  path: '/payments',
  summary: 'Find what was set aside for an order',
  description: 'For whoever never got an answer and has to know what became of the request.',
  query: z.object({ order: OrderName }),
  example: { query: { order: '7' } },
  answers: {
    200: {
      description: 'The payments for the order; none when nothing was ever set aside.',
      body: PaymentList,
    },
  },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token', 'dependency-unavailable'],
})

export const readPayment = operation({
  id: 'readPayment',
  method: 'GET',
  path: '/payments/{id}',
  summary: 'Read a payment',
  params: z.object({ id: z.string() }),
  example: { params: { id: 'seeded-7' } },
  answers: { 200: { description: 'The payment.', body: Payment } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const voidPayment = operation({
  id: 'voidPayment',
  method: 'PUT',
  path: '/payments/{id}/void',
  summary: 'Give the money free again',
  description:
    'Idempotent: voiding twice is voiding once. Only before the capture; after it, refund. The request has no content.',
  params: z.object({ id: z.string() }),
  example: { params: { id: 'seeded-7' } },
  answers: { 200: { description: 'The payment, voided.', body: Payment } },
  problems: ['not-found', 'payment-state', 'not-acceptable', 'invalid-token', 'dependency-unavailable'],
})

const once = {
  'idempotency-key': {
    description:
      'Makes a retry get the same answer. Without it a retry is harmless too, and is answered 200.',
    example: '"5d1f77b0"',
  },
}
const moving = [
  'malformed-request',
  'not-found',
  'payment-state',
  'idempotency-key-reused',
  'request-in-progress',
  'not-acceptable',
  'invalid-token',
  'dependency-unavailable',
] as const
const ENTRY = { location: 'The entry in the ledger.' }

export const capturePayment = operation({
  id: 'capturePayment',
  method: 'POST',
  path: '/payments/{id}/captures',
  summary: 'Take the money from the card',
  description:
    'The whole amount, once: from here on there is no void, only a refund. The request has no content.',
  params: z.object({ id: z.string() }),
  fields: once,
  example: { params: { id: 'seeded-8' } },
  answers: {
    200: { description: 'The money was taken before.', body: LedgerEntry },
    201: { description: 'The money is taken.', body: LedgerEntry, fields: ENTRY },
  },
  problems: [...moving, 'payment-declined'],
})

export const refundPayment = operation({
  id: 'refundPayment',
  method: 'POST',
  path: '/payments/{id}/refunds',
  summary: 'Give the money back',
  description: 'The whole amount, once. Only after the capture; before it, void. The request has no content.',
  params: z.object({ id: z.string() }),
  fields: once,
  example: { params: { id: 'seeded-1' } },
  answers: {
    200: { description: 'The money was given back before.', body: LedgerEntry },
    201: { description: 'The money is given back.', body: LedgerEntry, fields: ENTRY },
  },
  problems: moving,
})

export const findEntries = operation({
  id: 'findEntries',
  method: 'GET',
  path: '/ledger',
  summary: 'Read what was booked for an order',
  query: z.object({ order: OrderName }),
  example: { query: { order: '1' } },
  answers: { 200: { description: 'The entries; none when no money moved.', body: LedgerEntryList } },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const readEntry = operation({
  id: 'readEntry',
  method: 'GET',
  path: '/ledger/{entry}',
  summary: 'Read an entry of the ledger',
  params: z.object({ entry: z.string() }),
  example: { params: { entry: 'seeded-1' } },
  answers: { 200: { description: 'The entry.', body: LedgerEntry } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const voidOrder = operation({
  id: 'voidOrder',
  method: 'PUT',
  path: '/voids/{order}',
  summary: 'Give up an order',
  description:
    'Gives free whatever is set aside for the order, gives back what was taken, and refuses what still arrives for it. So it can be asked for by somebody who does not know whether money was set aside, or is about to be. Idempotent. The request has no content.',
  params: z.object({ order: OrderName }),
  example: { params: { order: '7' } },
  answers: {
    200: { description: 'The order was given up before.', body: Voiding },
    201: { description: 'The order is given up.', body: Voiding },
  },
  problems: ['not-found', 'not-acceptable', 'invalid-token', 'dependency-unavailable'],
})

export const hearEvent = hearing('payments', EXAMPLE_EVENT)

/** Everything that payments offers, in the order in which a reader would ask. */
export const paymentsOperations = [
  authorise,
  findPayments,
  readPayment,
  voidPayment,
  capturePayment,
  refundPayment,
  findEntries,
  readEntry,
  voidOrder,
  hearEvent,
] as const
