import { assert } from 'chai'
import * as z from 'zod'
import {
  type Ask,
  contractOf,
  type Promised,
  problemIn,
  type Refusal,
  type Reply,
  sending,
} from '../../http/contract.ts'
import { CLOUD_EVENT, type CloudEvent } from '../../http/events/cloud-event.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import { contentDigest } from '../../http/signatures/content-digest.ts'
import { type SigningOptions, signMessage } from '../../http/signatures/message-signature.ts'
import document from './openapi.json' with { type: 'json' }
import { Endpoint, Received } from './schema.ts'
import { EXAMPLE_EVENT, SEEDED_KEYS } from './seed.ts'

const Items = z.object({ items: z.array(Received) })
const receivedBy = async (send: Ask) => Items.parse((await send('/received')).json).items

/** What differs from a request that is in order. */
interface Changes {
  readonly event?: CloudEvent
  /** Seconds between the signature and now. */
  readonly ageS?: number
  readonly signing?: Partial<SigningOptions>
  /** Fields that are put over those of the signed request. */
  readonly fields?: Record<string, string>
}

/** Sends an event as the bookshop would, or with something wrong about it. */
async function deliver(
  send: Ask,
  { event = EXAMPLE_EVENT, ageS = 0, signing, fields }: Changes = {},
): Promise<Reply> {
  const endpoint = await send('/endpoint')
  const { url } = Endpoint.parse(endpoint.json)
  const now = Math.floor(Date.parse(endpoint.headers.get('date') ?? '') / 1000)
  const body = JSON.stringify(event)
  const headers = new Headers({ 'content-type': CLOUD_EVENT, 'content-digest': contentDigest(body) })
  const signed = signMessage(
    { method: 'POST', url, headers },
    {
      keys: Object.values(SEEDED_KEYS),
      covers: ['@method', '@target-uri', 'content-type', 'content-digest'],
      created: now - ageS,
      nonce: `${event.id} once`,
      tag: 'bookshop-webhook',
      ...signing,
    },
  )
  return send('/hooks', {
    method: 'POST',
    headers: { ...Object.fromEntries(headers), ...signed, ...fields },
    body,
  })
}

/** Something is wrong with the signature of each of these. */
const FORGERIES: Readonly<Record<string, Changes>> = {
  'a secret that is not known': { signing: { keys: [{ id: 'seeded-key', secret: 'guessed' }] } },
  'a key that is not known': { signing: { keys: [{ id: 'another', secret: 'guessed' }] } },
  'another purpose': { signing: { tag: 'another' } },
  'a signature that leaves the address open': { signing: { covers: ['@method', 'content-digest'] } },
  'a signature of long ago': { ageS: 302 },
  'a signature from the future': { ageS: -60 },
  'another type of content': { fields: { 'content-type': `${CLOUD_EVENT}; charset=utf-8` } },
  'no signature at all': { fields: { 'signature-input': 'x=1', signature: 'x=1' } },
  'a signature that can not be read': { fields: { 'signature-input': '(((', signature: ')))' } },
}

const promises: readonly Promised[] = [
  {
    promise: 'takes an event that is signed (receiveEvent), and shows it',
    async check({ send }) {
      const { status, text } = await deliver(send)
      assert.equal(status, 204, text)
      const [received, ...more] = await receivedBy(send)
      assert.isEmpty(more)
      assert.deepEqual(received?.event, EXAMPLE_EVENT)
      assert.equal(received?.keyid, 'seeded-key')
    },
  },
  {
    promise: 'takes an event once, however often it is signed and sent',
    async check({ send }) {
      for (const nonce of ['a', 'b', 'c'])
        assert.equal((await deliver(send, { signing: { nonce } })).status, 204)
      assert.lengthOf(await receivedBy(send), 1)
    },
  },
  {
    promise: 'refuses a nonce that came before, with this event or another',
    async check({ send }) {
      const signing = { nonce: 'once' }
      assert.equal((await deliver(send, { signing })).status, 204)
      problemIn(await deliver(send, { signing }), 'invalid-signature')
      const event = { ...EXAMPLE_EVENT, id: 'another' }
      problemIn(await deliver(send, { event, signing }), 'invalid-signature')
      assert.lengthOf(await receivedBy(send), 1)
    },
  },
  {
    promise: `refuses whatever is wrong with a signature (${Object.keys(FORGERIES).length} ways), and says what it wants`,
    async check({ send }) {
      for (const [how, changes] of Object.entries(FORGERIES)) {
        const reply = await deliver(send, changes)
        assert.equal(reply.status, 403, how)
        problemIn(reply, 'invalid-signature')
        assert.match(
          reply.headers.get('accept-signature') ?? '',
          /^sig1=\("@method" .*\);created;keyid;nonce/,
        )
      }
      assert.isEmpty(await receivedBy(send))
    },
  },
  {
    promise: 'refuses content that is not the one that was signed',
    async check({ send }) {
      problemIn(await deliver(send, { fields: { 'content-digest': contentDigest('{}') } }), 'digest-mismatch')
    },
  },
  {
    promise: 'learns a secret, and forgets it',
    async check({ send }) {
      const key = { id: 'new', secret: 'sixteen letters or more' }
      const signing = { keys: [key] }
      const told = () => send('/keys/new', sending('PUT', { secret: key.secret }))
      const first = await told()
      assert.equal(first.status, 201)
      assert.match(first.headers.get('location') ?? '', /\/keys\/new$/)
      assert.equal((await told()).status, 204)
      assert.include(Endpoint.parse((await send('/endpoint')).json).keys, 'new')
      assert.equal((await deliver(send, { signing })).status, 204)
      assert.equal((await send('/keys/new', { method: 'DELETE' })).status, 204)
      problemIn(await deliver(send, { signing: { ...signing, nonce: 'later' } }), 'invalid-signature')
    },
  },
]

const refusals: readonly Refusal[] = [
  {
    when: 'a secret that is too short',
    path: '/keys/new',
    init: sending('PUT', { secret: 'short' }),
    problem: 'invalid-content',
    names: ['#/secret'],
  },
  {
    when: 'forgetting a key that is not there',
    path: '/keys/new',
    init: { method: 'DELETE' },
    problem: 'not-found',
  },
]

/** What the partner's server promises whoever sends it events. */
export const partnerContract = contractOf({
  name: 'partner',
  document,
  promises: [...promises, ...mannersOf('partner', document)],
  refusals: [...refusals, ...mannerlyRefusals(document)],
  everything: async (send) => [(await send('/received')).json, (await send('/endpoint')).json],
})
