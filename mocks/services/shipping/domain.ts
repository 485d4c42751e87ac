import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { Carrier } from './ports.ts'
import type { Cancellation, NewShipment, Quote, QuoteQuery, Shipment, Tracking } from './schema.ts'
import { byOrder, byTracking, type ShippingTables } from './store.ts'

export interface ShippingOptions {
  store: Store<ShippingTables>
  newId: (kind: string, sequence: number) => string
  carrier: Carrier
}

/** Sends what was ordered. Knows the carrier only by what it may ask of it. */
export function createShippingDomain({ store, newId, carrier }: ShippingOptions) {
  return {
    /** What delivery costs today. Throws dependency-unavailable. */
    quotes({ country, copies }: QuoteQuery, call: Call): Promise<readonly Quote[]> {
      return carrier.quotes(country, copies, call)
    },

    /** Where a parcel is. Throws not-found, dependency-unavailable. */
    async track(tracking: string, call: Call): Promise<Tracking> {
      const shipment = await store.transact(
        call,
        (tx) => tx.range(byTracking, { group: tracking, limit: 1 })[0],
      )
      if (!shipment) throw new Problem('not-found', `No parcel of ours has the number ${tracking}.`)
      return { tracking, ...(await carrier.track(shipment.id, call)) }
    },

    /** The shipment of an order, made if there is none. Throws shipment-state when it is another one, order-given-up. */
    create(wanted: NewShipment, call: Call): Promise<{ shipment: Shipment; isNew: boolean }> {
      return store.transact(call, (tx) => {
        if (tx.get('shipmentCancellations', wanted.order))
          throw new Problem('order-given-up', `Order ${wanted.order} was given up; nothing is sent for it.`)
        const known = ofOrder(tx, wanted.order)
        if (known) {
          if (!isSame(known, wanted))
            throw new Problem('shipment-state', `Order ${wanted.order} has another shipment already.`)
          return { shipment: known, isNew: false }
        }
        const id = newId('shipment', tx.next('shipment'))
        const shipment: Shipment = { id, ...wanted, state: 'pending', createdAt: call.arrivedAt }
        tx.put('shipments', id, shipment)
        return { shipment, isNew: true }
      })
    },

    /** The shipment of an order, if there is one. */
    sentFor(order: string, call: Call): Promise<readonly Shipment[]> {
      return store.transact(call, (tx) => tx.range(byOrder, { group: order, limit: 1 }))
    },

    /** One shipment. Throws not-found. */
    read(id: string, call: Call): Promise<Shipment> {
      return store.transact(call, (tx) => found(tx, id))
    },

    /** Lets a shipment leave, now that its order is certain. Throws not-found, shipment-state. */
    confirm(order: string, call: Call): Promise<Shipment> {
      return store.transact(call, (tx) => {
        const shipment = ofOrder(tx, order)
        if (!shipment) throw new Problem('not-found', `Order ${order} has no shipment.`)
        if (shipment.state === 'cancelled') throw stays(shipment)
        if (shipment.state !== 'pending') return shipment
        return put(tx, { ...shipment, state: 'confirmed' })
      })
    },

    /**
     * Hands a shipment to the carrier. The carrier is asked before we write it down: whoever is cut off in between asks
     * again under the same reference, and it is the same parcel. Throws not-found, shipment-state, dependency-unavailable.
     */
    async dispatch(id: string, call: Call): Promise<Shipment> {
      const shipment = await store.transact(call, (tx) => {
        const now = found(tx, id)
        if (now.state === 'cancelled') throw stays(now)
        if (now.state === 'pending')
          throw new Problem('shipment-state', `Order ${now.order} is not confirmed yet; its shipment waits.`)
        // From here on a cancellation comes too late.
        return now.state === 'dispatched' ? now : put(tx, { ...now, state: 'dispatched' })
      })
      if (shipment.tracking !== undefined) return shipment
      const { tracking } = await carrier.collect(id, shipment, call)
      return store.transact(call, (tx) => put(tx, { ...found(tx, id), tracking }))
    },

    /** Keeps an order here, now and if its shipment is asked for later. Throws shipment-state when it has left. */
    cancel(order: string, call: Call): Promise<{ cancellation: Cancellation; isNew: boolean }> {
      return store.transact(call, (tx) => {
        const earlier = tx.get('shipmentCancellations', order)
        if (earlier) return { cancellation: earlier, isNew: false }
        const shipment = ofOrder(tx, order)
        if (shipment?.state === 'dispatched')
          throw new Problem('shipment-state', `Order ${order} is with the carrier; it can only be sent back.`)
        if (shipment) put(tx, { ...shipment, state: 'cancelled' })
        const cancellation = { order, cancelledAt: call.arrivedAt }
        // It stays, like a tombstone: a shipment that is asked for late is refused.
        tx.put('shipmentCancellations', order, cancellation)
        return { cancellation, isNew: true }
      })
    },
  }
}
export type ShippingDomain = ReturnType<typeof createShippingDomain>

function ofOrder(tx: Transaction<ShippingTables>, order: string): Shipment | undefined {
  return tx.range(byOrder, { group: order, limit: 1 })[0]
}

function found(tx: Transaction<ShippingTables>, id: string): Shipment {
  const shipment = tx.get('shipments', id)
  if (!shipment) throw new Problem('not-found', `There is no shipment ${id}.`)
  return shipment
}

function put(tx: Transaction<ShippingTables>, shipment: Shipment): Shipment {
  tx.put('shipments', shipment.id, shipment)
  return shipment
}

/** Whether a shipment is what somebody wants. */
function isSame(known: Shipment, { country, copies, speed, to }: NewShipment): boolean {
  const [now, then] = [known.to, to].map((each) => each && [each.name, each.street, each.postcode, each.city])
  return (
    known.country === country &&
    known.copies === copies &&
    known.speed === speed &&
    now?.join('\n') === then?.join('\n')
  )
}

function stays({ order }: Shipment): Problem {
  return new Problem('shipment-state', `The shipment of order ${order} was cancelled.`)
}
