import type { Call } from '../../http/call.ts'
import type { Money } from '../../http/formats.ts'
import type { NewOrder } from './schema.ts'

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
  /** Holds every line or none. Throws unknown-book, out-of-stock. */
  reserve(
    order: string,
    lines: readonly { isbn: string; quantity: number }[],
    call: Call,
  ): Promise<{ readonly id: string }>
  /** Gives the copies back; may be repeated. */
  release(reservation: string, call: Call): Promise<void>
}

export interface Payments {
  /** Sets the amount aside. Throws payment-declined. */
  authorise(
    order: string,
    amount: Money,
    card: NewOrder['payment']['card'],
    call: Call,
  ): Promise<{ readonly id: string }>
  /** Gives the money free; may be repeated. */
  void(payment: string, call: Call): Promise<void>
}

/** One step of a piece of work: what to do, and what undoes it. */
export type Step = <T>(act: () => Promise<T>, undo: (done: T) => Promise<void>) => Promise<T>

/**
 * How several steps become one outcome. Between services that is a saga, which undoes the steps that were done;
 * inside one process it is one transaction, which is rolled back.
 */
export interface UnitOfWork {
  run<T>(call: Call, work: (step: Step, call: Call) => Promise<T>): Promise<T>
}

export interface OrdersPorts {
  catalogue: Catalogue
  stock: Stock
  payments: Payments
  work: UnitOfWork
}
