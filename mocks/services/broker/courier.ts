import type { Send } from '../../http/client.ts'
import type { InTrace } from '../../http/events/outbox.ts'
import type { Waits } from '../../http/events/patience.ts'
import type { RunLog } from '../../log/log.ts'
import { parseTraceparent, type TraceContext } from '../../log/trace-context.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { claim, keyOf, type Lane, landAll, retry, settle } from './cursors.ts'
import { deliver, waitAfterUs } from './delivery.ts'
import { append, eventAt } from './log.ts'
import type { Replay, StoredEvent, Subscription } from './schema.ts'
import { type BrokerTables, deadLettersOf } from './store.ts'

export interface CourierOptions {
  store: Store<BrokerTables>
  clock: Waits
  /** Sends a request as the broker. */
  send: Send
  log: RunLog
  /** Does something that nobody asked for under a trace of its own. */
  inTrace: InTrace
  /** How many times an event is delivered that nobody acknowledges. */
  attempts: number
  /** Told of every error that nobody foresaw. */
  report?: (error: unknown) => void
}

/** How many deliveries a group without order has under way in a partition. */
const PARALLEL = 8

/**
 * Brings each event to each group that wants it, at least once. In a lane (a group's way through a partition) one
 * event is under way at a time, so that events with the same key keep their order, and a bad one holds up those
 * behind it. Nobody polls: a lane wakes when something is appended, and sleeps when it has reached the end.
 */
export function createCourier({ store, clock, send, log, inTrace, attempts, report }: CourierOptions) {
  const running = new Map<string, number>()
  const missed = new Set<string>()
  const working = new Set<Promise<void>>()
  let stopped = true
  let stopping = Promise.withResolvers<void>()

  function tell(what: BrokerHappening, { event, ...place }: StoredEvent, more: object = {}) {
    log.append({
      kind: 'broker',
      party: 'broker',
      what,
      topic: place.topic,
      partition: place.partition,
      offset: place.offset,
      eventId: event.id,
      eventType: event.type,
      ...more,
      ...parseTraceparent(event.traceparent),
    })
  }

  function work(task: Promise<void>) {
    const ended: Promise<void> = task
      .catch((error: unknown) => report?.(error))
      .finally(() => working.delete(ended))
    working.add(ended)
  }

  function wake(subscription: Subscription, lane: Lane) {
    if (stopped) return
    const key = keyOf(lane)
    const atWork = running.get(key) ?? 0
    if (atWork >= (subscription.ordering === 'none' ? PARALLEL : 1)) return void missed.add(key)
    running.set(key, atWork + 1)
    work(follow(subscription.group, lane))
  }

  async function follow(group: string, lane: Lane): Promise<void> {
    const key = keyOf(lane)
    for (;;) {
      const next = await store.transact({}, (tx) => {
        const subscription = tx.get('subscriptions', group)
        return subscription && !stopped ? { subscription, stored: claim(tx, lane) } : undefined
      })
      if (next?.stored) await bring(next.stored, next.subscription, lane)
      // What was appended after we looked, and before we leave, would lie there until the next one comes.
      else if (stopped || !missed.delete(key)) break
    }
    running.set(key, (running.get(key) ?? 1) - 1)
  }

  async function bring(stored: StoredEvent, subscription: Subscription, lane: Lane): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const isOver = await inTrace(`deliver ${stored.event.type} to ${lane.group}`, (trace) =>
        tryOnce(stored, subscription, lane, attempt, trace),
      )
      if (isOver) return
      await Promise.race([clock.sleep(waitAfterUs(attempt)), stopping.promise])
      if (stopped) return
      await store.transact({}, (tx) => retry(tx, lane, stored.offset, attempt + 1))
    }
  }

  /** One attempt; true when there will be no other. */
  async function tryOnce(
    stored: StoredEvent,
    { group, endpoint }: Subscription,
    lane: Lane,
    attempt: number,
    trace: TraceContext,
  ): Promise<boolean> {
    const { event, topic, partition, offset } = stored
    tell('delivering', stored, { group, attempt })
    const reason = await deliver(event, endpoint, trace, { send, clock })
    if (reason === undefined) {
      tell('acknowledged', stored, { group, attempt })
      await store.transact({ trace }, (tx) => settle(tx, lane, offset))
      return true
    }
    tell('refused', stored, { group, attempt, detail: reason })
    if (attempt < attempts) return false
    const died = { group, topic, partition, offset, attempts: attempt, reason }
    await store.transact({ trace }, (tx) => {
      if (settle(tx, lane, offset)) appended(tx, append(tx, deadLettersOf(group), event, died))
    })
    tell('dead', stored, { group, attempt, detail: reason })
    return true
  }

  /** To be called inside the transaction that appends. */
  function appended(tx: Transaction<BrokerTables>, stored: StoredEvent) {
    const { topic, partition } = stored
    const subscriptions = tx.list('subscriptions').filter(({ topics }) => topics.includes(topic))
    tx.afterCommit(() => {
      tell('appended', stored)
      for (const subscription of subscriptions)
        wake(subscription, { group: subscription.group, topic, partition })
    })
  }

  /** Delivers a dead letter once more, once. */
  async function bringAgain({ id, group, offset }: Replay): Promise<void> {
    const found = await store.transact({}, (tx) => {
      const subscription = tx.get('subscriptions', group)
      const stored = eventAt(tx, deadLettersOf(group), 0, offset)
      return subscription && stored ? { subscription, stored } : undefined
    })
    if (!found || stopped) return
    const { subscription, stored } = found
    tell('replaying', stored, { group })
    const reason = await inTrace(`deliver ${stored.event.type} to ${group} again`, (trace) =>
      deliver(stored.event, subscription.endpoint, trace, { send, clock }),
    )
    tell(reason === undefined ? 'acknowledged' : 'refused', stored, {
      group,
      ...(reason === undefined ? {} : { detail: reason }),
    })
    await store.transact({}, (tx) =>
      tx.put('replays', id, {
        id,
        group,
        offset,
        state: reason === undefined ? 'delivered' : 'failed',
        ...(reason === undefined ? {} : { reason }),
      }),
    )
  }

  const wakeAll = (subscription: Subscription, partitionsOf: (topic: string) => number) => {
    for (const topic of subscription.topics)
      for (let partition = 0; partition < partitionsOf(topic); partition++)
        wake(subscription, { group: subscription.group, topic, partition })
  }

  return {
    appended,
    wakeAll,
    replay: (replay: Replay) => work(bringAgain(replay)),
    /** Takes up what an earlier life of the process left: whatever was in flight is delivered again. */
    async start() {
      stopped = false
      stopping = Promise.withResolvers()
      const { subscriptions, topics, replays } = await store.transact({}, (tx) => {
        landAll(tx)
        return {
          subscriptions: tx.list('subscriptions'),
          topics: new Map(tx.list('topics').map(({ name, partitions }) => [name, partitions])),
          replays: tx.list('replays').filter(({ state }) => state === 'waiting'),
        }
      })
      for (const subscription of subscriptions) wakeAll(subscription, (topic) => topics.get(topic) ?? 0)
      for (const replay of replays) work(bringAgain(replay))
    },
    /** Resolves when no delivery is under way any more. */
    async stop() {
      stopped = true
      stopping.resolve()
      await Promise.all(working)
    },
  }
}
export type Courier = ReturnType<typeof createCourier>

type BrokerHappening = 'appended' | 'delivering' | 'acknowledged' | 'refused' | 'dead' | 'replaying'
