import { formatTraceparent, type TraceContext } from '../../log/trace-context.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { Call } from '../call.ts'
import { type CloudEvent, ordinal } from './cloud-event.ts'
import type { Waits } from './patience.ts'
import type { Publish } from './publisher.ts'

/** An event that is committed and that the broker has not yet accepted. */
export interface WaitingEvent {
  /** Its place in the line, as text that sorts like the number. */
  readonly place: string
  readonly event: CloudEvent
}

/** What a domain says of something that happened. */
export interface Happening {
  /** `example.bookshop.order.confirmed` */
  readonly type: string
  /** To what it happened. */
  readonly subject: string
  /** Events with the same key stay in order; the subject if left out. */
  readonly key?: string
  /** Its place among the events of its subject, from 1. */
  readonly sequence?: number
  readonly data: Record<string, unknown>
}

/** How a domain tells others what happened. */
export interface Events<Name extends string> {
  /** Says that something happened, as a part of the transaction in which it does. */
  emit(tx: Transaction<Record<Name, WaitingEvent>>, happening: Happening, call: Call): void
  /**
   * Says that something was refused. The transaction in which that turned out is rolled back, so this is one of its
   * own, right after it.
   */
  announce(happening: Happening, call: Call): void
}

/** `outbox`: events are committed with the change, and published until the broker has them. `dual-write`: published once, after the commit. */
export type Publishing = 'outbox' | 'dual-write' | 'none'

export interface OutboxOptions<Name extends string> {
  store: Store<Record<Name, WaitingEvent>>
  /** Where events wait. */
  table: Name
  /** The topic that this service writes. */
  topic: string
  /** Who says so, as a URI. */
  source: string
  newId: (kind: string, sequence: number) => string
  publish: Publish
  /** Does something that nobody asked for under a trace of its own. */
  inTrace: InTrace
  clock: Waits
  publishing: Publishing
}

/** Does something that nobody asked for, under a trace of its own that its name is in. */
export type InTrace = <R>(name: string, work: (trace: TraceContext) => Promise<R>) => Promise<R>

/** As many events go into one request. */
const BATCH = 20
/** Waits between attempts, in microseconds. After the last one, the next commit or the next start tries again. */
const WAITS_US = [500_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000, 16_000_000, 30_000_000]

/**
 * The transactional outbox (Richardson, *Microservices Patterns*, §3.3.7): an event is written in the same
 * transaction as the change that it speaks of, and a relay publishes it after the commit. No event is lost and none
 * is told of what was rolled back; one may be published twice, when the broker's answer is lost.
 */
export function createOutbox<Name extends string>({
  store,
  table,
  topic,
  source,
  newId,
  publish,
  inTrace,
  clock,
  publishing,
}: OutboxOptions<Name>) {
  let relaying: Promise<void> | undefined
  let stopped = false
  let stopping = Promise.withResolvers<void>()
  let more = false

  const emit: Events<Name>['emit'] = (tx, { type, subject, key = subject, sequence, data }, call) => {
    if (publishing === 'none') return
    const number = tx.next(table)
    const event: CloudEvent = {
      specversion: '1.0',
      id: newId(`event of ${topic}`, number),
      source,
      type,
      subject,
      time: call.arrivedAt,
      datacontenttype: 'application/json',
      data,
      partitionkey: key,
      ...(sequence === undefined ? {} : { sequence: ordinal(sequence) }),
      ...(call.trace ? { traceparent: formatTraceparent(call.trace) } : {}),
    }
    if (publishing === 'outbox') {
      const place = ordinal(number)
      tx.put(table, place, { place, event })
      tx.afterCommit(relay)
    } else {
      // Between the commit and this line nobody remembers the event. That is the trouble with writing twice.
      tx.afterCommit(
        () =>
          void inTrace(`publish an event of ${topic}`, (trace) => publish(topic, [event], trace)).catch(
            () => {},
          ),
      )
    }
  }

  function relay() {
    more = true
    if (stopped) return
    relaying ??= relayAll().finally(() => {
      relaying = undefined
    })
  }

  async function relayAll() {
    let failures = 0
    while (more && !stopped) {
      more = false
      const [first, ...rest] = await store.transact({}, (tx) => tx.list(table).slice(0, BATCH))
      if (!first) continue
      try {
        const count = rest.length + 1
        await inTrace(`publish ${count} ${count === 1 ? 'event' : 'events'} of ${topic}`, async (trace) => {
          await publish(topic, [first.event, ...rest.map(({ event }) => event)], trace)
          await store.transact({ trace }, (tx) => {
            for (const { place } of [first, ...rest]) tx.delete(table, place)
          })
        })
        failures = 0
        more = true
      } catch {
        const wait = WAITS_US[failures++]
        if (wait === undefined) return
        await Promise.race([clock.sleep(wait), stopping.promise])
        more = true
      }
    }
  }

  const events: Events<Name> = {
    emit,
    announce({ ...happening }, { trace, arrivedAt, caller }) {
      const call: Call = { trace, arrivedAt, caller }
      void store.transact(call, (tx) => emit(tx, happening, call)).catch(() => {})
    },
  }
  return {
    events,
    /** Goes on where an earlier life of the process stopped. */
    start() {
      stopped = false
      stopping = Promise.withResolvers()
      relay()
    },
    async stop() {
      stopped = true
      stopping.resolve()
      await relaying
    },
  }
}
