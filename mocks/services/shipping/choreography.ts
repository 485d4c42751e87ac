import * as z from 'zod'
import type { Call } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { readData, whatHappened } from '../../http/events/event-data.ts'
import { createInbox, type Inbox } from '../../http/events/inbox.ts'
import type { Events } from '../../http/events/outbox.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { ShippingDomain } from './domain.ts'
import { Country, type NewShipment, Recipient, type Shipment } from './schema.ts'
import { byOrder, type ShippingTables } from './store.ts'

/** What shipping reads of an order that came in; one that is collected has no delivery. */
const Placed = z.object({
  order: z.string(),
  lines: z.array(z.object({ quantity: z.int() })),
  delivery: z
    .object({
      recipient: Recipient.shape.name,
      address: Recipient.omit({ name: true }).extend({ country: Country }),
    })
    .optional(),
})
const AboutOrder = z.object({ order: z.string() })
const Overdue = AboutOrder.extend({ state: z.enum(['pending', 'confirmed', 'failed']) })

/** What shipping has heard of an order: that it was placed, and that it is paid for, in whatever order. */
export interface ParcelRecord {
  readonly order: string
  readonly wanted?: NewShipment
  readonly isPaid?: true
}

export interface ChoreographyOptions {
  store: Store<ShippingTables>
  domain: ShippingDomain
  events: Events<'shippingOutbox'>
  inbox: Inbox
}

type Tx = Transaction<ShippingTables>

/**
 * The part of shipping in an order that nobody commands: a shipment waits when the order is known and its money is set
 * aside, may leave when the order is confirmed, and stays here when anybody else failed.
 */
export function createShippingChoreography({ store, domain, events, inbox }: ChoreographyOptions) {
  const handle = createInbox({ store, table: 'shippingInbox', inbox })

  /** Takes an event in. Throws invalid-content when it can not be understood. */
  return async (event: CloudEvent, call: Call): Promise<void> => {
    switch (whatHappened(event)) {
      case 'order.placed': {
        const { order, lines, delivery } = readData(Placed, event)
        if (!delivery) return
        const { country, ...street } = delivery.address
        const copies = lines.reduce((sum, { quantity }) => sum + quantity, 0)
        const to = { name: delivery.recipient, ...street }
        const wanted: NewShipment = { order, country, copies, speed: 'standard', to }
        return noting(order, event, call, (due) => ({ ...due, wanted }))
      }
      case 'payment.authorized':
        return noting(readData(AboutOrder, event).order, event, call, (due) => ({ ...due, isPaid: true }))
      case 'order.confirmed': {
        const { order } = readData(AboutOrder, event)
        return void (await handle(event, call, (tx, within) => mayLeave(tx, order, within)))
      }
      case 'stock.rejected':
      case 'payment.declined':
      case 'order.failed': {
        const { order } = readData(AboutOrder, event)
        return void (await handle(event, call, (tx, within) => staysHere(tx, order, within)))
      }
      case 'order.overdue': {
        const { order, state } = readData(Overdue, event)
        return void (await handle(event, call, (tx, within) => sayAgain(tx, order, state, within)))
      }
    }
  }

  async function noting(
    order: string,
    event: CloudEvent,
    call: Call,
    change: (due: ParcelRecord) => ParcelRecord,
  ): Promise<void> {
    await handle(event, call, async (tx, within) => {
      const due = change(tx.get('parcelsDue', order) ?? { order })
      tx.put('parcelsDue', order, due)
      // Given up before it was ready: nothing is sent, and whoever failed has said so.
      if (!due.wanted || !due.isPaid || tx.get('shipmentCancellations', order)) return
      const { shipment, isNew } = await domain.create(due.wanted, within)
      if (isNew) events.emit(tx, shipmentEvent('created', shipment), within)
    })
  }

  async function mayLeave(tx: Tx, order: string, call: Call) {
    const shipment = of(tx, order)
    if (!shipment) return
    try {
      events.emit(tx, shipmentEvent('confirmed', await domain.confirm(order, call)), call)
    } catch (error) {
      // Cancelled since: it stays, and whoever waits for it hears that.
      if (!(error instanceof Problem) || error.problem !== 'shipment-state') throw error
      events.emit(tx, shipmentEvent('cancelled', shipment), call)
    }
  }

  async function staysHere(tx: Tx, order: string, call: Call, again = false) {
    const { isNew } = await domain.cancel(order, call)
    const shipment = of(tx, order)
    if (shipment && (isNew || again)) events.emit(tx, shipmentEvent('cancelled', shipment), call)
  }

  /** Whoever asks has waited for long: an event may be lost, and what stands is said again. */
  async function sayAgain(tx: Tx, order: string, state: z.infer<typeof Overdue>['state'], call: Call) {
    if (state === 'confirmed') return mayLeave(tx, order, call)
    if (state === 'failed') return staysHere(tx, order, call, true)
    const shipment = of(tx, order)
    if (shipment && shipment.state !== 'cancelled') events.emit(tx, shipmentEvent('created', shipment), call)
  }
}

function of(tx: Tx, order: string): Shipment | undefined {
  return tx.range(byOrder, { group: order, limit: 1 })[0]
}

/** What others hear of a parcel: that it waits, may leave, or stays here. All that concerns an order stays in order. */
function shipmentEvent(what: 'created' | 'confirmed' | 'cancelled', { id, order }: Shipment) {
  return {
    type: `example.bookshop.shipment.${what}`,
    subject: id,
    key: order,
    data: { order, shipment: id },
  }
}
