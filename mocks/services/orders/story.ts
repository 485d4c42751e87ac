import type { Call } from '../../http/call.ts'
import type { Changes, EventSourceOf, ServerSentEvent } from '../../http/events/event-stream.ts'
import type { Events } from '../../http/events/outbox.ts'
import type { Store } from '../../storage/store.ts'
import { found } from './domain.ts'
import { SEQUENCE } from './order-events.ts'
import type { Order } from './schema.ts'
import type { OrderRecord, OrdersTables } from './store.ts'

/** What can become of an order, in the words of its events. */
type What = keyof typeof SEQUENCE

/** After these an order changes no more. */
const FINAL: ReadonlySet<What> = new Set(['failed', 'cancelled'])

export interface StoryOptions {
  store: Store<OrdersTables>
  changes: Changes
}

/** The same events, and whoever watches an order hears that something became of one. */
export function watchable<Name extends string>(events: Events<Name>, { tell }: Changes): Events<Name> {
  return {
    ...events,
    emit(tx, happening, call) {
      events.emit(tx, happening, call)
      tx.afterCommit(tell)
    },
  }
}

/** What has become of an order, for whoever may read it; read off the order itself: its place in its life is the id of the event. */
export function createStory({ store, changes }: StoryOptions) {
  return async (id: string, call: Call): Promise<EventSourceOf> => {
    await store.transact(call, (tx) => found(tx, id, call))
    return {
      changed: changes.changed,
      read: (after) =>
        store.transact({ trace: call.trace }, (tx) => {
          const story = told(id, tx.get('orders', id), call)
          return {
            events: story.filter((event) => event.id > after),
            isOver: story.some(({ event }) => FINAL.has(event)),
          }
        }),
    }
  }
}
export type Story = ReturnType<typeof createStory>

function told(id: string, order: OrderRecord | undefined, call: Call): (ServerSentEvent & { event: What })[] {
  const entry = (what: What, at: string) => ({
    id: SEQUENCE[what],
    event: what,
    data: { order: id, state: what, at },
  })
  // It was there when the stream began: what came to nothing is not kept.
  if (!order) return [entry('failed', call.arrivedAt)]
  const { state, placedAt, cancelledAt } = order
  return [
    entry('placed', placedAt),
    ...(isAtLeastConfirmed(state) ? [entry('confirmed', placedAt)] : []),
    ...(state === 'cancelled' ? [entry('cancelled', cancelledAt ?? placedAt)] : []),
  ]
}

function isAtLeastConfirmed(state: Order['state']): boolean {
  return state !== 'pending'
}
