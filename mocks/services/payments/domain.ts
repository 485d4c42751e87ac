import type { Call } from '../../http/call.ts'
import type { Events, Happening } from '../../http/events/outbox.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { NewPayment, Payment, Voiding } from './schema.ts'
import { byOrder, type PaymentsTables } from './store.ts'

export interface PaymentsPorts {
  store: Store<PaymentsTables>
  newId: (kind: string, sequence: number) => string
  events: Events<'paymentsOutbox'>
}

/** Keeps the books on money that is set aside on cards. */
export function createPaymentsDomain({ store, newId, events }: PaymentsPorts) {
  return {
    /** Sets the amount aside. Throws payment-declined, order-given-up. */
    authorise({ order, amount, card }: NewPayment, call: Call): Promise<Payment> {
      if (card === 'tok_declined') {
        events.announce(
          { type: 'example.bookshop.payment.declined', subject: order, data: { order, amount } },
          call,
        )
        throw new Problem('payment-declined', 'The card was declined. Use another one; nothing was charged.')
      }
      return store.transact(call, (tx) => {
        if (tx.get('voids', order))
          throw new Problem(
            'order-given-up',
            `Order ${order} was given up; nothing is set aside for it any more.`,
          )
        const id = newId('payment', tx.next('payment'))
        const payment: Payment = {
          id,
          order,
          amount,
          card,
          state: 'authorised',
          authorisedAt: call.arrivedAt,
        }
        tx.put('payments', id, payment)
        events.emit(tx, paymentEvent('authorized', payment), call)
        return payment
      })
    },

    /** One payment. Throws not-found. */
    read(id: string, call: Call): Promise<Payment> {
      return store.transact(call, (tx) => found(tx, id))
    },

    /** Every payment for an order. */
    paidFor(order: string, call: Call): Promise<readonly Payment[]> {
      return store.transact(call, (tx) => paymentsOf(tx, order))
    },

    /** Gives the money free; doing it twice is doing it once. Throws not-found. */
    void(id: string, call: Call): Promise<Payment> {
      return store.transact(call, (tx) => giveFree(tx, found(tx, id), call))
    },

    /** Gives free whatever is set aside for an order, now and if it arrives later. */
    voidOrder(order: string, call: Call): Promise<{ voiding: Voiding; isNew: boolean }> {
      return store.transact(call, (tx) => {
        const earlier = tx.get('voids', order)
        if (earlier) return { voiding: earlier, isNew: false }
        const payments = paymentsOf(tx, order)
        for (const payment of payments) giveFree(tx, payment, call)
        const voiding = { order, payments: payments.map(({ id }) => id), voidedAt: call.arrivedAt }
        // It stays, like a tombstone: a payment that comes late is refused.
        tx.put('voids', order, voiding)
        return { voiding, isNew: true }
      })
    },
  }

  function giveFree(tx: Transaction<PaymentsTables>, payment: Payment, call: Call): Payment {
    const voided: Payment = { ...payment, state: 'voided' }
    tx.put('payments', payment.id, voided)
    if (payment.state !== 'voided') events.emit(tx, paymentEvent('voided', voided), call)
    return voided
  }
}
export type PaymentsDomain = ReturnType<typeof createPaymentsDomain>

function paymentsOf(tx: Transaction<PaymentsTables>, order: string): Payment[] {
  return [...tx.range(byOrder, { group: order, limit: Number.POSITIVE_INFINITY })]
}

function found(tx: Transaction<PaymentsTables>, id: string): Payment {
  const payment = tx.get('payments', id)
  if (!payment) throw new Problem('not-found', `There is no payment ${id}.`)
  return payment
}

/** What others hear of money that is set aside or given free. All that concerns an order stays in order. */
function paymentEvent(what: 'authorized' | 'voided', { id, order, amount }: Payment): Happening {
  return {
    type: `example.bookshop.payment.${what}`,
    subject: id,
    key: order,
    data: { order, payment: id, amount },
  }
}
