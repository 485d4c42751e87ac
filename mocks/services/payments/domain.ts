import type { Call } from '../../http/call.ts'
import type { Events } from '../../http/events/outbox.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { askedAcquirer } from './acquired.ts'
import { createBook, find, giveUp, paymentDeclined, paymentsOf, shown, wrongState } from './book.ts'
import type { Acquirer } from './ports.ts'
import type { LedgerEntry, NewPayment, Payment, Voiding } from './schema.ts'
import { entriesByOrder, type PaymentRecord, type PaymentsTables } from './store.ts'

export interface PaymentsPorts {
  store: Store<PaymentsTables>
  newId: (kind: string, sequence: number) => string
  events: Events<'paymentsOutbox'>
  /** Who moves the money; without one, payments decides by itself what becomes of a card. */
  acquirer?: Acquirer | undefined
}

/** What an entry is booked for, and the state that it leads to. */
const LEADS = { capture: 'captured', refund: 'refunded' } as const

/** Keeps the books on money that is set aside on cards, taken from them, and given back. */
export function createPaymentsDomain({ store, newId, events, acquirer }: PaymentsPorts) {
  const book = createBook({ newId, events })
  const asked = acquirer && askedAcquirer({ store, book, acquirer })

  async function setAside(wanted: NewPayment, call: Call, key?: PaymentRecord['key']): Promise<Payment> {
    if (asked) return accepted(shown(await asked.authorise(wanted, call, key)))
    if (wanted.card === 'tok_declined') throw declined()
    return store.transact(call, (tx) => shown(book.open(tx, wanted, 'authorised', {}, call)))
  }

  return {
    /** Sets the amount aside. Throws payment-declined, order-given-up, dependency-unavailable. */
    authorise(wanted: NewPayment, call: Call, key?: PaymentRecord['key']): Promise<Payment> {
      return setAside(wanted, call, key).catch((error) => {
        // That a card was declined is told, though nothing came of it.
        if (error instanceof Problem && error.problem === 'payment-declined')
          events.announce(paymentDeclined(wanted, error), call)
        throw error
      })
    },

    /** The same for somebody who tells of a refusal as a part of a transaction of their own. */
    setAside,

    /** Goes on with a payment whose answer never came; it settles the key as well. */
    goOn: async (id: string, call: Call): Promise<void> => void (await asked?.goOn(id, call)),

    /** One payment. Throws not-found, dependency-unavailable. */
    async read(id: string, call: Call): Promise<Payment> {
      const payment = await store.transact(call, (tx) => find(tx, id))
      return shown((await asked?.learn(payment, call)) ?? payment)
    },

    /** Every payment for an order. Throws dependency-unavailable. */
    async paidFor(order: string, call: Call): Promise<readonly Payment[]> {
      const payments = await store.transact(call, (tx) => paymentsOf(tx, order))
      const known: Payment[] = []
      for (const payment of payments) known.push(shown((await asked?.learn(payment, call)) ?? payment))
      return known
    },

    /** Gives the money free; doing it twice is doing it once. Throws not-found, payment-state, dependency-unavailable. */
    async void(id: string, call: Call): Promise<Payment> {
      const payment = await store.transact(call, (tx) => {
        const now = find(tx, id)
        if (now.state === 'captured' || now.state === 'refunded') throw wrongState(now, 'voided')
        return asked ? now : book.move(tx, id, 'voided', call)
      })
      return shown((await asked?.giveBack(payment, call)) ?? payment)
    },

    /** Takes the money, once. Throws not-found, payment-state, payment-declined, dependency-unavailable. */
    capture: (id: string, call: Call) => moveMoney(id, 'capture', call),

    /** Gives back what was taken, once. Throws not-found, payment-state, dependency-unavailable. */
    refund: (id: string, call: Call) => moveMoney(id, 'refund', call),

    /** What was booked for an order. */
    entriesOf(order: string, call: Call): Promise<readonly LedgerEntry[]> {
      return store.transact(call, (tx) =>
        tx.range(entriesByOrder, { group: order, limit: Number.POSITIVE_INFINITY }),
      )
    },

    /** One entry of the ledger. Throws not-found. */
    readEntry(id: string, call: Call): Promise<LedgerEntry> {
      return store.transact(call, (tx) => {
        const entry = tx.get('ledger', id)
        if (!entry) throw new Problem('not-found', `The ledger has no entry ${id}.`)
        return entry
      })
    },

    /** Gives free whatever is set aside for an order and gives back what was taken, now and if it arrives later. */
    async voidOrder(order: string, call: Call): Promise<{ voiding: Voiding; isNew: boolean }> {
      const { payments, ...given } = await store.transact(call, (tx) => {
        const given = giveUp(tx, order, call)
        const payments = paymentsOf(tx, order)
        if (!asked && given.isNew)
          for (const { id, state } of payments)
            book.move(tx, id, state === 'captured' ? 'refunded' : 'voided', call)
        return { ...given, payments }
      })
      // Written down first: what arrives while the bank is asked is refused.
      if (asked) for (const payment of payments) await asked.giveBack(payment, call)
      return given
    },
  }

  async function moveMoney(
    id: string,
    what: LedgerEntry['what'],
    call: Call,
  ): Promise<{ entry: LedgerEntry; isNew: boolean }> {
    const to = LEADS[what]
    const before = await store.transact(call, (tx) => {
      const now = find(tx, id)
      if (now.state === to || now.state === (to === 'captured' ? 'authorised' : 'captured')) {
        if (asked || now.state === to) return now
        if (now.card === 'tok_expires') throw expired()
        book.move(tx, id, to, call)
        return now
      }
      throw wrongState(now, to)
    })
    const isNew = before.state !== to
    if (asked && isNew) await asked.moveMoney(before, what, call)
    return store.transact(call, (tx) => ({ entry: entryOf(tx, before, what), isNew }))
  }
}
export type PaymentsDomain = ReturnType<typeof createPaymentsDomain>

/** A payment that stands, or why it does not. */
function accepted(payment: Payment): Payment {
  if (payment.state === 'declined') throw declined()
  if (payment.state === 'voided' || payment.state === 'refunded')
    throw new Problem(
      'order-given-up',
      `Order ${payment.order} was given up meanwhile; its money is free again.`,
    )
  return payment
}

function declined(): Problem {
  return new Problem('payment-declined', 'The card was declined. Use another one; nothing was charged.')
}

function expired(): Problem {
  return new Problem(
    'payment-declined',
    'The authorisation has expired. Nothing was charged; use another card.',
  )
}

function entryOf(
  tx: Transaction<PaymentsTables>,
  { id, order }: PaymentRecord,
  what: LedgerEntry['what'],
): LedgerEntry {
  const entries = tx.range(entriesByOrder, { group: order, limit: Number.POSITIVE_INFINITY })
  const entry = entries.find((each) => each.payment === id && each.what === what)
  if (!entry) throw wrongState(find(tx, id), LEADS[what])
  return entry
}
