import type { Call } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { Courier } from './courier.ts'
import { cursorOf, type Lane, moveTo } from './cursors.ts'
import { append, endOf, eventAt, topicOf } from './log.ts'
import type { NewSubscription, Progress, Replay, StoredEvent, Subscription, Topic } from './schema.ts'
import { PARTITIONS } from './seed.ts'
import { type BrokerTables, deadLettersOf, type TopicRecord } from './store.ts'

export interface BrokerDomainOptions {
  store: Store<BrokerTables>
  courier: Courier
  newId: (kind: string, sequence: number) => string
}

type Tx = Transaction<BrokerTables>

/** Keeps events in the order in which they came, and knows how far each group is. */
export function createBrokerDomain({ store, courier, newId }: BrokerDomainOptions) {
  return {
    topics(call: Call): Promise<Topic[]> {
      return store.transact(call, (tx) => tx.list('topics').map((topic) => shown(tx, topic)))
    },

    /** Appends all or none. Throws not-found. */
    append(topic: string, events: readonly CloudEvent[], call: Call): Promise<StoredEvent[]> {
      return store.transact(call, (tx) =>
        events.map((event) => {
          const stored = append(tx, topic, event)
          courier.appended(tx, stored)
          return stored
        }),
      )
    },

    /** Events of a partition from an offset on. Throws not-found. */
    read(
      name: string,
      { partition, offset, limit }: { partition: number; offset: number; limit: number },
      call: Call,
    ): Promise<{ items: StoredEvent[]; end: number }> {
      return store.transact(call, (tx) => {
        const topic = topicOf(tx, name)
        if (partition >= topic.partitions)
          throw new Problem('not-found', `${name} has ${topic.partitions} partitions, counted from 0.`)
        const end = endOf(tx, name, partition)
        const items: StoredEvent[] = []
        for (let at = offset; at < Math.min(end, offset + limit); at++) {
          const stored = eventAt(tx, name, partition, at)
          if (stored) items.push(stored)
        }
        return { items, end }
      })
    },

    /** How far a group is with a topic. Throws not-found. */
    progress(topic: string, group: string, call: Call): Promise<Progress> {
      return store.transact(call, (tx) => progressOf(tx, topic, group))
    },

    /** Sends a group to an offset of every partition. Throws not-found. */
    async move(topic: string, group: string, from: number, call: Call): Promise<Progress> {
      const { progress, subscription, partitions } = await store.transact(call, (tx) => {
        const { partitions } = topicOf(tx, topic)
        const subscription = hearing(tx, group, topic)
        for (const lane of lanesOf(group, topic, partitions)) moveTo(tx, lane, from)
        return { progress: progressOf(tx, topic, group), subscription, partitions }
      })
      courier.wakeAll({ ...subscription, topics: [topic] }, () => partitions)
      return progress
    },

    subscriptions(call: Call): Promise<readonly Subscription[]> {
      return store.transact(call, (tx) => tx.list('subscriptions'))
    },

    /** One group. Throws not-found. */
    subscription(group: string, call: Call): Promise<Subscription> {
      return store.transact(call, (tx) => subscriptionOf(tx, group))
    },

    /** Has a group hear topics, and gives whether it is new. Throws invalid-content for a topic that does not exist. */
    async subscribe(
      group: string,
      wanted: NewSubscription,
      call: Call,
    ): Promise<{ subscription: Subscription; isNew: boolean }> {
      const subscription: Subscription = { ...wanted, group }
      const { isNew, partitions } = await store.transact(call, (tx) => {
        for (const [index, topic] of wanted.topics.entries())
          if (!tx.get('topics', topic))
            throw new Problem('invalid-content', {
              detail: `There is no topic ${topic}.`,
              errors: [{ pointer: `#/topics/${index}`, detail: 'is not a topic that exists' }],
            })
        const isNew = tx.get('subscriptions', group) === undefined
        keep(tx, subscription)
        return {
          isNew,
          partitions: new Map(tx.list('topics').map((topic) => [topic.name, topic.partitions])),
        }
      })
      courier.wakeAll(subscription, (topic) => partitions.get(topic) ?? 0)
      return { subscription, isNew }
    },

    /** Has a dead letter delivered once more. Throws not-found, invalid-content. */
    async replay(group: string, offset: number, call: Call): Promise<Replay> {
      const replay = await store.transact(call, (tx) => {
        subscriptionOf(tx, group)
        if (!eventAt(tx, deadLettersOf(group), 0, offset))
          throw new Problem('invalid-content', {
            detail: `${deadLettersOf(group)} has no event at offset ${offset}.`,
            errors: [{ pointer: '#/offset', detail: 'is not the offset of a dead letter' }],
          })
        const id = newId('replay', tx.next('replay'))
        const waiting: Replay = { id, group, offset, state: 'waiting' }
        tx.put('replays', id, waiting)
        return waiting
      })
      courier.replay(replay)
      return replay
    },

    /** One replay. Throws not-found. */
    readReplay(group: string, id: string, call: Call): Promise<Replay> {
      return store.transact(call, (tx) => {
        const replay = tx.get('replays', id)
        if (replay?.group !== group) throw new Problem('not-found', `${group} has no replay ${id}.`)
        return replay
      })
    },

    /**
     * Subscribes the groups that belong to the bookshop, as they are configured, and no other of `ours`. A group stays
     * where it was; a new one hears of what happens from now on.
     */
    async configure(subscriptions: readonly Subscription[], ours: readonly string[]): Promise<void> {
      await store.transact({}, (tx) => {
        for (const group of ours)
          if (tx.get('subscriptions', group) && !subscriptions.some((wanted) => wanted.group === group))
            tx.delete('subscriptions', group)
        for (const wanted of subscriptions) {
          const known = tx.get('subscriptions', wanted.group)
          for (const name of wanted.topics) {
            const { partitions } = tx.get('topics', name) ?? { partitions: PARTITIONS }
            if (!tx.get('topics', name)) tx.put('topics', name, { name, partitions })
            if (!known)
              for (const lane of lanesOf(wanted.group, name, partitions))
                if (endOf(tx, name, lane.partition) > 0) moveTo(tx, lane, Number.POSITIVE_INFINITY)
          }
          if (JSON.stringify(known) !== JSON.stringify(wanted)) keep(tx, wanted)
        }
      })
    },
  }
}
export type BrokerDomain = ReturnType<typeof createBrokerDomain>

function shown(tx: Tx, { name, partitions }: TopicRecord): Topic {
  return {
    name,
    partitions: Array.from({ length: partitions }, (_, partition) => ({
      partition,
      end: endOf(tx, name, partition),
    })),
  }
}

function keep(tx: Tx, subscription: Subscription): void {
  const name = deadLettersOf(subscription.group)
  if (!tx.get('topics', name)) tx.put('topics', name, { name, partitions: 1 })
  tx.put('subscriptions', subscription.group, subscription)
}

function subscriptionOf(tx: Tx, group: string): Subscription {
  const subscription = tx.get('subscriptions', group)
  if (!subscription) throw new Problem('not-found', `There is no group ${group}.`)
  return subscription
}

function hearing(tx: Tx, group: string, topic: string): Subscription {
  const subscription = subscriptionOf(tx, group)
  if (!subscription.topics.includes(topic)) throw new Problem('not-found', `${group} does not hear ${topic}.`)
  return subscription
}

function lanesOf(group: string, topic: string, partitions: number): Lane[] {
  return Array.from({ length: partitions }, (_, partition) => ({ group, topic, partition }))
}

function progressOf(tx: Tx, topic: string, group: string): Progress {
  const { partitions: count } = topicOf(tx, topic)
  hearing(tx, group, topic)
  const partitions = lanesOf(group, topic, count).map((lane) => {
    const { partition } = lane
    const { committed, settled, inFlight } = cursorOf(tx, lane)
    const end = endOf(tx, topic, partition)
    return { partition, end, committed, lag: end - committed - settled.length, inFlight: [...inFlight] }
  })
  return {
    group,
    topic,
    lag: partitions.reduce((sum, { lag }) => sum + lag, 0),
    partitions,
    deadLetters: endOf(tx, deadLettersOf(group), 0),
  }
}
