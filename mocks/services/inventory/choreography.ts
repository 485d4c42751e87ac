import * as z from 'zod'
import type { Call } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { readData, whatHappened } from '../../http/events/event-data.ts'
import { createInbox, type Inbox } from '../../http/events/inbox.ts'
import type { Events } from '../../http/events/outbox.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { type InventoryDomain, reservationsOf, stockEvent, stockRejected } from './domain.ts'
import type { InventoryTables } from './store.ts'

/** What inventory reads of an order that came in, and no more: who pays and where it goes is not its business. */
const Placed = z.object({
  order: z.string(),
  lines: z.array(z.object({ isbn: z.string(), quantity: z.int() })),
  delivery: z.unknown().optional(),
})
const AboutOrder = z.object({ order: z.string() })
const Overdue = AboutOrder.extend({ state: z.enum(['pending', 'confirmed', 'failed']) })

/** How long copies are held for an order that is delivered, in seconds: longer than it may take to its pivot. */
const HELD_FOR_S = 900

export interface ChoreographyOptions {
  store: Store<InventoryTables>
  domain: InventoryDomain
  events: Events<'inventoryOutbox'>
  inbox: Inbox
}

type Tx = Transaction<InventoryTables>

/**
 * Inventory's part in an order that nobody commands (choreography; Richardson, *Microservices Patterns*, §4.2): it holds
 * copies when it hears of an order, keeps them for good when the parcel is ready, and gives them back when it hears that
 * anybody else failed. What it did it says in the transaction in which it did it.
 */
export function createStockChoreography({ store, domain, events, inbox }: ChoreographyOptions) {
  const handle = createInbox({ store, table: 'inventoryInbox', inbox })

  /** Does something, or says that it can not be done. A refusal is rolled back first, so it is a transaction of its own. */
  async function attempt(
    event: CloudEvent,
    order: Pick<z.infer<typeof Placed>, 'order' | 'lines'>,
    call: Call,
    act: (tx: Tx, within: Call) => Promise<void>,
  ): Promise<void> {
    try {
      await handle(event, call, act)
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      await handle(event, call, async (tx, within) => {
        // Somebody else failed first, and has said so.
        if (error.problem === 'order-given-up') return
        events.emit(tx, stockRejected(order, error), within)
        await domain.releaseOrder(order.order, within)
      })
    }
  }

  /** Takes an event in. Throws invalid-content when it can not be understood. */
  return async (event: CloudEvent, call: Call): Promise<void> => {
    switch (whatHappened(event)) {
      case 'order.placed': {
        const { order, lines, delivery } = readData(Placed, event)
        const wanted = {
          order,
          lines: lines.map(({ isbn, quantity }) => ({ isbn, quantity })),
          ...(delivery === undefined ? {} : { ttlS: HELD_FOR_S }),
        }
        return attempt(event, wanted, call, async (_, within) => void (await domain.holdAll(wanted, within)))
      }
      case 'shipment.created': {
        const { order } = readData(AboutOrder, event)
        return attempt(event, { order, lines: [] }, call, async (tx, within) =>
          events.emit(tx, stockEvent('committed', await domain.commit(order, within)), within),
        )
      }
      case 'payment.declined':
      case 'order.failed': {
        const { order } = readData(AboutOrder, event)
        return void (await handle(
          event,
          call,
          async (_, within) => void (await domain.releaseOrder(order, within)),
        ))
      }
      case 'order.overdue': {
        const { order, state } = readData(Overdue, event)
        return void (await handle(event, call, (tx, within) => sayAgain(tx, order, state, within)))
      }
    }
  }

  /** Whoever asks has waited for long: an event may be lost. What holds is said again; what does not exist by now never will. */
  async function sayAgain(tx: Tx, order: string, state: z.infer<typeof Overdue>['state'], call: Call) {
    if (state === 'confirmed') return
    const reservations = reservationsOf(tx, order)
    const held = reservations.findLast((reservation) => reservation.state === 'held')
    if (state === 'pending' && held) {
      events.emit(tx, stockEvent('reserved', held), call)
      // Held without an end is held for good. Of an order that is collected nobody makes anything of that.
      if (held.expiresAt === undefined) events.emit(tx, stockEvent('committed', held), call)
      return
    }
    const given = await domain.releaseOrder(order, call)
    if (state === 'pending') events.emit(tx, stockRejected({ order, lines: [] }, tooLate(order)), call)
    else if (!given.isNew)
      for (const reservation of reservations) events.emit(tx, stockEvent('released', reservation), call)
  }
}

function tooLate(order: string): Problem {
  return new Problem('dependency-unavailable', `Order ${order} took too long, so nothing is held for it.`)
}
