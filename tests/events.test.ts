import { describe, expect, test } from 'vitest'
import { CLOUD_EVENT, CLOUD_EVENTS_BATCH, type CloudEvent } from '#mocks/http/events/cloud-event.ts'
import type { RunEvent } from '#mocks/log/events.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { Fault, type Scenario, type ScenarioInput } from '#mocks/systems/scenario.ts'
import { mint } from './support/minted.ts'

const event = (order: string, sequence: number, more: Partial<CloudEvent> = {}): CloudEvent => ({
  specversion: '1.0',
  id: `${order}.${sequence}`,
  source: 'https://api.bookshop.example/orders',
  type: 'example.bookshop.order.confirmed',
  subject: order,
  time: '2026-01-05T09:00:00.000Z',
  data: {
    order,
    customer: 'guest',
    lines: [{ title: 'Dune', quantity: 1 }],
    total: { amount: 100, currency: 'EUR' },
    placedAt: '2026-01-05T09:00:00.000Z',
  },
  partitionkey: order,
  ...more,
})
const BROKER = 'https://broker.bookshop.internal'
const append = (...events: readonly CloudEvent[]) => ({
  method: 'POST',
  url: `${BROKER}/topics/orders/events`,
  headers: { 'content-type': events.length === 1 ? CLOUD_EVENT : CLOUD_EVENTS_BATCH },
  body: JSON.stringify(events.length === 1 ? events[0] : events),
})
const progress = (atMs: number) => ({
  method: 'GET',
  url: `${BROKER}/topics/orders/groups/notifications`,
  atMs,
})

/** What became of events for notifications, in words, in the order in which it happened. */
const story = (events: readonly RunEvent[]) =>
  events.flatMap((each) =>
    each.kind === 'broker' && each.group !== 'order-history' && !each.topic.startsWith('order-history')
      ? [`${each.what} ${each.eventId}${each.attempt ? ` #${each.attempt}` : ''}`]
      : [],
  )
const messages = ({ data }: Awaited<ReturnType<typeof runScenario>>, party = 'notifications') =>
  Object.values(data[party]?.messages ?? {}).map((message) => Object(message).event)

const run = (
  workload: ScenarioInput['workload'],
  settings: Partial<Scenario['settings']> = {},
  more: Partial<ScenarioInput> = {},
) => runScenario({ v: 1, workload, settings, ...more })

describe('the broker delivers at least once, in order of the key', () => {
  test('one event, one acknowledgement', async () => {
    const done = await run([append(event('a', 1))])
    expect(story(done.events)).toEqual(['appended a.1', 'delivering a.1 #1', 'acknowledged a.1 #1'])
    expect(messages(done)).toContain('a.1')
  })

  test('events of one key come one after another; those of other partitions do not wait', async () => {
    // FNV-1a puts 1 and 2 into partition 1, 3 into partition 2.
    const done = await run([append(event('1', 1), event('1', 2), event('2', 1), event('3', 1))])
    const told = story(done.events).filter((line) => !line.startsWith('appended'))
    const of = (partition: RegExp) => told.filter((line) => partition.test(line))
    expect(of(/ [12]\./)).toEqual([
      'delivering 1.1 #1',
      'acknowledged 1.1 #1',
      'delivering 1.2 #1',
      'acknowledged 1.2 #1',
      'delivering 2.1 #1',
      'acknowledged 2.1 #1',
    ])
    expect(told.slice(0, 2)).toEqual(['delivering 1.1 #1', 'delivering 3.1 #1'])
  })

  test('without an acknowledgement an event comes again, and takes effect once', async () => {
    const lost: ScenarioInput['faults'] = [
      { kind: 'lose-reply', edge: { from: 'broker', to: 'notifications' }, strikes: { first: 1 } },
    ]
    const done = await run([append(event('a', 1))], {}, { faults: lost })
    expect(story(done.events).slice(1)).toEqual([
      'delivering a.1 #1',
      'refused a.1 #1',
      'delivering a.1 #2',
      'acknowledged a.1 #2',
    ])
    expect(messages(done).filter((id) => id === 'a.1')).toHaveLength(1)
    const naive = await run([append(event('a', 1))], { inbox: 'none' }, { faults: lost })
    expect(messages(naive).filter((id) => id === 'a.1')).toHaveLength(2)
  })

  test('without order, a later event overtakes one whose delivery was lost', async () => {
    const faults: ScenarioInput['faults'] = [
      { kind: 'lose-request', edge: { from: 'broker', to: 'notifications' }, strikes: { first: 1 } },
    ]
    const handled = (events: readonly RunEvent[]) =>
      story(events)
        .filter((line) => line.startsWith('acknowledged'))
        .map((line) => line.split(' ')[1])
    const both = [append(event('a', 1)), append(event('a', 2))]
    expect(handled((await run(both, { ordering: 'per-key' }, { faults })).events)).toEqual(['a.1', 'a.2'])
    expect(handled((await run(both, { ordering: 'none' }, { faults })).events)).toEqual(['a.2', 'a.1'])
  })

  test('a poison message holds up its partition, and becomes a dead letter after five attempts', async () => {
    const poison = event('a', 1, { data: { nothing: 'useful' } })
    const done = await run([append(poison, event('a', 2)), progress(3000), progress(60_000)])
    expect(story(done.events).filter((line) => / a\.1/.test(line))).toEqual([
      'appended a.1',
      ...[1, 2, 3, 4, 5].flatMap((attempt) => [`delivering a.1 #${attempt}`, `refused a.1 #${attempt}`]),
      'appended a.1',
      'dead a.1 #5',
    ])
    expect(messages(done)).toContain('a.2')
    const [during, after] = done.exchanges.slice(1).map(({ response }) => {
      const content = response?.content
      return JSON.parse(content && 'text' in content ? content.text : '')
    })
    expect(during).toMatchObject({ lag: 2, deadLetters: 1 })
    expect(after).toMatchObject({ lag: 0, deadLetters: 2 })
    expect(JSON.stringify(done.data.broker?.events)).toContain('needs order, customer and total')
  })

  test('a dead letter can be replayed', async () => {
    const replay = {
      method: 'POST',
      url: `${BROKER}/subscriptions/notifications/replays`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await mint('ada')}` },
      body: JSON.stringify({ offset: 0 }),
    }
    const done = await run([replay])
    expect(story(done.events)).toEqual([
      'replaying seeded-order-12-confirmed',
      'acknowledged seeded-order-12-confirmed',
    ])
    expect(messages(done)).toEqual(expect.arrayContaining(['seeded-order-12-confirmed']))
  })

  test('a group that nobody answers for gets dead letters, and the run ends by itself', async () => {
    const done = await run(
      [append(event('a', 1))],
      {},
      { faults: [{ kind: 'down', service: 'notifications' }] },
    )
    expect(story(done.events).at(-1)).toBe('dead a.1 #5')
    expect(Object.values(done.data.broker?.cursors ?? {})).toContainEqual(
      expect.objectContaining({ group: 'notifications', committed: 1, inFlight: [] }),
    )
  })

  test('it is the same in the monolith, whose modules it delivers to', async () => {
    const done = await run([append(event('a', 1))], {}, { system: 'monolith' })
    expect(story(done.events)).toEqual(['appended a.1', 'delivering a.1 #1', 'acknowledged a.1 #1'])
    expect(messages(done, 'monolith')).toContain('a.1')
    const inside = done.events.filter((each) => each.kind === 'request' && each.from === 'monolith')
    expect(inside).toEqual([])
  })

  test('with nothing to deliver nobody asks anybody', async () => {
    const done = await run([{ method: 'GET', url: `${BROKER}/topics` }])
    expect(done.events.filter(({ kind }) => kind === 'request')).toHaveLength(1)
  })

  test('the same run gives the same log', async () => {
    const twice = [1, 2].map(async () => (await run([append(event('1', 1), event('3', 1))])).events)
    const [first, second] = await Promise.all(twice)
    expect(JSON.stringify(first)).toBe(JSON.stringify(second))
  })
})

const ORDER = {
  method: 'POST',
  url: 'https://api.bookshop.example/v1/orders',
  headers: { 'content-type': 'application/json', 'idempotency-key': '"events"' },
  body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
}
/** The mails about the order of this run, by what they say. */
const mails = (done: Awaited<ReturnType<typeof runScenario>>, party = 'notifications') =>
  Object.values(done.data[party]?.messages ?? {})
    .map((message) => String(Object(message).subject))
    .filter((subject) => !subject.includes(' 12 '))
    .map((subject) => subject.replace(/ [a-z0-9]{10}\b/, ''))
    .sort()
const BOTH = ['We have got your order', 'Your order is confirmed']

describe.each(['microservices', 'monolith'] as const)('processes that are killed: %s', (system) => {
  const home = system === 'monolith' ? 'monolith' : 'orders'
  const consumer = system === 'monolith' ? 'monolith' : 'notifications'
  const kill = (
    service: 'broker' | 'orders' | 'notifications',
    edge: { from: string; to: string },
    moment: 'before-request' | 'after-request' | 'before-reply',
  ) =>
    run(
      [ORDER],
      {},
      { system, faults: [Fault.parse({ kind: 'crash', service, when: { by: 'message', edge, moment } })] },
    )

  test('nobody: two mails', async () => {
    expect(mails(await run([ORDER], {}, { system }), consumer)).toEqual(BOTH)
  })

  test('the broker, with a delivery under way: it is delivered again, and takes effect once', async () => {
    const done = await kill('broker', { from: 'broker', to: consumer }, 'before-reply')
    expect(story(done.events).filter((line) => line.startsWith('delivering')).length).toBeGreaterThan(4)
    expect(mails(done, consumer)).toEqual(BOTH)
    for (const cursor of Object.values(done.data.broker?.cursors ?? {}))
      expect(cursor).toMatchObject({ inFlight: [] })
  })

  test('the broker, before it answers a publisher: the outbox publishes again', async () => {
    const done = await kill('broker', { from: home, to: 'broker' }, 'before-reply')
    expect(mails(done, consumer)).toEqual(BOTH)
    const outbox = done.data[home]?.ordersOutbox
    expect(Object.keys(outbox ?? {})).toEqual([])
  })

  test('the consumer, after its commit and before its acknowledgement: one mail each', async () => {
    const done = await kill('notifications', { from: 'broker', to: consumer }, 'before-reply')
    expect(mails(done, consumer)).toEqual(BOTH)
  })
})

test('a list that is thrown away is put together again from the events', async () => {
  const alice = { authorization: `Bearer ${await mint('alice')}` }
  const order = { ...ORDER, headers: { ...ORDER.headers, ...alice } }
  const later = (path: string, atMs: number, method = 'GET') => ({
    method,
    url: `https://order-history.bookshop.internal${path}`,
    atMs,
  })
  const list = { ...later('/me/orders?limit=50', 20_000), headers: alice }
  const kept = await run([order, list])
  const rebuilding = later('/rebuilds', 10_000, 'POST')
  const refused = await run([rebuilding, { ...rebuilding, headers: alice }])
  expect(refused.exchanges.map(({ response }) => response?.status)).toEqual([401, 403])
  const headers = { authorization: `Bearer ${await mint('ada')}` }
  const rebuilt = await run([order, { ...rebuilding, headers }, list])
  const contentOf = (done: typeof kept) => done.exchanges.at(-1)?.response?.content
  expect(rebuilt.exchanges[1]?.response?.status).toBe(202)
  expect(contentOf(rebuilt)).toEqual(contentOf(kept))
  expect(JSON.stringify(contentOf(kept))).toContain('confirmed')
  const delivered = (done: typeof kept) =>
    done.events.filter((each) => each.kind === 'broker' && each.group === 'order-history').length
  expect(delivered(rebuilt)).toBe(2 * delivered(kept))
})
