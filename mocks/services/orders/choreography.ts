import * as z from 'zod'
import { type Call, GUEST } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { readData, whatHappened } from '../../http/events/event-data.ts'
import { createInbox, type Inbox } from '../../http/events/inbox.ts'
import type { Events, InTrace } from '../../http/events/outbox.ts'
import { Problem } from '../../http/problem.ts'
import type { Clock, Timer } from '../../simulation/clock.ts'
import type { Index } from '../../storage/ordered-records.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { acceptKey, refuseKey } from './client-keys.ts'
import { orderOverdue, placedForAll } from './order-events.ts'
import type { Carrier } from './ports.ts'
import type { OrderRecord, OrdersTables } from './store.ts'
import { DEADLINE_S, type Plan, type Work } from './work.ts'

/** What an order needs to hear of before it is confirmed; of each, the event that takes it back. */
const PARTS = [
  { made: 'stock.reserved', takenBack: ['stock.released'] },
  { made: 'payment.authorized', takenBack: ['payment.voided', 'payment.refunded'] },
  { made: 'shipment.created', takenBack: ['shipment.cancelled'], ifDelivered: true },
  { made: 'payment.captured', takenBack: ['payment.refunded'], ifDelivered: true },
] as const
const FAILURES: ReadonlySet<string> = new Set(['stock.rejected', 'payment.declined'])
const HEARD: ReadonlySet<string> = new Set([
  ...PARTS.flatMap(({ made, takenBack }) => [made, ...takenBack]),
  ...FAILURES,
  'shipment.confirmed',
])

const AboutOrder = z.object({ order: z.string() })
const Failure = AboutOrder.extend({
  problem: z.enum(['out-of-stock', 'unknown-book', 'payment-declined', 'dependency-unavailable']),
  reason: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
})

/** An order that nobody commands, as orders knows it: by what it has heard. */
export interface PlacingRecord {
  readonly work: Work
  readonly state: 'pending' | 'confirmed' | 'failed'
  /** What happened → to what it happened, such as the id of a payment. */
  readonly heard: Readonly<Record<string, string>>
  /** From when on others are asked to say again what they did. */
  readonly overdueAt: string
}

/** The orders of which something is still to be heard. */
const unsettled: Index<'placings', PlacingRecord> = {
  table: 'placings',
  group: (placing) => (isSettled(placing) ? undefined : 'unsettled'),
  place: ({ work }) => work.order.id,
}

/** How long is waited after each time that others were asked, in seconds; then it rests until the process starts anew or somebody reads the order. */
const WAITS_S = [30, 60, 120, 240, 480, 960]

export interface ChoreographyOptions {
  store: Store<OrdersTables>
  /** What is written when an order is certain, and when it came to nothing: the same as where orders commands. */
  plan: Pick<Plan, 'finish' | 'abandon'>
  events: Events<'ordersOutbox'>
  inbox: Inbox
  /** Whether anybody notices that nothing was heard of an order for too long. */
  watches: boolean
  clock: Pick<Clock, 'timer'>
  /** The time of day. */
  now: () => Date
  inTrace: InTrace
  /** Told of errors that nobody foresaw. */
  report?: ((error: unknown) => void) | undefined
}

type Tx = Transaction<OrdersTables>

/**
 * An order that is carried out by choreography (Richardson, *Microservices Patterns*, §4.2): orders writes down that it
 * came in and says so, and nothing else. Inventory, payments and shipping do their parts when they hear of it and of each
 * other; orders listens, and knows the outcome when it has heard enough. Nobody sees the whole but those who collect what
 * is said. So somebody has to notice a silence: after the deadline orders asks everybody to say again what they did, and
 * whoever has not done their part by then gives the order up.
 */
export function createChoreography({
  store,
  plan,
  events,
  inbox,
  watches,
  clock,
  now,
  inTrace,
  report,
}: ChoreographyOptions) {
  const handle = createInbox({ store, table: 'ordersInbox', inbox })
  const waiting = new Map<string, (outcome: OrderRecord | Problem) => void>()
  const watching = new Map<string, Timer>()
  /** Asked about as often as makes sense: what others still say of them is no reason to begin anew. */
  const resting = new Set<string>()
  let stopped = false

  const carrier: Carrier = {
    /** Resolves when the outcome is known to this life of the process; whoever does not want to wait looks at `begun`. */
    async carryOut(work, call, begun) {
      const { order, card = 'tok_visa', key } = work
      const { promise: outcome, resolve } = Promise.withResolvers<OrderRecord | Problem>()
      await store.transact(call, (tx) => {
        const overdueAt = new Date(now().getTime() + DEADLINE_S * 1000).toISOString()
        const placing: PlacingRecord = { work, state: 'pending', heard: {}, overdueAt }
        tx.put('orders', order.id, order)
        tx.put('placings', order.id, placing)
        events.emit(tx, placedForAll(order, card), call)
        // Whoever repeats the request hears that it is under way, and later what became of it.
        if (key) acceptKey(tx, key, order)
        tx.afterCommit(() => {
          waiting.set(order.id, resolve)
          watch(placing)
        })
      })
      begun?.()
      const known = await outcome
      if (known instanceof Problem) throw known
      return known
    },
  }

  return {
    ...carrier,

    /** Takes an event in. Throws invalid-content when it can not be understood. */
    async hear(event: CloudEvent, call: Call): Promise<void> {
      const what = whatHappened(event)
      if (!HEARD.has(what)) return
      const { order } = readData(AboutOrder, event)
      const failure = FAILURES.has(what) ? readData(Failure, event) : undefined
      await handle(event, call, (tx) => {
        const before = tx.get('placings', order)
        // Where orders commands it hears of its own commands, too.
        if (!before) return
        const heard = { ...before.heard, [what]: event.subject ?? order }
        const after: PlacingRecord = { ...before, heard, state: stateAfter({ ...before, heard }) }
        tx.put('placings', order, after)
        if (before.state === 'pending') end(tx, after, failure, call)
        tx.afterCommit(() => watch(after))
      })
    },

    /** Has others asked again about an order of which nothing was heard for too long. */
    wake(tx: Tx, order: string) {
      const placing = tx.get('placings', order)
      if (placing && placing.overdueAt < now().toISOString()) {
        resting.delete(order)
        watch(placing)
      }
    },

    /** Watches the orders again that an earlier life of the process left open. */
    async start() {
      stopped = false
      const open = await store.transact({}, (tx) =>
        tx.range(unsettled, { group: 'unsettled', limit: Number.POSITIVE_INFINITY }),
      )
      for (const placing of open) watch(placing)
    },

    stop() {
      stopped = true
      for (const timer of watching.values()) timer.cancel()
      watching.clear()
    },
  }

  /** Writes the outcome down where it is known now, and tells whoever waits for it. */
  function end(
    tx: Tx,
    { work, state, heard }: PlacingRecord,
    failure: z.infer<typeof Failure> | undefined,
    call: Call,
  ) {
    const { id } = work.order
    const tell = (outcome: OrderRecord | Problem) =>
      tx.afterCommit(() => {
        waiting.get(id)?.(outcome)
        waiting.delete(id)
      })
    if (state === 'confirmed') {
      const made = {
        reserve: heard['stock.reserved'] ?? '',
        authorise: heard['payment.authorized'] ?? '',
        ...(heard['shipment.created'] === undefined ? {} : { ship: heard['shipment.created'] }),
      }
      const confirmed = plan.finish(tx, work, made, call)
      if (confirmed) tell(confirmed)
    }
    if (state === 'failed' && failure) {
      const why = refusalOf(failure)
      plan.abandon(tx, work, call)
      if (work.key) refuseKey(tx, work.key, why)
      tell(why)
    }
  }

  /** Keeps an eye on an order as long as there is something to be heard of it. */
  function watch(placing: PlacingRecord) {
    const { id } = placing.work.order
    if (isSettled(placing)) {
      watching.get(id)?.cancel()
      watching.delete(id)
      resting.delete(id)
    } else if (watches && !stopped && !watching.has(id) && !resting.has(id)) {
      const firstUs = Math.max(0, Date.parse(placing.overdueAt) - now().getTime()) * 1000
      askAfter(id, firstUs, WAITS_S)
    }
  }

  function askAfter(id: string, us: number, [next, ...others]: readonly number[]) {
    const timer = clock.timer(us)
    watching.set(id, timer)
    void timer.rings
      .then(() => inTrace(`ask about order ${id}`, (trace) => ask(id, { trace, caller: GUEST })))
      .then(() => {
        if (watching.get(id) !== timer) return
        watching.delete(id)
        if (next === undefined) resting.add(id)
        else if (!stopped) askAfter(id, next * 1_000_000, others)
      })
      .catch((error) => report?.(error))
  }

  /** Has everybody say again what they did. */
  function ask(id: string, by: Pick<Call, 'trace' | 'caller'>): Promise<void> {
    return store.transact(by, (tx) => {
      const placing = tx.get('placings', id)
      if (placing && !isSettled(placing))
        events.emit(tx, orderOverdue(id, placing.state), { ...by, arrivedAt: placing.work.order.placedAt })
    })
  }
}

/** What an order is, of what was heard of it. It is certain as soon as it has all its parts, and then for good. */
function stateAfter({ state, heard, work }: PlacingRecord): PlacingRecord['state'] {
  if (state !== 'pending') return state
  if (Object.keys(heard).some((what) => FAILURES.has(what))) return 'failed'
  return partsOf(work).every(({ made }) => heard[made] !== undefined) ? 'confirmed' : 'pending'
}

/** Whether nothing more has to be heard: the parcel may leave, or whatever was made is taken back. */
export function isSettled({ state, heard, work }: PlacingRecord): boolean {
  if (state === 'pending') return false
  if (state === 'confirmed')
    return !work.order.delivery || 'shipment.confirmed' in heard || 'shipment.cancelled' in heard
  return PARTS.every(({ made, takenBack }) => !(made in heard) || takenBack.some((what) => what in heard))
}

function partsOf({ order }: Work) {
  return PARTS.filter((part) => !('ifDelivered' in part) || order.delivery)
}

function refusalOf({ problem, reason, errors }: z.infer<typeof Failure>): Problem {
  if (problem !== 'dependency-unavailable')
    return new Problem(problem, { detail: reason, ...(errors ? { errors } : {}) })
  return new Problem(problem, { detail: reason, headers: { 'retry-after': '5' } })
}
