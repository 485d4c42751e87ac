import * as z from 'zod'
import { Money, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'

/** Test cards, as payment providers offer them: what happens depends on the card and on nothing else. */
export const Card = z
  .enum(['tok_visa', 'tok_declined'])
  .describe('A test card: `tok_visa` is authorised, `tok_declined` is declined.')

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
    state: z.enum(['authorised', 'voided']),
    authorisedAt: Timestamp,
  })
  .describe('Money that is set aside on a card until it is voided.')
export type Payment = z.infer<typeof Payment>

export const PaymentList = z
  .object({ items: z.array(Payment) })
  .describe('Every payment for one order, voided or not.')

export const Voiding = z
  .object({
    order: z.string(),
    payments: z.array(z.string()).describe('What was set aside for the order.'),
    voidedAt: Timestamp,
  })
  .describe(
    'An order that was given up: whatever was set aside for it is free, and nothing is set aside any more.',
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
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'invalid-token',
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
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
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
  description: 'Idempotent: voiding twice is voiding once. The request has no content.',
  params: z.object({ id: z.string() }),
  example: { params: { id: 'seeded-7' } },
  answers: { 200: { description: 'The payment, voided.', body: Payment } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const voidOrder = operation({
  id: 'voidOrder',
  method: 'PUT',
  path: '/voids/{order}',
  summary: 'Give up an order',
  description:
    'Gives free whatever is set aside for the order, and refuses what still arrives for it. So it can be asked for by somebody who does not know whether money was set aside, or is about to be. Idempotent. The request has no content.',
  params: z.object({ order: OrderName }),
  example: { params: { order: '7' } },
  answers: {
    200: { description: 'The order was given up before.', body: Voiding },
    201: { description: 'The order is given up.', body: Voiding },
  },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

/** Everything that payments offers, in the order in which a reader would ask. */
export const paymentsOperations = [authorise, findPayments, readPayment, voidPayment, voidOrder] as const
