import type { Call } from '../../http/call.ts'
import type { Events } from '../../http/events/outbox.ts'
import type { Transaction } from '../../storage/store.ts'
import { answerKey, type ClientKey } from './client-keys.ts'
import { orderEvent } from './order-events.ts'
import type { Payments, Stock } from './ports.ts'
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
  act(work: Work, call: Call): Promise<string>
  /** What became of it, asked of whoever did it: the id of what was made, or undefined. Left out where `act` may be repeated. */
  find?(order: string, call: Call): Promise<string | undefined>
  /** Takes it back, now and if it is done later; may be repeated. Left out where there is no way back. */
  undo?(order: string, call: Call): Promise<void>
}

/** The ids of what was made, by the name of the step. */
export type Made = Readonly<Record<string, string>>

/** The steps of a kind of work, and what it writes into orders' own store. */
export interface Plan {
  readonly steps: readonly Step[]
  begin(tx: Transaction<OrdersTables>, work: Work, call: Call): void
  /** Writes the outcome; undefined when it was there already. */
  finish(tx: Transaction<OrdersTables>, work: Work, made: Made, call: Call): OrderRecord | undefined
  /** Takes back what `begin` wrote. */
  abandon(tx: Transaction<OrdersTables>, work: Work, call: Call): void
}
export type Plans = Readonly<Record<Work['does'], Plan>>

/** What has to be done to place and to cancel an order. */
export function plansOver({
  stock,
  payments,
  events,
}: {
  stock: Stock
  payments: Payments
  events: Events<'ordersOutbox'>
}): Plans {
  return {
    place: {
      steps: [
        {
          name: 'reserve',
          act: ({ order: { id, lines } }, call) => stock.reserve(id, lines, call),
          find: (order, call) => stock.heldFor(order, call),
          undo: (order, call) => stock.release(order, call),
        },
        {
          name: 'authorise',
          act: ({ order: { id, total }, card = 'tok_visa' }, call) =>
            payments.authorise(id, total, card, call),
          find: (order, call) => payments.paidFor(order, call),
          undo: (order, call) => payments.void(order, call),
        },
      ],
      begin(tx, { order }, call) {
        tx.put('orders', order.id, order)
        events.emit(tx, orderEvent('placed', order), call)
      },
      finish(tx, { order, key }, { reserve = '', authorise = '' }, call) {
        const confirmed: OrderRecord = {
          ...order,
          state: 'confirmed',
          reservation: reserve,
          payment: authorise,
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
    // Forward only: each step may be repeated until it is done, and none is taken back.
    cancel: {
      steps: [
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
