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

export const brokerSeed: StoreOptions<BrokerTables>['seed'] = {
  topics: SEEDED_TOPICS,
  partitions: SEEDED_PARTITIONS,
  events: SEEDED_EVENTS,
  replays: SEEDED_REPLAYS,
}
