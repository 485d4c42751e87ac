import * as z from 'zod'
import { CLOUD_EVENT, CloudEvent } from '../../http/events/cloud-event.ts'
import { Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'
import { whyNotCallable } from './endpoint-rules.ts'
import { EXAMPLE_PRICE_EVENT } from './seed.ts'

/** The events that a webhook may bring. Of orders, its owner hears of their own alone. */
export const WEBHOOK_TYPES = [
  'example.bookshop.order.placed',
  'example.bookshop.order.confirmed',
  'example.bookshop.order.failed',
  'example.bookshop.order.cancelled',
  'example.bookshop.price.changed',
] as const

/** What a signature covers, and what it says it is for. */
export const SIGNED_COMPONENTS = ['@method', '@target-uri', 'content-type', 'content-digest'] as const
export const SIGNATURE_TAG = 'bookshop-webhook'

const EndpointUrl = z
  .url()
  .max(500)
  .superRefine((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    const why = url ? whyNotCallable(url) : 'must be an absolute address'
    if (why) context.addIssue({ code: 'custom', message: why })
  })
  .describe(
    'Where events are sent with POST: https, or the loopback address. Private addresses and names are refused, since otherwise anybody could have the bookshop call what is behind its own firewall (server-side request forgery).',
  )

export const NewWebhook = z
  .strictObject({
    url: EndpointUrl,
    types: z
      .array(z.enum(WEBHOOK_TYPES))
      .min(1)
      .max(WEBHOOK_TYPES.length)
      .describe('The types of events to be told of, as CloudEvents name them.'),
  })
  .describe('Where somebody wants to be told of events, and of which.')
export type NewWebhook = z.infer<typeof NewWebhook>

const KeyFacts = z.object({
  id: z.string().describe('`keyid` in the signatures that are made with it.'),
  createdAt: Timestamp,
  expiresAt: Timestamp.optional().describe(
    'Until then deliveries are signed with this key too; absent for the newest one.',
  ),
})
const NewKey = KeyFacts.extend({
  secret: z
    .string()
    .describe(
      'Its UTF-8 bytes are the key for hmac-sha256. Shown this once; whoever loses it asks for a new key.',
    ),
})

export const Webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    types: z.array(z.enum(WEBHOOK_TYPES)),
    state: z
      .enum(['active', 'gone'])
      .describe('`gone`: the endpoint answered 410, and nothing is sent there any more.'),
    createdAt: Timestamp,
    keys: z.array(KeyFacts),
  })
  .describe('Somebody who is told of events.')
export type Webhook = z.infer<typeof Webhook>

const Attempt = z.object({
  sentAt: Timestamp.describe('By the clock of notifications; `created` in the signature is the same second.'),
  nonce: z.string().describe('Of this attempt alone. A receiver that sees it twice sees a replay.'),
  status: z.int().optional().describe('What the endpoint answered. Its content is read by nobody.'),
  failure: z.enum(['no answer']).optional(),
})

export const Delivery = z
  .object({
    id: z.string(),
    webhook: z.string(),
    event: CloudEvent,
    state: z
      .enum(['pending', 'delivered', 'dead'])
      .describe('`pending`: it is under way. `dead`: given up, and it can be sent again.'),
    attempts: z.array(Attempt),
    createdAt: Timestamp,
  })
  .describe('An event on its way to an endpoint.')
export type Delivery = z.infer<typeof Delivery>

const ofWebhook = z.object({ webhook: z.string() })
const ofKey = z.object({ webhook: z.string(), key: z.string() })
const ofDelivery = z.object({ webhook: z.string(), delivery: z.string() })
const NEEDS = { scope: 'webhooks:manage', token: true } as const
const READING = ['not-found'] as const

/** What the bookshop sends: described as a callback of the registration. It is the receiver who implements it. */
const deliverEvent = operation({
  id: 'deliverEvent',
  method: 'POST',
  path: '{$request.body#/url}',
  summary: 'An event that you wanted to be told of',
  description: `A CloudEvent, signed by HTTP Message Signatures (RFC 9421) with hmac-sha256. The signature covers ${SIGNED_COMPONENTS.map((name) => `\`${name}\``).join(', ')} and says \`created\`, \`keyid\`, \`nonce\` and \`tag="${SIGNATURE_TAG}"\`; while keys change there is one for each. Refuse what you can not verify, what is older than some minutes, and any nonce that came before. An event can come twice with another nonce: its \`source\` and \`id\` name it. Events can overtake each other; \`sequence\` says their order.`,
  protocol: 'webhook',
  fields: {
    'content-digest': {
      description: 'The SHA-256 of the content (RFC 9530).',
      required: true,
      example: 'sha-256=:…:',
    },
    'signature-input': {
      description: 'What is covered, and when, why and with which key it was signed (RFC 9421, section 4.1).',
      required: true,
      example: `sig1=(${SIGNED_COMPONENTS.map((name) => `"${name}"`).join(' ')});created=1767225600;keyid="…";nonce="…";alg="hmac-sha256";tag="${SIGNATURE_TAG}"`,
    },
    signature: { description: 'The signatures, under the same labels.', required: true, example: 'sig1=:…:' },
  },
  body: CloudEvent,
  mediaType: CLOUD_EVENT,
  example: { body: EXAMPLE_PRICE_EVENT },
  answers: {
    204: { description: 'Taken; any 2xx says so.' },
    410: { description: 'Nobody is here any more: the webhook is `gone`, and nothing more is sent.' },
  },
  problems: [],
})

export const registerWebhook = operation({
  id: 'registerWebhook',
  method: 'POST',
  path: '/webhooks',
  summary: 'Be told of events at an address of yours',
  description:
    'From now on each event of these types is sent to the address, signed. What is not answered with 2xx within 5 seconds is tried again after 1, 4, 16 and 64 seconds, or later where the answer has Retry-After; then it is dead, and waits for you to send it again. Redirects are not followed. Addresses are looked at when they come; a name that later leads into a private network would need a guard at the exit as well, which whoever runs this for real must have.',
  needs: NEEDS,
  body: NewWebhook,
  callbacks: { event: deliverEvent },
  example: { body: { url: 'https://partner.example/hooks', types: ['example.bookshop.price.changed'] } },
  answers: {
    201: {
      description: 'Registered. The secret is shown this once.',
      body: Webhook.extend({ keys: z.array(NewKey) }),
      fields: { location: 'The webhook.' },
    },
  },
  problems: ['invalid-content', 'too-many-webhooks'],
})

export const listWebhooks = operation({
  id: 'listWebhooks',
  method: 'GET',
  path: '/webhooks',
  summary: 'Your webhooks',
  needs: NEEDS,
  example: {},
  answers: {
    200: { description: 'Those that you registered.', body: z.object({ items: z.array(Webhook) }) },
  },
  problems: [],
})

export const readWebhook = operation({
  id: 'readWebhook',
  method: 'GET',
  path: '/webhooks/{webhook}',
  summary: 'Read a webhook',
  needs: NEEDS,
  params: ofWebhook,
  example: { params: { webhook: 'seeded' } },
  answers: { 200: { description: 'The webhook.', body: Webhook } },
  problems: READING,
})

export const removeWebhook = operation({
  id: 'removeWebhook',
  method: 'DELETE',
  path: '/webhooks/{webhook}',
  summary: 'Be told no more',
  description: 'Its deliveries go with it, those that are under way included.',
  needs: NEEDS,
  params: ofWebhook,
  example: { params: { webhook: 'seeded' } },
  answers: { 204: { description: 'Removed.' } },
  problems: READING,
})

export const rotateWebhookKey = operation({
  id: 'rotateWebhookKey',
  method: 'POST',
  path: '/webhooks/{webhook}/keys',
  summary: 'Get a new key',
  description:
    'For 24 hours deliveries are signed with the new key and with the one before it, so that your server can learn the new one without missing anything.',
  needs: NEEDS,
  params: ofWebhook,
  example: { params: { webhook: 'seeded' } },
  answers: {
    201: {
      description: 'The new key. Its secret is shown this once.',
      body: NewKey,
      fields: { location: 'The key.' },
    },
  },
  problems: READING,
})

export const readWebhookKey = operation({
  id: 'readWebhookKey',
  method: 'GET',
  path: '/webhooks/{webhook}/keys/{key}',
  summary: 'Read a key, without its secret',
  needs: NEEDS,
  params: ofKey,
  example: { params: { webhook: 'seeded', key: 'seeded-key' } },
  answers: { 200: { description: 'The key.', body: KeyFacts } },
  problems: READING,
})

export const withdrawWebhookKey = operation({
  id: 'withdrawWebhookKey',
  method: 'DELETE',
  path: '/webhooks/{webhook}/keys/{key}',
  summary: 'Sign with a key no more, at once',
  description: 'For a secret that became known. The newest key can not be withdrawn: get a new one first.',
  needs: NEEDS,
  params: ofKey,
  example: { params: { webhook: 'seeded', key: 'seeded-old-key' } },
  answers: { 204: { description: 'Withdrawn.' } },
  problems: ['key-in-use', ...READING],
})

export const listDeliveries = operation({
  id: 'listDeliveries',
  method: 'GET',
  path: '/webhooks/{webhook}/deliveries',
  summary: 'What was sent, and how it went',
  description:
    'The newest first. Dead letters are those with `state=dead`. The last 100 that are over are kept.',
  needs: NEEDS,
  params: ofWebhook,
  query: z.object({
    state: Delivery.shape.state.optional().describe('Only those in this state.'),
    limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many deliveries a page has.'),
    cursor: z.string().max(500).optional().describe('Where to go on: `next` of an earlier page, unchanged.'),
  }),
  example: { params: { webhook: 'seeded' }, query: { state: 'dead' } },
  answers: {
    200: {
      description: 'A page of deliveries.',
      body: z.object({ items: z.array(Delivery), next: z.string().optional() }),
      fields: { link: 'First and next page (RFC 8288).' },
    },
  },
  problems: ['invalid-parameter', ...READING],
})

export const readDelivery = operation({
  id: 'readDelivery',
  method: 'GET',
  path: '/webhooks/{webhook}/deliveries/{delivery}',
  summary: 'How a delivery goes',
  needs: NEEDS,
  params: ofDelivery,
  example: { params: { webhook: 'seeded', delivery: 'seeded' } },
  answers: { 200: { description: 'The delivery.', body: Delivery } },
  problems: READING,
})

export const redeliver = operation({
  id: 'redeliver',
  method: 'POST',
  path: '/webhooks/{webhook}/deliveries/{delivery}/attempts',
  summary: 'Send an event again',
  description: 'The same event, with a signature of its own: whoever took it before will know it by its id.',
  needs: NEEDS,
  params: ofDelivery,
  example: { params: { webhook: 'seeded', delivery: 'seeded' } },
  answers: {
    202: {
      description: 'It is under way again; Location says how that goes.',
      body: Delivery,
      fields: { location: 'The delivery.' },
    },
  },
  problems: ['delivery-state', ...READING],
})

/** Everything about webhooks, in the order in which a reader would ask. */
export const webhookOperations = [
  registerWebhook,
  listWebhooks,
  readWebhook,
  listDeliveries,
  readDelivery,
  redeliver,
  readWebhookKey,
  withdrawWebhookKey,
  rotateWebhookKey,
  removeWebhook,
] as const
