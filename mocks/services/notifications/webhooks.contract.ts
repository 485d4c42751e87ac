import { assert } from 'chai'
import * as z from 'zod'
import {
  type Ask,
  as,
  everyPage,
  type Promised,
  problemIn,
  type Refusal,
  sending,
} from '../../http/contract.ts'
import { CLOUD_EVENT } from '../../http/events/cloud-event.ts'
import { EXAMPLE_EVENT, EXAMPLE_PRICE_EVENT } from './seed.ts'
import { Delivery, registerWebhook, Webhook } from './webhook-schema.ts'

const ADA = { headers: as('ada') }
const asking = (method: string, body?: unknown, user = 'ada'): RequestInit =>
  body === undefined ? { method, headers: as(user) } : sending('POST', body, as(user))
const CreatedWebhook = Webhook.extend({
  keys: z.array(z.object({ id: z.string(), secret: z.string(), createdAt: z.string() })),
})
const Deliveries = z.object({ items: z.array(Delivery), next: z.string().optional() })

const register = async (send: Ask, body: object = registerWebhook.example.body ?? {}, user = 'ada') => {
  const reply = await send('/webhooks', asking('POST', body, user))
  assert.equal(reply.status, 201, reply.text)
  return { webhook: CreatedWebhook.parse(reply.json), location: reply.headers.get('location') ?? '' }
}
const hear = async (send: Ask, event: object) => {
  const init = { method: 'POST', headers: { 'content-type': CLOUD_EVENT }, body: JSON.stringify(event) }
  assert.equal((await send('/events/notifications', init)).status, 204)
}
const priceEvent = (id: string) => ({ ...EXAMPLE_PRICE_EVENT, id })
const deliveriesOf = async (send: Ask, webhook: string, user = 'ada') =>
  Deliveries.parse((await send(`/webhooks/${webhook}/deliveries?limit=100`, { headers: as(user) })).json)
    .items

/** What of webhooks callers can see. */
export async function webhooksSeen(send: Ask): Promise<unknown> {
  return [(await send('/webhooks', ADA)).json, (await send('/webhooks/seeded/deliveries', ADA)).json]
}

export const webhookPromises: readonly Promised[] = [
  {
    promise: 'registers an address (registerWebhook) and shows the secret this once',
    async check({ send }) {
      const { webhook, location } = await register(send)
      const [key] = webhook.keys
      assert.isAtLeast(key?.secret.length ?? 0, 20)
      const read = await send(location.replace(/^\/v1/, ''), ADA)
      assert.equal(read.status, 200)
      assert.notInclude(read.text, key?.secret ?? '')
      assert.deepInclude(Webhook.parse(read.json), { id: webhook.id, url: webhook.url, state: 'active' })
      assert.include((await send('/webhooks', ADA)).text, webhook.id)
    },
  },
  {
    promise: 'has a delivery for each event that was asked for, and for no other',
    async check({ send }) {
      await hear(send, priceEvent('a'))
      await hear(send, priceEvent('a'))
      await hear(send, { ...EXAMPLE_EVENT, id: 'b' })
      const [delivery, ...more] = await deliveriesOf(send, 'seeded')
      assert.equal(delivery?.event.id, 'a')
      assert.lengthOf(more, 1)
      assert.deepEqual(
        (await send(`/webhooks/seeded/deliveries/${delivery?.id}`, ADA)).json,
        (await deliveriesOf(send, 'seeded'))[0],
      )
    },
  },
  {
    promise: 'tells nobody of the orders of others',
    async check({ send }) {
      const types = ['example.bookshop.order.confirmed']
      const url = 'https://partner.example/hooks'
      const [{ webhook: alices }, { webhook: bobs }] = [
        await register(send, { url, types }, 'alice'),
        await register(send, { url, types }, 'bob'),
      ]
      await hear(send, { ...EXAMPLE_EVENT, data: { ...EXAMPLE_EVENT.data, customer: 'alice' } })
      assert.lengthOf(await deliveriesOf(send, alices.id, 'alice'), 1)
      assert.lengthOf(await deliveriesOf(send, bobs.id, 'bob'), 0)
    },
  },
  {
    promise: 'shows a webhook to nobody but its owner',
    async check({ send }) {
      const alice = { headers: as('alice') }
      for (const path of ['', '/keys/seeded-key', '/deliveries', '/deliveries/seeded'])
        problemIn(await send(`/webhooks/seeded${path}`, alice), 'not-found')
      assert.notInclude((await send('/webhooks', alice)).text, 'seeded')
      problemIn(await send('/webhooks/seeded', asking('DELETE', undefined, 'alice')), 'not-found')
    },
  },
  {
    promise: 'signs with the new key and the one before it, and withdraws a key at once',
    async check({ send }) {
      const rotated = await send('/webhooks/seeded/keys', asking('POST'))
      assert.equal(rotated.status, 201)
      const fresh = z.object({ id: z.string(), secret: z.string() }).parse(rotated.json)
      const keys = async () => Webhook.parse((await send('/webhooks/seeded', ADA)).json).keys
      const [earlier, newest] = await keys()
      assert.equal(newest?.id, fresh.id)
      assert.isUndefined(newest?.expiresAt)
      assert.equal(earlier?.id, 'seeded-key')
      assert.isDefined(earlier?.expiresAt)
      const key = await send(`/webhooks/seeded/keys/${fresh.id}`, ADA)
      assert.notInclude(key.text, fresh.secret)
      problemIn(await send(`/webhooks/seeded/keys/${fresh.id}`, asking('DELETE')), 'key-in-use')
      assert.equal((await send('/webhooks/seeded/keys/seeded-key', asking('DELETE'))).status, 204)
      assert.deepEqual(
        (await keys()).map(({ id }) => id),
        [fresh.id],
      )
    },
  },
  {
    promise: 'sends a dead letter again (redeliver), and not what is under way',
    async check({ send }) {
      const path = '/webhooks/seeded/deliveries/seeded'
      const again = await send(`${path}/attempts`, asking('POST'))
      assert.equal(again.status, 202)
      assert.match(again.headers.get('location') ?? '', /\/webhooks\/seeded\/deliveries\/seeded$/)
      assert.equal(Delivery.parse(again.json).state, 'pending')
      const { attempts } = Delivery.parse((await send(path, ADA)).json)
      assert.isAtLeast(attempts.length, 5)
    },
  },
  {
    promise: 'forgets a webhook with its deliveries (removeWebhook)',
    async check({ send }) {
      assert.equal((await send('/webhooks/seeded', asking('DELETE'))).status, 204)
      for (const path of ['', '/deliveries', '/deliveries/seeded'])
        problemIn(await send(`/webhooks/seeded${path}`, ADA), 'not-found')
    },
  },
  {
    promise: 'gives every delivery once, page by page (listDeliveries)',
    async check({ send }) {
      for (const id of ['a', 'b', 'c', 'd']) await hear(send, priceEvent(id))
      const asAda: Ask = (path, init) => send(path, { ...init, ...ADA })
      const pages = await everyPage(asAda, '/webhooks/seeded/deliveries?limit=2', (json) =>
        Deliveries.parse(json),
      )
      assert.deepEqual(
        pages.map(({ items }) => items.map(({ event }) => event.id)),
        [['d', 'c'], ['b', 'a'], [EXAMPLE_PRICE_EVENT.id]],
      )
    },
  },
  {
    promise: 'lets nobody register without end',
    async check({ send }) {
      for (let i = 0; i < 10; i++) await register(send, undefined, 'alice')
      problemIn(
        await send('/webhooks', asking('POST', registerWebhook.example.body, 'alice')),
        'too-many-webhooks',
      )
    },
  },
]

const registering = (body: object): RequestInit =>
  asking('POST', { ...registerWebhook.example.body, ...body })
const PRIVATE = [
  'http://partner.example/hooks',
  'https://inventory.bookshop.internal/stock',
  'https://169.254.169.254/latest/meta-data/',
  'https://[::ffff:10.0.0.1]/',
  'https://user:secret@partner.example/',
  'file:///etc/passwd',
]

export const webhookRefusals: readonly Refusal[] = [
  ...PRIVATE.map(
    (url): Refusal => ({
      when: `a webhook at ${url}`,
      path: '/webhooks',
      init: registering({ url }),
      problem: 'invalid-content',
      names: ['#/url'],
    }),
  ),
  {
    when: 'a webhook at the public API itself',
    path: '/webhooks',
    init: registering({ url: 'https://api.bookshop.example/v1/webhooks' }),
    problem: 'invalid-content',
    names: ['#/url'],
  },
  {
    when: 'a webhook for a type of event that is nobody’s business',
    path: '/webhooks',
    init: registering({ types: ['example.bookshop.payment.captured'] }),
    problem: 'invalid-content',
    names: ['#/types/0'],
  },
  { when: 'a webhook that does not exist', path: '/webhooks/nothing', init: ADA, problem: 'not-found' },
  {
    when: 'a key that does not exist',
    path: '/webhooks/seeded/keys/nothing',
    init: ADA,
    problem: 'not-found',
  },
  {
    when: 'sending again what does not exist',
    path: '/webhooks/seeded/deliveries/nothing/attempts',
    init: asking('POST'),
    problem: 'not-found',
  },
  {
    when: 'deliveries in a state that there is not',
    path: '/webhooks/seeded/deliveries?state=lost',
    init: ADA,
    problem: 'invalid-parameter',
    names: ['state'],
  },
]
