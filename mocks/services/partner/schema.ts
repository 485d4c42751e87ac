import * as z from 'zod'
import { CLOUD_EVENT, CloudEvent } from '../../http/events/cloud-event.ts'
import { Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'
import { EXAMPLE_EVENT } from './seed.ts'

export const Received = z
  .object({
    event: CloudEvent,
    keyid: z.string().describe('The key with which it was signed.'),
    receivedAt: Timestamp.describe('By the clock of this server.'),
  })
  .describe('An event that came, once, with a signature that is good.')
export type Received = z.infer<typeof Received>

export const Endpoint = z
  .object({
    url: z.url().describe('Where to send events; give this to the bookshop.'),
    keys: z.array(z.string()).describe('The names of the keys that are known here.'),
  })
  .describe('Where this server listens.')

/** The name of a key as the bookshop gave it. */
const KeyName = z.string().regex(/^[\w.-]{1,100}$/, 'the name of a key has letters, digits, dots, hyphens')

export const receiveEvent = operation({
  id: 'receiveEvent',
  method: 'POST',
  path: '/hooks',
  summary: 'Be told of an event',
  description:
    'For the bookshop. A request is taken when its content is the one that Content-Digest names, when one of its signatures is good (RFC 9421: a known key, the tag, everything covered that matters, made in the last 300 seconds and not in the future), and when its nonce never came before. An event that was taken before is acknowledged, and nothing is done.',
  fields: {
    'content-digest': {
      description: 'The SHA-256 of the content (RFC 9530).',
      required: true,
      example: 'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:',
    },
    'signature-input': {
      description: 'What is covered, and when, why and with which key it was signed (RFC 9421, section 4.1).',
      required: true,
      example:
        'sig1=("@method" "@target-uri" "content-type" "content-digest");created=1767225600;keyid="seeded-key";nonce="once";alg="hmac-sha256";tag="bookshop-webhook"',
    },
    signature: {
      description: 'The signatures, under the same labels.',
      required: true,
      example: 'sig1=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:',
    },
  },
  body: CloudEvent,
  mediaType: CLOUD_EVENT,
  signed: true,
  example: { body: EXAMPLE_EVENT },
  answers: { 204: { description: 'Taken, now or before.' } },
  problems: ['invalid-content', 'digest-mismatch', 'invalid-signature'],
})

export const listReceived = operation({
  id: 'listReceived',
  method: 'GET',
  path: '/received',
  summary: 'What was taken',
  description: 'The last 100 events, the newest first.',
  example: {},
  answers: { 200: { description: 'Events.', body: z.object({ items: z.array(Received) }) } },
  problems: [],
})

export const readEndpoint = operation({
  id: 'readEndpoint',
  method: 'GET',
  path: '/endpoint',
  summary: 'Where this server listens',
  example: {},
  answers: { 200: { description: 'The address, and which keys are known.', body: Endpoint } },
  problems: [],
})

export const putKey = operation({
  id: 'putKey',
  method: 'PUT',
  path: '/keys/{key}',
  summary: 'Tell this server a secret of the bookshop',
  description:
    'For whoever runs this server; in this world that is everybody. The secret is never shown again.',
  params: z.object({ key: KeyName }),
  body: z.strictObject({ secret: z.string().min(16).max(200) }),
  example: { params: { key: 'seeded-key' }, body: { secret: 'seeded-key-published-for-teaching' } },
  answers: { 201: { description: 'A new key.' }, 204: { description: 'The secret is replaced.' } },
  problems: ['invalid-content', 'not-found'],
})

export const removeKey = operation({
  id: 'removeKey',
  method: 'DELETE',
  path: '/keys/{key}',
  summary: 'Accept no more signatures of a key',
  params: z.object({ key: KeyName }),
  example: { params: { key: 'seeded-key' } },
  answers: { 204: { description: 'Forgotten.' } },
  problems: ['not-found'],
})

/** Everything that the partner's server offers, in the order in which a reader would ask. */
export const partnerOperations = [receiveEvent, listReceived, readEndpoint, putKey, removeKey] as const
