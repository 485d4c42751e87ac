import type { Call } from '../../http/call.ts'
import type { Events, Happening } from '../../http/events/outbox.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../storage/store.ts'
import type { LedgerEntry, NewPayment, Payment, Voiding } from './schema.ts'
import { byOrder, type PaymentRecord, type PaymentsTables } from './store.ts'

type Tx = Transaction<PaymentsTables>
type State = Payment['state']

export interface BookOptions {
  newId: (kind: string, sequence: number) => string
  events: Events<'paymentsOutbox'>
}

/** From where a payment can go where. What is not in here does not happen: a late answer changes nothing. */
const MOVES: Readonly<Record<State, readonly State[]>> = {
  requested: ['authorised', 'declined', 'voided', 'captured', 'refunded'],
  authorised: ['voided', 'captured', 'refunded'],
  captured: ['refunded'],
  declined: [],
  voided: [],
  refunded: [],
}
const TOLD = {
  authorised: 'authorized',
  voided: 'voided',
  captured: 'captured',
  refunded: 'refunded',
} as const

/** The books: payments, how they move from state to state, and the ledger, which is written where money moves. */
export function createBook({ newId, events }: BookOptions) {
  /** Takes a new payment in. Throws order-given-up. */
  function open(
    tx: Tx,
    payment: Pick<Payment, 'order' | 'amount' | 'card'>,
    state: 'requested' | 'authorised',
    more: Pick<PaymentRecord, 'asked' | 'key'>,
    call: Call,
  ): PaymentRecord {
    const { order, amount, card } = payment
    if (tx.get('voids', order))
      throw new Problem(
        'order-given-up',
        `Order ${order} was given up; nothing is set aside for it any more.`,
      )
    const id = newId('payment', tx.next('payment'))
    const record: PaymentRecord = {
      id,
      order,
      amount,
      card,
      state,
      authorisedAt: call.arrivedAt,
      ...more,
    }
    tx.put('payments', id, record)
    if (state === 'authorised') events.emit(tx, paymentEvent('authorized', record), call)
    return record
  }

  /** Moves a payment on, books what that means, and tells of it; where it can not go any more it stays. */
  function move(tx: Tx, id: string, to: State, call: Call, authorisation?: string): PaymentRecord {
    const { asked: _, ...now } = find(tx, id)
    const moves = MOVES[now.state].includes(to)
    const moved: PaymentRecord = {
      ...now,
      ...(authorisation === undefined ? {} : { authorisation }),
      state: moves ? to : now.state,
    }
    tx.put('payments', id, moved)
    if (!moves) return moved
    if (to === 'captured') post(tx, 'capture', moved, call)
    if (to === 'refunded') {
      // It was taken, though its answer may never have come.
      if (now.state !== 'captured') post(tx, 'capture', moved, call)
      post(tx, 'refund', moved, call)
    }
    if (to !== 'declined' && to !== 'requested') events.emit(tx, paymentEvent(TOLD[to], moved), call)
    return moved
  }

  function post(tx: Tx, what: LedgerEntry['what'], { id: payment, order, amount }: Payment, call: Call) {
    const id = newId('ledger entry', tx.next('ledger entry'))
    const cents = what === 'capture' ? amount.amount : -amount.amount
    tx.put('ledger', id, {
      id,
      payment,
      order,
      what,
      amount,
      lines: [
        { account: 'bank', cents },
        { account: 'sales', cents: -cents },
      ],
      bookedAt: call.arrivedAt,
    })
  }

  return { open, move }
}
export type Book = ReturnType<typeof createBook>

/** A payment as callers see it. */
export function shown({ id, order, amount, card, state, authorisedAt }: PaymentRecord): Payment {
  return { id, order, amount, card, state, authorisedAt }
}

/** Every payment for an order. */
export function paymentsOf(tx: Tx, order: string): readonly PaymentRecord[] {
  return tx.range(byOrder, { group: order, limit: Number.POSITIVE_INFINITY })
}

/** One payment. Throws not-found. */
export function find(tx: Tx, id: string): PaymentRecord {
  const payment = tx.get('payments', id)
  if (!payment) throw new Problem('not-found', `There is no payment ${id}.`)
  return payment
}

/** Notes that an order is given up, once. It stays, like a tombstone: a payment that comes late is refused. */
export function giveUp(tx: Tx, order: string, call: Call): { voiding: Voiding; isNew: boolean } {
  const earlier = tx.get('voids', order)
  if (earlier) return { voiding: earlier, isNew: false }
  const voiding = { order, payments: paymentsOf(tx, order).map(({ id }) => id), voidedAt: call.arrivedAt }
  tx.put('voids', order, voiding)
  return { voiding, isNew: true }
}

/** The refusal of what a payment's state does not allow. */
export function wrongState({ state }: Payment, to: State): Problem {
  const only = to === 'refunded' ? 'captured' : 'authorised'
  return new Problem('payment-state', `The money is ${state}; only what is ${only} can be ${to}.`)
}

/** What others hear of money that is set aside, free again, taken or given back. All that concerns an order stays in order. */
export function paymentEvent(
  what: (typeof TOLD)[keyof typeof TOLD],
  { id, order, amount }: PaymentRecord,
): Happening {
  return {
    type: `example.bookshop.payment.${what}`,
    subject: id,
    key: order,
    data: { order, payment: id, amount },
  }
}

/** What others hear when nothing comes of a payment. */
export function paymentDeclined(
  { order, amount }: Pick<NewPayment, 'order'> & Partial<Pick<NewPayment, 'amount'>>,
  { problem, message }: Problem,
): Happening {
  return {
    type: 'example.bookshop.payment.declined',
    subject: order,
    data: { order, ...(amount ? { amount } : {}), problem, reason: message },
  }
}
