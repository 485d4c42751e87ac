import * as z from 'zod'
import { hearing } from '../../http/events/hearing.ts'
import { Money, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'
import { EXAMPLE_EVENT } from './seed.ts'

export const PastOrder = z
  .object({
    id: z.string(),
    state: z.enum(['confirmed', 'cancelled']),
    total: Money,
    copies: z.int().min(1).describe('How many books in all.'),
    titles: z.array(z.string()),
    placedAt: Timestamp,
    payment: z
      .enum(['authorized', 'voided'])
      .optional()
      .describe('What payments last said of it; absent while nothing was heard.'),
  })
  .describe('One line of a list of orders, put together from what several services said.')
export type PastOrder = z.infer<typeof PastOrder>

/** What order-history reads of an event about an order, and of one about a payment. */
export const OrderEventData = z.object({
  order: z.string(),
  customer: z.string(),
  lines: z.array(z.object({ title: z.string(), quantity: z.int() })),
  total: Money,
  placedAt: Timestamp,
})
export const PaymentEventData = z.object({ order: z.string() })

export const HistoryQuery = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(10).describe('How many orders a page has.'),
  cursor: z.string().max(500).optional().describe('Where to go on: `next` of an earlier page, unchanged.'),
})
export type HistoryQuery = z.infer<typeof HistoryQuery>

export const hearEvent = hearing('order-history', EXAMPLE_EVENT)

export const listMyOrders = operation({
  id: 'listMyOrders',
  method: 'GET',
  path: '/me/orders',
  summary: 'Your orders, at a glance',
  description:
    'Put together from events, so it may be a moment behind. Send the `Consistency-Token` of an earlier answer to read what you wrote: the answer then waits, as long as `Prefer: wait` allows, and is 503 if that is not long enough.',
  query: HistoryQuery,
  needs: { scope: 'orders:read', user: true },
  fields: {
    'consistency-token': {
      description: 'Of the answer to what you did: this answer must know of it.',
      example: '"WyI3IiwyXQ"',
    },
    prefer: {
      description: 'How many seconds you would wait for that (RFC 7240); 10 at most.',
      example: 'wait=5',
    },
  },
  example: { query: { limit: '3' } },
  answers: {
    200: {
      description: 'A page of orders, newest first.',
      body: z.object({ items: z.array(PastOrder), next: z.string().optional() }),
      fields: { link: 'First and next page (RFC 8288).' },
    },
  },
  problems: [
    'invalid-parameter',
    'malformed-request',
    'read-model-behind',
    'not-acceptable',
    'invalid-token',
  ],
})

export const Rebuild = z
  .object({ topics: z.array(z.string()), startedAt: Timestamp })
  .describe('The projection is thrown away and put together again from the events.')
export type Rebuild = z.infer<typeof Rebuild>

export const rebuild = operation({
  id: 'rebuild',
  method: 'POST',
  path: '/rebuilds',
  needs: { token: true, scope: 'events:admin' },
  summary: 'Put the list together again, from the first event on',
  description:
    'For operators. The list is back at the orders from before the first event, and fills up as the broker delivers again.',
  example: {},
  answers: { 202: { description: 'The broker delivers everything again.', body: Rebuild } },
  problems: ['not-acceptable', 'invalid-token', 'dependency-unavailable'],
})

/** Everything that order-history offers, in the order in which a reader would ask. */
export const orderHistoryOperations = [hearEvent, listMyOrders, rebuild] as const
