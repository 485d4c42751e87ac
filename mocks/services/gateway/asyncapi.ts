import * as z from 'zod'
import { CLIENT_MESSAGES, CLOSE, LIVE_PATH, LIVE_PROTOCOL, SERVER_MESSAGES } from './live-messages.ts'
import { LONGEST_MESSAGE, MOST_MISTAKES, MOST_SUBSCRIPTIONS } from './live-socket.ts'

type Json = Record<string, unknown>

/** A document that says what is spoken over the WebSocket of the public API (AsyncAPI 3.0.0). */
export function asyncApiDocument(host: string): Json {
  const names = (messages: Json) => Object.keys(messages)
  const inChannel = (messages: Json) =>
    names(messages).map((name) => ({ $ref: `#/channels/live/messages/${name}` }))
  const all = { ...CLIENT_MESSAGES, ...SERVER_MESSAGES }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Bookshop, live',
      version: '1.0.0',
      description: `What happens in the shop, over a WebSocket (RFC 6455). Messages are JSON as text, one object each; \`${LIVE_PROTOCOL}\` is the subprotocol that a client may name. ${RULES}`,
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    servers: {
      api: { host, protocol: 'wss', description: 'The public API. Node serves it as ws: on its own port.' },
    },
    channels: {
      live: {
        address: LIVE_PATH,
        title: 'What happens in the shop',
        description:
          'The same events as the server-sent ones at this address, several subscriptions to one connection.',
        messages: Object.fromEntries(
          names(all).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
        bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
      },
    },
    operations: {
      ask: {
        action: 'receive',
        channel: { $ref: '#/channels/live' },
        summary: 'What a client may say.',
        messages: inChannel(CLIENT_MESSAGES),
      },
      tell: {
        action: 'send',
        channel: { $ref: '#/channels/live' },
        summary: 'What the server says.',
        messages: inChannel(SERVER_MESSAGES),
      },
    },
    components: {
      messages: Object.fromEntries(
        Object.entries(all).map(([name, schema]) => [
          name,
          { name, summary: schema.description, payload: schemaOf(schema) },
        ]),
      ),
    },
  }
}

const RULES = [
  'A handshake with `Authorization` is verified before anything is switched (401); a browser can send none, and says `authenticate` instead. Any origin may connect: nobody is known by a cookie here.',
  `A connection has at most ${MOST_SUBSCRIPTIONS} subscriptions, and a message at most ${LONGEST_MESSAGE} characters.`,
  'The server sends a ping frame every 20 seconds and drops a connection on which nothing came since the one before. It sends no faster than the client reads: what waits is kept where the events are, the last 500 of them.',
  `It closes with ${CLOSE.goingAway} when it goes away, ${CLOSE.unsupportedData} after a binary message, ${CLOSE.invalidPayload} after text that is not UTF-8, ${CLOSE.policyViolation} after ${MOST_MISTAKES} messages that could not be understood or when a token is no longer valid, ${CLOSE.tooBig} after a message that is too long, and ${CLOSE.internalError} when the source of the events is lost. After ${CLOSE.goingAway}, ${CLOSE.internalError} and a lost connection come back and subscribe with \`after\`.`,
].join(' ')

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, '~standard': __, ...written } = z.toJSONSchema(schema) as Json
  return written
}
