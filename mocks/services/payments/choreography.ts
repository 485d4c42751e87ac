import * as z from 'zod'
import type { Call } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { readData, whatHappened } from '../../http/events/event-data.ts'
import { createInbox, type Inbox } from '../../http/events/inbox.ts'
import type { Events } from '../../http/events/outbox.ts'
import { Money } from '../../http/formats.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { paymentDeclined, paymentEvent, paymentsOf } from './book.ts'
import type { PaymentsDomain } from './domain.ts'
import { Card, type Payment } from './schema.ts'
import type { PaymentsTables } from './store.ts'

/** What payments reads of an order that came in. */
const Placed = z.object({
  order: z.string(),
  total: Money,
  payment: z.object({ card: Card }),
  delivery: z.unknown().optional(),
})
const AboutOrder = z.object({ order: z.string() })
const Overdue = AboutOrder.extend({ state: z.enum(['pending', 'confirmed', 'failed']) })

/** What payments has heard of an order: events of different topics overtake each other, so each is only noted. */
export interface DueRecord {
  readonly order: string
  /** Known when the order was heard of. */
  readonly bill?: Pick<Payment, 'amount' | 'card'> & { readonly isDelivered: boolean }
  readonly heard: readonly ('stock.reserved' | 'stock.committed')[]
  /** Somebody failed, payments itself perhaps: nothing begins any more. */
  readonly isGivenUp?: true
}

export interface ChoreographyOptions {
  store: Store<PaymentsTables>
  domain: PaymentsDomain
  events: Events<'paymentsOutbox'>
  inbox: Inbox
}

type Tx = Transaction<PaymentsTables>
type Step = 'authorise' | 'ask again' | 'refuse' | 'capture' | 'void'

/** What there is to do, of what was heard and of how the payment stands. A pure function, so it may be asked again after a crash. */
export function nextStep(due: DueRecord, payment: Pick<Payment, 'state'> | undefined): Step | undefined {
  const { bill, heard, isGivenUp } = due
  switch (payment?.state) {
    case undefined:
      if (isGivenUp) return undefined
      return bill && heard.includes('stock.reserved') ? 'authorise' : undefined
    case 'requested':
      return isGivenUp ? 'void' : 'ask again'
    case 'authorised':
      if (isGivenUp) return 'void'
      // The pivot. Copies are kept for good by now, and the parcel is ready.
      return bill?.isDelivered && heard.includes('stock.committed') ? 'capture' : undefined
    case 'declined':
      return isGivenUp ? undefined : 'refuse'
    // Past the pivot there is no way but forward.
    case 'captured':
    case 'voided':
    case 'refunded':
      return undefined
  }
}

/**
 * The part of payments in an order that nobody commands: money is set aside when copies are held for an order that was
 * placed, taken when everything that can be refused was done, and given free when anybody else failed. What was heard is
 * noted in one transaction with the inbox; what follows of it is done after that, for the bank may have to be asked.
 */
export function createPaymentsChoreography({ store, domain, events, inbox }: ChoreographyOptions) {
  const handle = createInbox({ store, table: 'paymentsInbox', inbox })
  const underWay = new Map<string, Promise<void>>()

  return {
    /** Takes an event in. Throws invalid-content when it can not be understood, dependency-unavailable when the bank is silent. */
    async hear(event: CloudEvent, call: Call): Promise<void> {
      const what = whatHappened(event)
      switch (what) {
        case 'order.placed': {
          const { order, total: amount, payment, delivery } = readData(Placed, event)
          const bill = { amount, card: payment.card, isDelivered: delivery !== undefined }
          return noting(order, event, call, (due) => ({ ...due, bill }))
        }
        case 'stock.reserved':
        case 'stock.committed':
          return noting(readData(AboutOrder, event).order, event, call, (due) =>
            due.heard.includes(what) ? due : { ...due, heard: [...due.heard, what] },
          )
        case 'stock.rejected':
        case 'order.failed':
          return noting(readData(AboutOrder, event).order, event, call, givenUp)
        case 'order.overdue': {
          const { order, state } = readData(Overdue, event)
          if (state === 'confirmed') return
          return noting(order, event, call, (due, tx, within) => sayAgain(tx, due, state, within))
        }
      }
    },
  }

  /** One event of an order after the other: what is decided of the bank's last answer must not be overtaken. */
  function noting(
    order: string,
    event: CloudEvent,
    call: Call,
    change: (due: DueRecord, tx: Tx, within: Call) => DueRecord,
  ): Promise<void> {
    const work = async () => {
      // What the bank said to the last question, if that answer was lost.
      await domain.paidFor(order, call)
      await handle(event, call, (tx, within) => {
        const due = tx.get('dues', order) ?? { order, heard: [] }
        tx.put('dues', order, change(due, tx, within))
      })
      await settle(order, call)
    }
    const before = underWay.get(order) ?? Promise.resolve()
    const mine = before.then(work, work)
    underWay.set(order, mine)
    const forget = () => {
      if (underWay.get(order) === mine) underWay.delete(order)
    }
    mine.then(forget, forget)
    return mine
  }

  /** Does what there is to do. It may be done again: each step is found in the state that it leads to. */
  async function settle(order: string, call: Call): Promise<void> {
    for (;;) {
      const { due, payment } = await store.transact(call, (tx) => ({
        due: tx.get('dues', order),
        payment: paymentsOf(tx, order).at(-1),
      }))
      const step = due && nextStep(due, payment)
      if (!step) return
      try {
        if (step === 'authorise' && due.bill) {
          const { amount, card } = due.bill
          await domain.setAside({ order, amount, card }, call)
        } else if (step === 'void') await domain.voidOrder(order, call)
        else if (step === 'ask again') await domain.goOn(payment?.id ?? '', call)
        else if (step === 'capture') await domain.capture(payment?.id ?? '', call)
        else await refuse(order, declined(), call)
      } catch (error) {
        if (!(error instanceof Problem) || error.status >= 500 || step === 'void') throw error
        await refuse(order, error, call)
      }
    }
  }

  /** Says that nothing comes of it, and begins nothing any more. What stands still is voided next. */
  function refuse(order: string, why: Problem, call: Call): Promise<void> {
    return store.transact(call, (tx) => {
      const due = tx.get('dues', order)
      if (!due || due.isGivenUp) return
      tx.put('dues', order, givenUp(due))
      events.emit(tx, declinedOf(due, why), call)
    })
  }

  /** Whoever asks has waited for long: an event may be lost. What stands is said again; what was not done by now never will be. */
  function sayAgain(tx: Tx, due: DueRecord, state: 'pending' | 'failed', call: Call): DueRecord {
    const payment = paymentsOf(tx, due.order).at(-1)
    if (state === 'failed') {
      if (payment?.state === 'voided' || payment?.state === 'refunded')
        events.emit(tx, paymentEvent(payment.state, payment), call)
      return givenUp(due)
    }
    const stands = due.bill?.isDelivered ? 'captured' : 'authorised'
    if (payment?.state === stands) {
      events.emit(tx, paymentEvent('authorized', payment), call)
      if (stands === 'captured') events.emit(tx, paymentEvent('captured', payment), call)
      return due
    }
    events.emit(tx, declinedOf(due, tooLate(due.order)), call)
    return givenUp(due)
  }
}

function givenUp(due: DueRecord): DueRecord {
  return { ...due, isGivenUp: true }
}

function declinedOf({ order, bill }: DueRecord, why: Problem) {
  return paymentDeclined({ order, ...(bill ? { amount: bill.amount } : {}) }, why)
}

function declined(): Problem {
  return new Problem('payment-declined', 'The card was declined. Use another one; nothing was charged.')
}

function tooLate(order: string): Problem {
  return new Problem('dependency-unavailable', `Order ${order} took too long, so nothing is charged for it.`)
}
