import type { StoreOptions } from '../../storage/store.ts'
import type { Replay, StoredEvent, Subscription } from './schema.ts'
import { SEEDED_EVENTS, SEEDED_PARTITIONS, SEEDED_REPLAYS, SEEDED_TOPICS } from './seed.ts'

export interface TopicRecord {
  readonly name: string
  readonly partitions: number
}

export interface PartitionRecord {
  readonly topic: string
  readonly partition: number
  /** The offset that the next event gets. */
  readonly end: number
}

/** How far a group is with one partition. */
export interface Cursor {
  readonly group: string
  readonly topic: string
  readonly partition: number
  /** Everything before this offset is settled: acknowledged, or a dead letter. */
  readonly committed: number
  /** Offsets from `committed` on that are settled too: deliveries that overtook another one. */
  readonly settled: readonly number[]
  readonly inFlight: readonly { readonly offset: number; readonly attempt: number }[]
}

/** The broker's own data. */
export type BrokerTables = {
  topics: TopicRecord
  partitions: PartitionRecord
  events: StoredEvent
  subscriptions: Subscription
  cursors: Cursor
  replays: Replay
}

/** What the broker begins with; who hears what is configured. */
export function brokerSeed(subscriptions: readonly Subscription[]): StoreOptions<BrokerTables>['seed'] {
  const deadLetters = subscriptions.map(({ group }) => ({ name: deadLettersOf(group), partitions: 1 }))
  return {
    topics: { ...Object.fromEntries(deadLetters.map((topic) => [topic.name, topic])), ...SEEDED_TOPICS },
    partitions: SEEDED_PARTITIONS,
    events: SEEDED_EVENTS,
    subscriptions: Object.fromEntries(
      subscriptions.map((subscription) => [subscription.group, subscription]),
    ),
    replays: SEEDED_REPLAYS,
  }
}

/** The topic in which the dead letters of a group are. */
export function deadLettersOf(group: string): string {
  return `${group}.dead-letters`
}
