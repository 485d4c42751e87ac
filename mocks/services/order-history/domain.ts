import type { Call } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { createInbox, type Inbox } from '../../http/events/inbox.ts'
import type { Waits } from '../../http/events/patience.ts'
import type { Position } from '../../http/events/position.ts'
import { type Page, pageFrom } from '../../http/pagination.ts'
import { Problem } from '../../http/problem.ts'
import type { Store } from '../../storage/store.ts'
import type { Broker } from './ports.ts'
import { projecting } from './projection.ts'
import type { HistoryQuery, PastOrder, Rebuild } from './schema.ts'
import { SEEDED_HISTORY } from './seed.ts'
import { type HistoryRecord, newestFirst, type OrderHistoryTables } from './store.ts'

export interface OrderHistoryOptions {
  store: Store<OrderHistoryTables>
  broker: Broker
  clock: Waits
  inbox: Inbox
}

/** The topics that the list is made of. */
const TOPICS = ['orders', 'payments'] as const

/**
 * A list of orders that nobody has to be asked for: the query side of CQRS (Young 2010). It is made of events and of
 * nothing else, so it may be behind, and it can be thrown away and made again.
 */
export function createOrderHistoryDomain({ store, broker, clock, inbox }: OrderHistoryOptions) {
  const handle = createInbox({ store, table: 'historyInbox', inbox })
  let changed = Promise.withResolvers<void>()

  return {
    /** Takes an event into the list. Throws invalid-content when it can not be understood. */
    async hear(event: CloudEvent, call: Call): Promise<void> {
      const project = projecting(event)
      await handle(event, call, (tx) => {
        project?.(tx)
        tx.afterCommit(() => {
          changed.resolve()
          changed = Promise.withResolvers()
        })
      })
    },

    /**
     * The caller's orders, newest first. With a position it waits until the list knows of it, `waitUs` microseconds
     * at most. Throws read-model-behind.
     */
    async list(
      { limit, cursor }: HistoryQuery,
      { position, waitUs }: { position?: Position | undefined; waitUs: number },
      call: Call,
    ): Promise<Page<PastOrder>> {
      if (position) await reach(position, waitUs, call)
      return store.transact(call, (tx) => {
        const { items, next } = pageFrom<HistoryRecord>({
          order: 'newest first',
          cursor,
          limit,
          place: ({ placed, id }) => [placed?.placedAt ?? '', id],
          read: (place, count) =>
            tx.range(newestFirst, { group: call.caller.customer, after: place?.join(' '), limit: count }),
        })
        return { items: items.flatMap(shown), ...(next === undefined ? {} : { next }) }
      })
    },

    /** Throws the list away and has everything delivered again. Throws dependency-unavailable. */
    async rebuild(call: Call): Promise<Rebuild> {
      await store.transact(call, (tx) => {
        for (const [key] of tx.entries('history')) tx.delete('history', key)
        for (const [key] of tx.entries('historyInbox')) tx.delete('historyInbox', key)
        // No event tells of the orders from before the first one.
        for (const [key, record] of Object.entries(SEEDED_HISTORY)) tx.put('history', key, record)
      })
      for (const topic of TOPICS) await broker.deliverAgain(topic, call)
      return { topics: [...TOPICS], startedAt: call.arrivedAt }
    },
  }

  async function reach(position: Position, waitUs: number, call: Call): Promise<void> {
    const timer = clock.timer(waitUs)
    let isLate = waitUs <= 0
    void timer.rings.then(() => {
      isLate = true
    })
    try {
      for (;;) {
        // Asked for before looking, so that no change falls in between.
        const next = changed.promise
        if (
          await store.transact(
            call,
            (tx) => (tx.get('history', position.order)?.sequence ?? 0) >= position.sequence,
          )
        )
          return
        if (isLate) throw behind(position)
        await Promise.race([next, timer.rings])
      }
    } finally {
      timer.cancel()
    }
  }
}
export type OrderHistoryDomain = ReturnType<typeof createOrderHistoryDomain>

function behind({ order }: Position): Problem {
  return new Problem('read-model-behind', {
    detail: `The list has not yet heard what you did with order ${order}. Ask again in a moment, or wait longer with Prefer: wait=5.`,
    headers: { 'retry-after': '1' },
  })
}

/** What callers see. */
function shown({ id, placed, payment }: HistoryRecord): PastOrder[] {
  if (!placed || placed.state === 'pending' || placed.state === 'failed') return []
  const { state, total, copies, titles, placedAt } = placed
  return [{ id, state, total, copies, titles, placedAt, ...(payment ? { payment } : {}) }]
}
