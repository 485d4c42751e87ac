import * as z from 'zod'
import { CLOUD_EVENT, CLOUD_EVENTS_BATCH, CloudEvent } from '../../http/events/cloud-event.ts'
import { operation } from '../../http/operation.ts'
import { EXAMPLE_EVENT } from './seed.ts'

/** The names of topics and groups. */
const Name = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/, 'a name has small letters, digits, dots and hyphens')

const Offset = z.int().min(0).describe('The place of an event in its partition, from 0.')
const Partition = z.int().min(0)

export const Topic = z
  .object({
    name: Name,
    partitions: z.array(
      z.object({ partition: Partition, end: Offset.describe('The offset that the next event gets.') }),
    ),
  })
  .describe('Events of one kind of thing, in partitions. Inside a partition their order stays.')
export type Topic = z.infer<typeof Topic>

export const Died = z
  .object({
    group: Name.describe('Who could not handle it.'),
    topic: Name,
    partition: Partition,
    offset: Offset,
    attempts: z.int().min(1),
    reason: z.string().describe('What the last attempt brought.'),
  })
  .describe('Where a dead letter comes from, and why it is here.')
export type Died = z.infer<typeof Died>

export const StoredEvent = z
  .object({
    topic: Name,
    partition: Partition,
    offset: Offset,
    event: CloudEvent,
    died: Died.optional(),
  })
  .describe('An event at its place.')
export type StoredEvent = z.infer<typeof StoredEvent>

/** `per-key`: one delivery at a time in each partition. `none`: several, and whichever is answered first is first. */
const Ordering = z.enum(['per-key', 'none'])

export const NewSubscription = z
  .strictObject({
    topics: z.array(Name).min(1).max(20),
    endpoint: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .describe('Where events are sent with POST.'),
    ordering: Ordering.default('per-key').describe(
      '`per-key`: one delivery at a time in each partition, so events with the same key arrive in order. `none`: several at a time.',
    ),
  })
  .describe('What a group of consumers wants to hear, and where.')
export type NewSubscription = z.infer<typeof NewSubscription>

export const Subscription = NewSubscription.extend({ group: Name })
  .strip()
  .describe('A group of consumers. Each event goes to one of them, until it is acknowledged.')
export type Subscription = z.infer<typeof Subscription>

export const Progress = z
  .object({
    group: Name,
    topic: Name,
    lag: z.int().min(0).describe('Events that the group has not yet acknowledged.'),
    partitions: z.array(
      z.object({
        partition: Partition,
        end: Offset,
        committed: Offset.describe('Everything before this offset is acknowledged, or a dead letter.'),
        lag: z.int().min(0),
        inFlight: z.array(z.object({ offset: Offset, attempt: z.int().min(1) })),
      }),
    ),
    deadLetters: z.int().min(0).describe('How many events of all its topics the group could not handle.'),
  })
  .describe('How far a group is with a topic.')
export type Progress = z.infer<typeof Progress>

export const Replay = z
  .object({
    id: z.string(),
    group: Name,
    offset: Offset.describe("Of the dead letter, in the group's dead-letter topic."),
    state: z.enum(['waiting', 'delivered', 'failed']),
    reason: z.string().optional().describe('Why it failed again.'),
  })
  .describe('A dead letter that is delivered once more.')
export type Replay = z.infer<typeof Replay>

const inTopic = z.object({ topic: Name })
const ofGroup = z.object({ topic: Name, group: Name })
const READING = ['not-found', 'not-acceptable', 'invalid-token'] as const
const WRITING = [
  'malformed-request',
  'invalid-content',
  'content-too-large',
  'unsupported-media-type',
  ...READING,
] as const

export const listTopics = operation({
  id: 'listTopics',
  method: 'GET',
  path: '/topics',
  summary: 'Which topics there are',
  example: {},
  answers: { 200: { description: 'Every topic.', body: z.object({ items: z.array(Topic) }) } },
  problems: ['not-acceptable', 'invalid-token'],
})

export const appendEvents = operation({
  id: 'appendEvents',
  method: 'POST',
  path: '/topics/{topic}/events',
  summary: 'Append events to a topic',
  description:
    'One event, or a batch of which all are appended or none. The partition follows from `partitionkey`: FNV-1a (32 bits, of its UTF-8 bytes) modulo the number of partitions; without a key, from the id. The broker does not look for duplicates: consumers do.',
  params: inTopic,
  body: CloudEvent.transform((event) => [event]),
  mediaType: CLOUD_EVENT,
  otherBodies: { [CLOUD_EVENTS_BATCH]: z.array(CloudEvent).min(1).max(100) },
  otherExamples: { [CLOUD_EVENTS_BATCH]: [EXAMPLE_EVENT] },
  example: { params: { topic: 'orders' }, body: EXAMPLE_EVENT },
  answers: {
    201: {
      description: 'Appended, each at its place.',
      body: z.object({ positions: z.array(z.object({ partition: Partition, offset: Offset })) }),
      fields: { location: 'The first of the events.' },
    },
  },
  problems: WRITING,
})

export const readEvents = operation({
  id: 'readEvents',
  method: 'GET',
  path: '/topics/{topic}/events',
  summary: 'Read a partition from an offset',
  description:
    'Reading takes nothing away: a topic is a log. Dead letters of a group are in the topic `<group>.dead-letters`.',
  params: inTopic,
  query: z.object({
    partition: z.coerce.number().int().min(0).max(99).default(0).describe('The partition to read.'),
    offset: z.coerce.number().int().min(0).max(2_000_000_000).default(0).describe('Where to begin.'),
    limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many events to give at most.'),
  }),
  example: { params: { topic: 'notifications.dead-letters' }, query: { offset: '0' } },
  answers: {
    200: {
      description: 'Events in the order of their offsets.',
      body: z.object({ items: z.array(StoredEvent), end: Offset }),
    },
  },
  problems: ['invalid-parameter', ...READING],
})

export const readProgress = operation({
  id: 'readProgress',
  method: 'GET',
  path: '/topics/{topic}/groups/{group}',
  summary: 'How far a group is with a topic',
  params: ofGroup,
  example: { params: { topic: 'orders', group: 'notifications' } },
  answers: { 200: { description: 'Offsets, lag and what is in flight.', body: Progress } },
  problems: READING,
})

export const moveOffsets = operation({
  id: 'moveOffsets',
  method: 'PUT',
  path: '/topics/{topic}/groups/{group}/offsets',
  summary: 'Have a group hear a topic again, from an offset',
  needs: { token: true, scope: 'events:admin' },
  params: ofGroup,
  body: z.strictObject({ from: Offset }).describe('Where to go on, in every partition.'),
  example: { params: { topic: 'orders', group: 'notifications' }, body: { from: 0 } },
  answers: { 200: { description: 'The offsets are moved; deliveries go on from there.', body: Progress } },
  problems: WRITING,
})

export const listSubscriptions = operation({
  id: 'listSubscriptions',
  method: 'GET',
  path: '/subscriptions',
  summary: 'Who hears what',
  example: {},
  answers: { 200: { description: 'Every group.', body: z.object({ items: z.array(Subscription) }) } },
  problems: ['not-acceptable', 'invalid-token'],
})

export const readSubscription = operation({
  id: 'readSubscription',
  method: 'GET',
  path: '/subscriptions/{group}',
  summary: 'What a group hears, and where',
  params: z.object({ group: Name }),
  example: { params: { group: 'notifications' } },
  answers: { 200: { description: 'The group.', body: Subscription } },
  problems: READING,
})

export const subscribe = operation({
  id: 'subscribe',
  method: 'PUT',
  path: '/subscriptions/{group}',
  summary: 'Have a group hear topics',
  description: 'Creates or replaces. A new group begins at offset 0.',
  needs: { token: true, scope: 'events:admin' },
  params: z.object({ group: Name }),
  body: NewSubscription,
  example: {
    params: { group: 'notifications' },
    body: { topics: ['orders'], endpoint: 'https://notifications.bookshop.internal/events/notifications' },
  },
  answers: {
    200: { description: 'Replaced.', body: Subscription },
    201: { description: 'Created.', body: Subscription },
  },
  problems: WRITING,
})

export const replay = operation({
  id: 'replay',
  method: 'POST',
  path: '/subscriptions/{group}/replays',
  summary: 'Deliver a dead letter once more',
  needs: { token: true, scope: 'events:admin' },
  params: z.object({ group: Name }),
  body: z.strictObject({ offset: Offset }).describe("Which event of the group's dead-letter topic."),
  example: { params: { group: 'notifications' }, body: { offset: 0 } },
  answers: {
    202: {
      description: 'It will be delivered; Location says how that goes.',
      body: Replay,
      fields: { location: 'The replay.' },
    },
  },
  problems: WRITING,
})

export const readReplay = operation({
  id: 'readReplay',
  method: 'GET',
  path: '/subscriptions/{group}/replays/{id}',
  summary: 'How a replay went',
  params: z.object({ group: Name, id: z.string() }),
  example: { params: { group: 'notifications', id: 'seeded' } },
  answers: { 200: { description: 'The replay.', body: Replay } },
  problems: READING,
})

export const readAsyncApi = operation({
  id: 'readAsyncApi',
  method: 'GET',
  path: '/asyncapi.json',
  summary: 'Which events there are, as an AsyncAPI document',
  example: {},
  answers: {
    200: { description: 'An AsyncAPI 3.0 document.', body: z.looseObject({ asyncapi: z.literal('3.0.0') }) },
  },
  problems: ['not-acceptable', 'invalid-token'],
})

/** Everything that the broker offers, in the order in which a reader would ask. */
export const brokerOperations = [
  listTopics,
  appendEvents,
  readEvents,
  readProgress,
  moveOffsets,
  listSubscriptions,
  readSubscription,
  subscribe,
  replay,
  readReplay,
  readAsyncApi,
] as const
