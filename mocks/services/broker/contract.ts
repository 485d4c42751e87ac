import { assert } from 'chai'
import * as z from 'zod'
import { type Ask, as, contractOf, type Promised, type Refusal, sending } from '../../http/contract.ts'
import { CLOUD_EVENT, CLOUD_EVENTS_BATCH, type CloudEvent } from '../../http/events/cloud-event.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { Progress, Replay, StoredEvent, Subscription, Topic } from './schema.ts'
import { EXAMPLE_EVENT } from './seed.ts'

const Positions = z.object({ positions: z.array(z.object({ partition: z.int(), offset: z.int() })) })
const Events = z.object({ items: z.array(StoredEvent), end: z.int() })

/** An event that calls for nothing, so that whoever hears it has nothing to do. */
const event = (id: string, more: Partial<CloudEvent> = {}): CloudEvent => ({
  ...EXAMPLE_EVENT,
  id,
  type: 'example.bookshop.book.seen',
  subject: id,
  partitionkey: 'a key',
  ...more,
})
const appending = (content: object, type = CLOUD_EVENT): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: JSON.stringify(content),
})
/** Whoever looks after the broker. */
const OPERATOR = as('ada', 'events:admin')
/** Nobody in the bookshop listens here. */
const NOWHERE = { topics: ['catalog'], endpoint: 'https://nowhere.bookshop.internal/events' }

const append = async (send: Ask, ...events: readonly CloudEvent[]) => {
  const { status, json } = await send('/topics/catalog/events', appending(events, CLOUD_EVENTS_BATCH))
  assert.equal(status, 201)
  return Positions.parse(json).positions
}

const promises: readonly Promised[] = [
  {
    promise: 'keeps an event where Location says, unchanged',
    async check({ send }) {
      const { status, headers, json } = await send('/topics/catalog/events', appending(event('one')))
      assert.equal(status, 201)
      const [position] = Positions.parse(json).positions
      const { items } = Events.parse((await send(headers.get('location') ?? '')).json)
      assert.deepEqual(items, [
        {
          topic: 'catalog',
          partition: position?.partition ?? -1,
          offset: position?.offset ?? -1,
          event: event('one'),
        },
      ])
    },
  },
  {
    promise: 'keeps the order of events with the same key, one by one and in batches',
    async check({ send }) {
      const positions = [
        ...(await append(send, event('1'))),
        ...(await append(send, event('2'), event('3'))),
        ...(await append(send, event('4'))),
      ]
      assert.equal(new Set(positions.map(({ partition }) => partition)).size, 1)
      assert.deepEqual(
        positions.map(({ offset }) => offset),
        [0, 1, 2, 3],
      )
      const [first] = positions
      const place = `/topics/catalog/events?partition=${first?.partition}&offset=1&limit=2`
      const { items, end } = Events.parse((await send(place)).json)
      assert.deepEqual(
        items.map(({ event }) => event.id),
        ['2', '3'],
      )
      assert.equal(end, 4)
    },
  },
  {
    promise: 'spreads events with other keys over the partitions by FNV-1a',
    async check({ send }) {
      const keys = ['', 'a', 'b', 'foobar'].map((key) => `${key}!`)
      const positions = await append(send, ...keys.map((key) => event(key, { partitionkey: key })))
      // Computed with another implementation (Python): FNV-1a, 32 bits, modulo 3.
      assert.deepEqual(
        positions.map(({ partition }) => partition),
        PARTITIONS_OF_KEYS,
      )
    },
  },
  {
    promise: 'counts what is appended',
    async check({ send }) {
      const ends = async () =>
        z
          .object({ items: z.array(Topic) })
          .parse((await send('/topics')).json)
          .items.find(({ name }) => name === 'catalog')
          ?.partitions.reduce((sum, { end }) => sum + end, 0)
      assert.equal(await ends(), 0)
      await append(send, event('1'), event('2'))
      assert.equal(await ends(), 2)
    },
  },
  {
    promise: 'subscribes a group, and says how far it is',
    async check({ send }) {
      const { status, headers, json } = await send(
        '/subscriptions/readers',
        sending('PUT', NOWHERE, OPERATOR),
      )
      assert.equal(status, 201)
      const subscription = Subscription.parse(json)
      assert.deepEqual(subscription, { ...NOWHERE, ordering: 'per-key', group: 'readers' })
      assert.deepEqual((await send(headers.get('location') ?? '')).json, subscription)
      assert.equal((await send('/subscriptions/readers', sending('PUT', NOWHERE, OPERATOR))).status, 200)
      const { items } = z.object({ items: z.array(Subscription) }).parse((await send('/subscriptions')).json)
      assert.deepInclude(items, subscription)
      await append(send, event('1'), event('2'))
      const progress = Progress.parse((await send('/topics/catalog/groups/readers')).json)
      assert.equal(progress.lag, 2)
      assert.equal(progress.deadLetters, 0)
    },
  },
  {
    promise: 'sends a group back to an offset',
    async check({ send }) {
      const { status, json } = await send(
        '/topics/orders/groups/notifications/offsets',
        sending('PUT', { from: 0 }, OPERATOR),
      )
      assert.equal(status, 200)
      const { partitions } = Progress.parse(json)
      assert.deepEqual(
        partitions.map(({ committed }) => committed),
        [0, 0, 0],
      )
    },
  },
  {
    promise: 'delivers a dead letter once more, and says where to look',
    async check({ send }) {
      const dead = Events.parse((await send('/topics/notifications.dead-letters/events')).json)
      assert.deepInclude(dead.items[0]?.died, { group: 'notifications', topic: 'orders', attempts: 5 })
      const { status, headers, json } = await send(
        '/subscriptions/notifications/replays',
        sending('POST', { offset: 0 }, OPERATOR),
      )
      assert.equal(status, 202)
      const replay = Replay.parse(json)
      assert.deepInclude(replay, { group: 'notifications', offset: 0, state: 'waiting' })
      const later = Replay.parse((await send(headers.get('location') ?? '')).json)
      assert.equal(later.id, replay.id)
    },
  },
]

/** Partitions of the keys "!", "a!", "b!" and "foobar!". */
const PARTITIONS_OF_KEYS = [2, 2, 1, 0]

const refusals: readonly Refusal[] = [
  {
    when: 'an event for a topic that does not exist',
    path: '/topics/nothing/events',
    init: appending(event('1')),
    problem: 'not-found',
  },
  {
    when: 'an event without id, source or type',
    path: '/topics/catalog/events',
    init: appending({ specversion: '1.0' }),
    problem: 'invalid-content',
    names: ['#/id', '#/source', '#/type'],
  },
  {
    when: 'a batch of nothing',
    path: '/topics/catalog/events',
    init: appending([], CLOUD_EVENTS_BATCH),
    problem: 'invalid-content',
    names: ['#'],
  },
  {
    when: 'a batch with one wrong event',
    path: '/topics/catalog/events',
    init: appending([event('1'), { ...event('2'), id: '' }], CLOUD_EVENTS_BATCH),
    problem: 'invalid-content',
    names: ['#/1/id'],
  },
  { when: 'reading a topic that does not exist', path: '/topics/nothing/events', problem: 'not-found' },
  {
    when: 'reading a partition that does not exist',
    path: '/topics/orders/events?partition=3',
    problem: 'not-found',
  },
  {
    when: 'reading from an offset that is none',
    path: '/topics/orders/events?offset=-1',
    problem: 'invalid-parameter',
    names: ['offset'],
  },
  { when: 'the progress of nobody', path: '/topics/orders/groups/nobody', problem: 'not-found' },
  {
    when: 'moving nobody',
    path: '/topics/orders/groups/nobody/offsets',
    init: sending('PUT', { from: 0 }, OPERATOR),
    problem: 'not-found',
  },
  { when: 'a group that does not exist', path: '/subscriptions/nobody', problem: 'not-found' },
  {
    when: 'a group with a name that is none',
    path: '/subscriptions/No-Body',
    init: sending('PUT', NOWHERE, OPERATOR),
    problem: 'not-found',
  },
  {
    when: 'subscribing to a topic that does not exist',
    path: '/subscriptions/readers',
    init: sending('PUT', { ...NOWHERE, topics: ['orders', 'nothing'] }, OPERATOR),
    problem: 'invalid-content',
    names: ['#/topics/1'],
  },
  {
    when: 'an endpoint that is no web address',
    path: '/subscriptions/readers',
    init: sending('PUT', { ...NOWHERE, endpoint: 'mailto:a@example.com' }, OPERATOR),
    problem: 'invalid-content',
    names: ['#/endpoint'],
  },
  {
    when: 'replaying a dead letter that does not exist',
    path: '/subscriptions/notifications/replays',
    init: sending('POST', { offset: 7 }, OPERATOR),
    problem: 'invalid-content',
    names: ['#/offset'],
  },
  {
    when: 'a replay that does not exist',
    path: '/subscriptions/notifications/replays/x',
    problem: 'not-found',
  },
  { when: "another group's replay", path: '/subscriptions/readers/replays/seeded', problem: 'not-found' },
]

/** What the broker promises its callers. */
export const brokerContract = contractOf({
  name: 'broker',
  document,
  promises: [...promises, ...mannersOf('broker', document)],
  refusals: [...refusals, ...mannerlyRefusals(document)],
  everything: async (send) => [
    (await send('/topics')).json,
    (await send('/subscriptions')).json,
    (await send('/topics/notifications.dead-letters/events')).json,
  ],
})
