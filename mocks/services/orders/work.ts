import type { Call } from '../../http/call.ts'
import type { Events } from '../../http/events/outbox.ts'
import type { Transaction } from '../../storage/store.ts'
import { answerKey, type ClientKey } from './client-keys.ts'
import { orderEvent } from './order-events.ts'
import type { Payments, Shipments, Stock } from './ports.ts'
import type { NewOrder } from './schema.ts'
import type { OrderRecord, OrdersTables } from './store.ts'

/** Something to be done in several steps, of which some are done by others. */
export interface Work {
  readonly does: 'place' | 'cancel'
  readonly order: OrderRecord
  /** What pays for it, when it is placed. */
  readonly card?: NewOrder['payment']['card']
  /** The client's key that the outcome answers, if the client named one. */
  readonly key?: ClientKey
}

/** One step. All of it is a matter of the order's id, so that it can be gone on with by whoever knows no more. */
export interface Step {
  readonly name: string
  /** Does it; brings the id of what was made. */
  act(work: Work, call: Call, made: Made): Promise<string>
  /** What became of it, asked of whoever did it: the id of what was made, or undefined. Left out where `act` may be repeated. */
  find?(order: string, call: Call): Promise<string | undefined>
  /** Takes it back, now and if it is done later; may be repeated. Left out where there is nothing to take back, or no way. */
  undo?(order: string, call: Call, made: Made): Promise<void>
  /** There is nothing to take back, and a refusal takes the steps before it back all the same. */
  readonly mayRefuse?: true
}

/** The ids of what was made, by the name of the step. */
export type Made = Readonly<Record<string, string>>

/** The steps of a kind of work, and what it writes into orders' own store. */
export interface Plan {
  stepsOf(order: OrderRecord): readonly Step[]
  /** For how long new steps are begun, in seconds: what was not certain by then is taken back. */
  deadlineOf?(order: OrderRecord): number | undefined
  begin(tx: Transaction<OrdersTables>, work: Work, call: Call): void
  /** Writes the outcome; undefined when it was there already. */
  finish(tx: Transaction<OrdersTables>, work: Work, made: Made, call: Call): OrderRecord | undefined
  /** Takes back what `begin` wrote. */
  abandon(tx: Transaction<OrdersTables>, work: Work, call: Call): void
}
export type Plans = Readonly<Record<Work['does'], Plan>>

/** For how long an order that is delivered is worked on before its pivot, in seconds. */
export const DEADLINE_S = 300
/** How long its copies are held meanwhile, in seconds: longer than the deadline, so that nothing is charged that was sold to others. */
const HELD_FOR_S = 900

export interface PlansOptions {
  stock: Stock
  payments: Payments
  shipments: Shipments
  events: Events<'ordersOutbox'>
  /** When what is delivered is charged. */
  charging?: 'last' | 'first'
}

/** What has to be done to place and to cancel an order. */
export function plansOver({ stock, payments, shipments, events, charging = 'last' }: PlansOptions): Plans {
  const reserve: Step = {
    name: 'reserve',
    act: ({ order: { id, lines, delivery } }, call) => stock.reserve(id, lines, call, delivery && HELD_FOR_S),
    find: (order, call) => stock.heldFor(order, call),
    undo: (order, call) => stock.release(order, call),
  }
  const authorise: Step = {
    name: 'authorise',
    act: ({ order: { id, total }, card = 'tok_visa' }, call) => payments.authorise(id, total, card, call),
    find: (order, call) => payments.paidFor(order, call),
    undo: (order, call) => payments.void(order, call),
  }
  const ship: Step = {
    name: 'ship',
    act: ({ order: { id, lines, delivery } }, call) =>
      delivery ? shipments.create(id, delivery, copiesIn(lines), call) : Promise.reject(collected(id)),
    find: (order, call) => shipments.waitingFor(order, call),
    undo: (order, call) => shipments.cancel(order, call),
  }
  const keep: Step = {
    name: 'keep',
    act: ({ order: { id } }, call) => stock.keep(id, call).then(() => id),
    mayRefuse: true,
  }
  // The pivot: what comes after it can not be refused. If nobody can tell whether it was done, it is asked for.
  const capture: Step = {
    name: 'capture',
    act: async ({ order: { id } }, call, { authorise = '' }) => {
      await payments.capture(id, authorise, call)
      return authorise
    },
    find: (order, call) => payments.takenFor(order, call),
    // What was certainly taken is given back; of anything else the void takes care, however late it comes.
    undo: async (order, call, { capture }) => {
      if (capture !== undefined) await payments.refund(order, capture, call)
    },
  }
  const confirm: Step = {
    name: 'confirm',
    act: ({ order: { id } }, call) => shipments.confirm(id, call).then(() => id),
  }
  const recall: Step = {
    name: 'recall',
    act: ({ order: { id } }, call) => shipments.cancel(id, call).then(() => id),
    mayRefuse: true,
  }
  const refund: Step = {
    name: 'refund',
    act: ({ order: { id, payment = '' } }, call) => payments.refund(id, payment, call).then(() => id),
  }
  const delivered =
    charging === 'first'
      ? [reserve, authorise, capture, ship, keep, confirm]
      : [reserve, authorise, ship, keep, capture, confirm]

  return {
    place: {
      stepsOf: ({ delivery }) => (delivery ? delivered : [reserve, authorise]),
      deadlineOf: ({ delivery }) => delivery && DEADLINE_S,
      begin(tx, { order }, call) {
        tx.put('orders', order.id, order)
        events.emit(tx, orderEvent('placed', order), call)
      },
      finish(tx, { order, key }, { reserve = '', authorise = '', ship }, call) {
        const confirmed: OrderRecord = {
          ...order,
          state: 'confirmed',
          reservation: reserve,
          payment: authorise,
          ...(ship === undefined ? {} : { shipment: ship }),
        }
        tx.put('orders', order.id, confirmed)
        events.emit(tx, orderEvent('confirmed', confirmed), call)
        // In one transaction: whoever knows of the order and whoever repeats the key hear the same.
        if (key) answerKey(tx, key, confirmed)
        return confirmed
      },
      abandon(tx, { order }, call) {
        tx.delete('orders', order.id)
        events.emit(tx, orderEvent('failed', order), call)
      },
    },
    // Forward only: each step may be repeated until it is done, and none is taken back. Only what has left can not be recalled.
    cancel: {
      stepsOf: ({ delivery }) => [
        ...(delivery ? [recall, refund] : []),
        { name: 'void', act: ({ order: { id } }, call) => payments.void(id, call).then(() => id) },
        { name: 'release', act: ({ order: { id } }, call) => stock.release(id, call).then(() => id) },
      ],
      begin() {},
      finish(tx, { order: { id } }, _, call) {
        const now = tx.get('orders', id)
        if (!now || now.state === 'cancelled') return undefined
        const cancelled: OrderRecord = { ...now, state: 'cancelled', cancelledAt: call.arrivedAt }
        tx.put('orders', id, cancelled)
        events.emit(tx, orderEvent('cancelled', cancelled), call)
        return cancelled
      },
      abandon() {},
    },
  }
}

function copiesIn(lines: OrderRecord['lines']): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0)
}

function collected(order: string): Error {
  return new Error(`Order ${order} is collected in the shop; nothing is sent.`)
}
