import type { Call } from '../../http/call.ts'
import type { Money } from '../../http/formats.ts'
import type { Delivery, NewOrder } from './schema.ts'
import type { OrderRecord } from './store.ts'
import type { Work } from './work.ts'

/** What orders needs to know about a book. */
export interface PricedBook {
  readonly title: string
  readonly price: Money
}

export interface Catalogue {
  /** The book's title and price now. Throws not-found. */
  bookOf(isbn: string, call: Call): Promise<PricedBook>
}

export interface Stock {
  /** Holds every line or none; brings the reservation's id. Throws unknown-book, out-of-stock. */
  reserve(
    order: string,
    lines: readonly { isbn: string; quantity: number }[],
    call: Call,
    ttlS?: number,
  ): Promise<string>
  /** The reservation that is held for an order, for whoever never got an answer. */
  heldFor(order: string, call: Call): Promise<string | undefined>
  /** Holds what is held for an order for good; may be repeated. Throws out-of-stock when its time was up. */
  keep(order: string, call: Call): Promise<void>
  /** Gives back what is held for an order, now and if it arrives later; may be repeated. */
  release(order: string, call: Call): Promise<void>
}

export interface Payments {
  /** Sets the amount aside; brings the payment's id. Throws payment-declined. */
  authorise(order: string, amount: Money, card: NewOrder['payment']['card'], call: Call): Promise<string>
  /** The payment that stands for an order, for whoever never got an answer. */
  paidFor(order: string, call: Call): Promise<string | undefined>
  /** Takes the money that is set aside; may be repeated. Throws payment-declined. */
  capture(order: string, payment: string, call: Call): Promise<void>
  /** The payment for an order whose money was taken, for whoever never got an answer. */
  takenFor(order: string, call: Call): Promise<string | undefined>
  /** Gives back what was taken; may be repeated. */
  refund(order: string, payment: string, call: Call): Promise<void>
  /** Gives free what is set aside for an order, now and if it arrives later; may be repeated. */
  void(order: string, call: Call): Promise<void>
}

export interface Shipments {
  /** Has a shipment wait for its order, once for each order; brings its id. */
  create(order: string, delivery: Delivery, copies: number, call: Call): Promise<string>
  /** The shipment that waits for an order, for whoever never got an answer. */
  waitingFor(order: string, call: Call): Promise<string | undefined>
  /** Lets the shipment of an order leave; may be repeated. */
  confirm(order: string, call: Call): Promise<void>
  /** Keeps an order here, now and if its shipment is asked for later; may be repeated. Throws order-state when it has left. */
  cancel(order: string, call: Call): Promise<void>
}

/**
 * How several steps become one outcome. Between services that is a saga; inside one process it is one transaction,
 * which is rolled back.
 */
export interface Carrier {
  /**
   * Brings the order as it stands afterwards; undefined when somebody else did the same work first. Throws what kept
   * it from being done. `begun` is told when the work is written down, so that it is gone on with after a crash; never,
   * where it is not.
   */
  carryOut(work: Work, call: Call, begun?: () => void): Promise<OrderRecord | undefined>
}

export interface OrdersPorts {
  catalogue: Catalogue
  carrier: Carrier
}
