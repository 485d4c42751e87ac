import * as z from 'zod'
import { Isbn } from '../../http/formats.ts'

/** What is spoken over the WebSocket at `/v1/live`: the subprotocol that a client may name (RFC 6455 §1.9). */
export const LIVE_PROTOCOL = 'bookshop.live.v1'

/** Where it is spoken. Whoever asks there with GET and no wish to switch reads server-sent events instead. */
export const LIVE_PATH = '/v1/live'

const Id = z
  .string()
  .regex(/^[\w-]{1,40}$/, 'is 1 to 40 letters, digits, hyphens or underscores')
  .describe('The name that the client gives to the subscription.')
const After = z.int().min(0).max(2_000_000_000)

const Subscribe = z
  .strictObject({
    type: z.literal('subscribe'),
    id: Id,
    topic: z
      .enum(['orders', 'stock', 'prices'])
      .describe('Orders are one’s own; stock and prices are everybody’s.'),
    of: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Only of this one: the id of an order, or the ISBN-13 of a book. Left out, of all.'),
    after: After.optional().describe(
      'Go on after the event with this id, as after a lost connection. Left out, from now on.',
    ),
  })
  .refine(({ topic, of }) => topic === 'orders' || of === undefined || Isbn.safeParse(of).success, {
    path: ['of'],
    message: 'is no ISBN-13',
  })
  .describe('Be told of what happens. Answered with `subscribed`, or with `error`.')
export type Subscribe = z.infer<typeof Subscribe>

/** Everything that a client may say, by its `type`. */
export const CLIENT_MESSAGES = {
  subscribe: Subscribe,
  unsubscribe: z
    .strictObject({ type: z.literal('unsubscribe'), id: Id })
    .describe('Not be told any more. Answered with `unsubscribed`.'),
  authenticate: z
    .strictObject({ type: z.literal('authenticate'), token: z.string().min(1).max(4_000) })
    .describe(
      'Say who speaks, with an access token: a browser can send no Authorization with its handshake. It counts for subscriptions that follow. Answered with `authenticated`.',
    ),
  ping: z
    .strictObject({ type: z.literal('ping') })
    .describe('Ask whether anybody is there, for clients that can send no ping frame. Answered with `pong`.'),
} as const

export const ClientMessage = z.discriminatedUnion('type', [
  CLIENT_MESSAGES.subscribe,
  CLIENT_MESSAGES.unsubscribe,
  CLIENT_MESSAGES.authenticate,
  CLIENT_MESSAGES.ping,
])
export type ClientMessage = z.infer<typeof ClientMessage>

/** Everything that the server may say, by its `type`. */
export const SERVER_MESSAGES = {
  subscribed: z
    .object({
      type: z.literal('subscribed'),
      id: Id,
      after: After.describe('Where the subscription begins: nothing after this id is missed.'),
    })
    .describe('From now on the client is told.'),
  unsubscribed: z.object({ type: z.literal('unsubscribed'), id: Id }).describe('It is told no more.'),
  event: z
    .object({
      type: z.literal('event'),
      subscription: Id,
      id: After.describe('Where the line of events is now; a client that comes back names it in `after`.'),
      event: z.string().describe('What happened, such as `order.confirmed` or `stock.reserved`.'),
      data: z.record(z.string(), z.unknown()),
    })
    .describe('Something happened.'),
  missed: z
    .object({
      type: z.literal('missed'),
      subscription: Id,
      id: After,
      events: z.int().min(1).describe('How many events are gone, whatever they were of.'),
    })
    .describe('More happened while the client was away than is kept.'),
  authenticated: z
    .object({ type: z.literal('authenticated'), customer: z.string() })
    .describe('The token is genuine.'),
  pong: z.object({ type: z.literal('pong') }).describe('Somebody is there.'),
  error: z
    .object({
      type: z.literal('error'),
      id: Id.optional().describe('The subscription that it is about.'),
      problem: z
        .object({ type: z.url(), title: z.string(), status: z.int(), detail: z.string() })
        .loose()
        .describe('What failed, and what to do: the problem document that REST would answer (RFC 9457).'),
    })
    .describe('The last message, or a subscription, came to nothing. The connection stays open.'),
} as const

export const ServerMessage = z.discriminatedUnion('type', [
  SERVER_MESSAGES.subscribed,
  SERVER_MESSAGES.unsubscribed,
  SERVER_MESSAGES.event,
  SERVER_MESSAGES.missed,
  SERVER_MESSAGES.authenticated,
  SERVER_MESSAGES.pong,
  SERVER_MESSAGES.error,
])
export type ServerMessage = z.infer<typeof ServerMessage>

/** Why the server closes a connection (RFC 6455 §7.4.1). */
export const CLOSE = {
  normal: 1000,
  goingAway: 1001,
  unsupportedData: 1003,
  invalidPayload: 1007,
  policyViolation: 1008,
  tooBig: 1009,
  internalError: 1011,
} as const
