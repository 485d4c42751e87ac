import { assert } from 'chai'
import * as z from 'zod'
import { type Ask, contractOf, everyPage, type Promised, type Refusal } from '../../http/contract.ts'
import { CLOUD_EVENT, type CloudEvent } from '../../http/events/cloud-event.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import { livePromises, liveRefusals } from './live.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { Message } from './schema.ts'
import { EXAMPLE_EVENT, SEEDED_MESSAGES } from './seed.ts'
import { webhookPromises, webhookRefusals, webhooksSeen } from './webhooks.contract.ts'

const Page = z.object({ items: z.array(Message), next: z.string().optional() })
const delivering = (event: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': CLOUD_EVENT },
  body: JSON.stringify(event),
})
const about = (order: string, more: Partial<CloudEvent> = {}): CloudEvent => ({
  ...EXAMPLE_EVENT,
  id: `of ${order}`,
  subject: order,
  data: { ...EXAMPLE_EVENT.data, order },
  ...more,
})
const messagesAbout = async (send: Ask, order: string) =>
  Page.parse((await send(`/messages?order=${order}`)).json).items
const hear = async (send: Ask, event: CloudEvent) => {
  const { status } = await send('/events/notifications', delivering(event))
  assert.equal(status, 204)
}

const promises: readonly Promised[] = [
  {
    promise: 'writes to the customer when an order is confirmed, where it can be read',
    async check({ send }) {
      await hear(send, about('a'))
      const [message, ...more] = await messagesAbout(send, 'a')
      assert.isEmpty(more)
      assert.deepInclude(message, {
        to: 'guest',
        order: 'a',
        event: 'of a',
        subject: 'Your order a is confirmed',
      })
      assert.deepEqual((await send(`/messages/${message?.id}`)).json, message)
    },
  },
  {
    promise: 'writes once, however often an event is delivered',
    async check({ send }) {
      for (const _ of ['once', 'twice', 'three times']) await hear(send, about('a'))
      assert.lengthOf(await messagesAbout(send, 'a'), 1)
    },
  },
  {
    promise: 'takes two events of two sources for two, whatever their ids',
    async check({ send }) {
      await hear(send, about('a'))
      await hear(send, about('a', { source: 'https://api.bookshop.example/others' }))
      assert.lengthOf(await messagesAbout(send, 'a'), 2)
    },
  },
  {
    promise: 'acknowledges events that call for no mail',
    async check({ send }) {
      await hear(send, about('a', { type: 'example.bookshop.stock.reserved', data: {} }))
      assert.isEmpty(await messagesAbout(send, 'a'))
    },
  },
  {
    promise: 'reads what it needs of an event and ignores the rest of its data',
    async check({ send }) {
      await hear(send, about('a', { data: { ...EXAMPLE_EVENT.data, order: 'a', channel: 'a partner' } }))
      assert.lengthOf(await messagesAbout(send, 'a'), 1)
    },
  },
  {
    promise: 'gives every message once, page by page, oldest first',
    async check({ send }) {
      for (const order of ['a', 'b', 'c']) await hear(send, about(order))
      const pages = await everyPage(send, '/messages?limit=2', (json) => Page.parse(json))
      const all = pages.flatMap(({ items }) => items)
      assert.lengthOf(all, 3 + Object.keys(SEEDED_MESSAGES).length)
      assert.deepEqual(
        all,
        all.toSorted((a, b) => (a.writtenAt < b.writtenAt ? -1 : a.writtenAt > b.writtenAt ? 1 : 0)),
      )
    },
  },
]

const refusals: readonly Refusal[] = [
  {
    when: 'an event that does not say whom to write to',
    path: '/events/notifications',
    init: delivering(about('a', { data: { order: 'a', total: { amount: 1, currency: 'EUR' } } })),
    problem: 'invalid-content',
    names: ['#/data/customer'],
  },
  {
    when: 'an event without a type',
    path: '/events/notifications',
    init: delivering({ ...EXAMPLE_EVENT, type: undefined }),
    problem: 'invalid-content',
    names: ['#/type'],
  },
  {
    when: 'an event of another version of CloudEvents',
    path: '/events/notifications',
    init: delivering({ ...EXAMPLE_EVENT, specversion: '0.3' }),
    problem: 'invalid-content',
    names: ['#/specversion'],
  },
  {
    when: 'a page of no messages',
    path: '/messages?limit=0',
    problem: 'invalid-parameter',
    names: ['limit'],
  },
  {
    when: 'a cursor that nobody gave',
    path: '/messages?cursor=x',
    problem: 'invalid-parameter',
    names: ['cursor'],
  },
  { when: 'reading a message that does not exist', path: '/messages/nothing', problem: 'not-found' },
]

/** What notifications promises its callers. */
export const notificationsContract = contractOf({
  name: 'notifications',
  document,
  promises: [...promises, ...livePromises, ...webhookPromises, ...mannersOf('notifications', document)],
  refusals: [...refusals, ...liveRefusals(''), ...webhookRefusals, ...mannerlyRefusals(document)],
  everything: async (send) => [
    (await send('/messages?limit=100')).json,
    await webhooksSeen(send),
    ...(await Promise.all(
      Object.keys(SEEDED_MESSAGES).map(async (id) => (await send(`/messages/${id}`)).json),
    )),
  ],
})
