import { assert } from 'chai'
import { type Ask, as, type Promised, type Refusal } from '../../http/contract.ts'
import { CLOUD_EVENT, type CloudEvent } from '../../http/events/cloud-event.ts'
import { readStream } from '../../http/events/event-stream.contract.ts'
import { EXAMPLE_EVENT } from './seed.ts'

async function watched(send: Ask, path: string, headers: Record<string, string> = {}) {
  const { status, text, headers: fields } = await send(path, { headers })
  assert.equal(status, 200, text)
  assert.equal(fields.get('content-type'), 'text/event-stream')
  return readStream(text).events
}
const named = async (send: Ask, path: string, headers: Record<string, string> = {}) =>
  (await watched(send, path, headers)).map(({ event }) => event)

async function hear(send: Ask, events: readonly CloudEvent[]) {
  for (const event of events) {
    const { status } = await send('/events/notifications', {
      method: 'POST',
      headers: { 'content-type': CLOUD_EVENT },
      body: JSON.stringify(event),
    })
    assert.equal(status, 204)
  }
}
const ofOrder = (id: string, customer: string): CloudEvent => ({
  ...EXAMPLE_EVENT,
  id,
  data: { ...EXAMPLE_EVENT.data, order: id, customer },
})
const LINES = [{ isbn: '9780441478125', quantity: 1 }]
const ofStock: CloudEvent = {
  ...EXAMPLE_EVENT,
  id: 'held',
  type: 'example.bookshop.stock.reserved',
  data: { order: 'a', reservation: 'r', lines: LINES },
}

/** What watchLive promises where events can be told by hand. */
export const livePromises: readonly Promised[] = [
  {
    promise: 'tells guests of their own orders, of the stock, and of nobody else’s orders (watchLive)',
    async check({ send }) {
      await hear(send, [ofOrder('a', 'guest'), ofOrder('b', 'alice'), ofStock])
      const events = await watched(send, '/live?after=0&wait=0')
      assert.deepEqual(
        events.map(({ event, data }) => [event, data]),
        [
          ['order.confirmed', { order: 'a', total: EXAMPLE_EVENT.data.total }],
          ['stock.reserved', { lines: LINES }],
        ],
      )
      assert.deepEqual(
        (await watched(send, '/live?after=0&wait=0', as('alice'))).map(({ data }) => data),
        [{ order: 'b', total: EXAMPLE_EVENT.data.total }, { lines: LINES }],
      )
    },
  },
  {
    promise: 'goes on after the last event that a watcher of the shop saw (watchLive)',
    async check({ send }) {
      await hear(send, [ofOrder('a', 'guest'), ofStock])
      const [first] = await watched(send, '/live?after=0&wait=0')
      const back = { 'last-event-id': first?.id ?? '' }
      assert.deepEqual(await named(send, '/live?wait=0', back), ['stock.reserved'])
    },
  },
  {
    promise: 'begins with what happens from now on for who comes for the first time (watchLive)',
    async check({ send }) {
      await hear(send, [ofStock])
      assert.deepEqual(await named(send, '/live?wait=0'), [])
    },
  },
  {
    promise: 'tells of what happens while the shop is watched (watchLive)',
    async check({ send }) {
      const watching = named(send, '/live?after=0&wait=2')
      await hear(send, [ofStock])
      assert.deepEqual(await watching, ['stock.reserved'])
    },
  },
  {
    promise: 'tells of an event once, however often it is delivered (watchLive)',
    async check({ send }) {
      await hear(send, [ofStock, ofStock])
      assert.deepEqual(await named(send, '/live?after=0&wait=0'), ['stock.reserved'])
    },
  },
]

/** What watchLive refuses, at whatever path it is mounted. */
export function liveRefusals(base: string): readonly Refusal[] {
  return [
    {
      when: 'a Last-Event-ID that the shop never gave',
      path: `${base}/live`,
      init: { headers: { 'last-event-id': '-1' } },
      problem: 'malformed-request',
    },
    {
      when: 'a view of the shop that is open for hours',
      path: `${base}/live?wait=7200`,
      problem: 'invalid-parameter',
      names: ['wait'],
    },
  ]
}

/** That an order is seen by its customer where all services work together; what services tell each other takes a moment. */
export const publicLivePromises: readonly Promised[] = [
  {
    promise: 'shows an order and the copies that it takes to its customer who watches the shop (watchLive)',
    async check({ send }) {
      const placed = await send('/v1/orders', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'live' },
        body: JSON.stringify({ lines: LINES }),
      })
      assert.equal(placed.status, 201)
      const wanted = ['order.placed', 'order.confirmed', 'stock.reserved']
      let seen: (string | undefined)[] = []
      for (let looks = 0; looks < 20 && !wanted.every((event) => seen.includes(event)); looks++)
        seen = await named(send, '/v1/live?after=0&wait=1')
      assert.includeMembers(seen, wanted)
      assert.notIncludeMembers(await named(send, '/v1/live?after=0&wait=0', as('alice')), ['order.placed'])
    },
  },
]
