import * as z from 'zod'
import { LAST_EVENT_ID, STREAM_SAYS, StreamQuery } from '../../http/events/event-stream.ts'
import { hearing } from '../../http/events/hearing.ts'
import { Money, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'
import { EXAMPLE_EVENT } from './seed.ts'
import { webhookOperations } from './webhook-schema.ts'

export const Message = z
  .object({
    id: z.string(),
    to: z.string().describe('The customer.'),
    subject: z.string(),
    text: z.string(),
    order: z.string().describe('The order that it is about.'),
    event: z.string().describe('The id of the event that caused it.'),
    writtenAt: Timestamp,
  })
  .describe('A mail to a customer, as it would be sent.')
export type Message = z.infer<typeof Message>

export const MessageQuery = z.object({
  order: z.string().min(1).max(100).optional().describe('Only those about this order.'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many messages a page has.'),
  cursor: z.string().max(500).optional().describe('Where to go on: `next` of an earlier page, unchanged.'),
})
export type MessageQuery = z.infer<typeof MessageQuery>

/** What notifications reads of an event about an order. More may come, and is ignored: clients are tolerant readers. */
export const OrderEventData = z.object({
  order: z.string(),
  customer: z.string(),
  total: Money,
})
export type OrderEventData = z.infer<typeof OrderEventData>

export const hearEvent = hearing('notifications', EXAMPLE_EVENT)

export const listMessages = operation({
  id: 'listMessages',
  method: 'GET',
  path: '/messages',
  summary: 'The mail that would have been sent',
  query: MessageQuery,
  example: { query: { order: '12' } },
  answers: {
    200: {
      description: 'A page of messages, in the order in which they were written.',
      body: z.object({ items: z.array(Message), next: z.string().optional() }),
      fields: { link: 'First and next page (RFC 8288).' },
    },
  },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const readMessage = operation({
  id: 'readMessage',
  method: 'GET',
  path: '/messages/{id}',
  summary: 'Read a message',
  params: z.object({ id: z.string() }),
  example: { params: { id: 'seeded-12' } },
  answers: { 200: { description: 'The message.', body: Message } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const watchLive = operation({
  id: 'watchLive',
  method: 'GET',
  path: '/live',
  summary: 'Watch the shop',
  description: `${STREAM_SAYS} You are told of your own orders (\`order.placed\`, \`order.confirmed\`…), of the stock (\`stock.reserved\`…) and of prices (\`price.changed\`). Whoever comes for the first time hears of what happens from then on. The last 500 events are kept for those who come back; whoever missed more gets the event \`missed\` first.`,
  query: StreamQuery,
  fields: LAST_EVENT_ID,
  needs: { scope: 'orders:read' },
  example: { query: { wait: '0' } },
  answers: {
    200: { description: 'What happens in the shop.', body: z.string(), type: 'text/event-stream' },
  },
  problems: ['malformed-request', 'invalid-parameter', 'not-acceptable', 'invalid-token'],
})

/** Everything that notifications offers, in the order in which a reader would ask. */
export const notificationsOperations = [
  hearEvent,
  listMessages,
  readMessage,
  watchLive,
  ...webhookOperations,
] as const
