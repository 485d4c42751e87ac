import type { CloudEvent } from '../../http/events/cloud-event.ts'
import type { Replay, StoredEvent } from './schema.ts'
import type { PartitionRecord, TopicRecord } from './store.ts'

/** How many partitions a topic of the bookshop has. */
export const PARTITIONS = 3
const TOPICS = ['catalog', 'covers', 'orders', 'payments', 'shipments', 'stock'] as const

/** An order from before the lesson is confirmed. */
export const EXAMPLE_EVENT = {
  specversion: '1.0',
  id: 'seeded-order-12-confirmed',
  source: 'https://api.bookshop.example/orders',
  type: 'example.bookshop.order.confirmed',
  subject: '12',
  time: '2025-12-20T13:37:00.000Z',
  datacontenttype: 'application/json',
  data: { order: '12', customer: 'guest', total: { amount: 1299, currency: 'EUR' } },
  partitionkey: '12',
  sequence: '0000000002',
} satisfies CloudEvent

/** It could not be told to anybody: the mail server was away that afternoon. */
const DEAD_LETTERS = 'notifications.dead-letters'
const DEAD_LETTER: StoredEvent = {
  topic: DEAD_LETTERS,
  partition: 0,
  offset: 0,
  event: EXAMPLE_EVENT,
  died: {
    group: 'notifications',
    topic: 'orders',
    partition: 0,
    offset: 0,
    attempts: 5,
    reason: 'It was answered with 503.',
  },
}
const REPLAY: Replay = {
  id: 'seeded',
  group: 'notifications',
  offset: 0,
  state: 'failed',
  reason: 'It was answered with 503.',
}

export const SEEDED_TOPICS: Readonly<Record<string, TopicRecord>> = Object.fromEntries(
  [...TOPICS, DEAD_LETTERS].map((name) => [
    name,
    { name, partitions: name === DEAD_LETTERS ? 1 : PARTITIONS },
  ]),
)

export const SEEDED_PARTITIONS: Readonly<Record<string, PartitionRecord>> = {
  ...Object.fromEntries(
    TOPICS.flatMap((topic) =>
      Array.from({ length: PARTITIONS }, (_, partition) => [
        `${topic}/${partition}`,
        { topic, partition, end: 0 },
      ]),
    ),
  ),
  [`${DEAD_LETTERS}/0`]: { topic: DEAD_LETTERS, partition: 0, end: 1 },
}

export const SEEDED_EVENTS: Readonly<Record<string, StoredEvent>> = {
  [`${DEAD_LETTERS}/0/0000000000`]: DEAD_LETTER,
}
export const SEEDED_REPLAYS: Readonly<Record<string, Replay>> = { seeded: REPLAY }
