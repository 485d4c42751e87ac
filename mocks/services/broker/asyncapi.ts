import * as z from 'zod'
import { CLOUD_EVENT, CloudEvent } from '../../http/events/cloud-event.ts'
import { EVENT_TYPES } from './event-types.ts'

type Json = Record<string, unknown>

/** A document that says which events there are, on which topics, and how to hear of them (AsyncAPI 3.0.0). */
export function asyncApiDocument(): Json {
  const types = Object.entries(EVENT_TYPES)
  const topics = [...new Set(types.map(([, { topic }]) => topic))]
  const told = types.flatMap(([type, { toldOutside, ...rest }]) =>
    toldOutside ? [[type, { ...rest, data: toldOutside }] as const] : [],
  )
  const messagesOn = (topic: string) => types.filter(([, each]) => each.topic === topic).map(([type]) => type)
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Bookshop events',
      version: '1.0.0',
      description:
        'What the services of the bookshop publish. Every event is a CloudEvent 1.0, delivered at least once with POST; 2xx acknowledges it. In a partition events arrive in order.',
      license: { name: 'MIT' },
    },
    defaultContentType: CLOUD_EVENT,
    servers: {
      broker: {
        host: 'broker.bookshop.internal',
        protocol: 'https',
        description: 'Append, read, subscribe.',
      },
    },
    channels: {
      ...Object.fromEntries(
        topics.map((topic) => [
          topic,
          {
            address: `/topics/${topic}/events`,
            messages: Object.fromEntries(
              messagesOn(topic).map((type) => [
                nameOf(type),
                { $ref: `#/components/messages/${nameOf(type)}` },
              ]),
            ),
          },
        ]),
      ),
      webhooks: {
        address: null,
        title: 'Webhooks',
        description:
          'What the bookshop sends to addresses that its customers and partners registered at `POST /v1/webhooks`. Each request is signed (RFC 9421); the OpenAPI document of the registration says how.',
        messages: Object.fromEntries(
          told.map(([type]) => [nameOf(type), { $ref: `#/components/messages/webhook-${nameOf(type)}` }]),
        ),
      },
    },
    operations: {
      ...Object.fromEntries(
        topics.flatMap((topic) => {
          const messages = messagesOn(topic).map((type) => ({
            $ref: `#/channels/${topic}/messages/${nameOf(type)}`,
          }))
          const channel = { $ref: `#/channels/${topic}` }
          return [
            [
              `publish-${topic}`,
              { action: 'send', channel, messages, bindings: { http: { method: 'POST' } } },
            ],
            [
              `hear-${topic}`,
              { action: 'receive', channel, messages, bindings: { http: { method: 'POST' } } },
            ],
          ]
        }),
      ),
      'send-webhooks': {
        action: 'send',
        channel: { $ref: '#/channels/webhooks' },
        messages: told.map(([type]) => ({ $ref: `#/channels/webhooks/messages/${nameOf(type)}` })),
        bindings: { http: { method: 'POST' } },
      },
    },
    components: {
      messages: {
        ...Object.fromEntries(types.map(([type, each]) => [nameOf(type), messageOf(type, each)])),
        ...Object.fromEntries(
          told.map(([type, each]) => [
            `webhook-${nameOf(type)}`,
            { ...messageOf(type, each), headers: SIGNED_FIELDS },
          ]),
        ),
      },
    },
  }
}

/** The fields with which a webhook proves where it comes from. */
const SIGNED_FIELDS: Json = {
  type: 'object',
  required: ['content-digest', 'signature-input', 'signature'],
  properties: {
    'content-digest': { type: 'string', description: 'The SHA-256 of the content (RFC 9530).' },
    'signature-input': {
      type: 'string',
      description: 'What is covered, when, why and with which key (RFC 9421).',
    },
    signature: { type: 'string', description: 'HMAC-SHA-256 under the same labels (RFC 9421).' },
  },
}

function messageOf(type: string, { summary, data }: { summary: string; data: z.ZodObject }): Json {
  return { name: type, title: summary, contentType: CLOUD_EVENT, payload: payloadOf(type, data) }
}

/** The envelope with this type and these data. */
function payloadOf(type: string, data: z.ZodObject): Json {
  const {
    $schema: _,
    '~standard': __,
    ...schema
  } = z.toJSONSchema(CloudEvent.extend({ type: z.literal(type), data: data.loose() })) as Json
  return schema
}

/** Keys of components are words. */
function nameOf(type: string): string {
  return type.replace('example.bookshop.', '').replaceAll('.', '-')
}
