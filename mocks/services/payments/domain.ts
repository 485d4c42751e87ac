import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { NewPayment, Payment } from './schema.ts'
import type { PaymentsTables } from './store.ts'

export interface PaymentsPorts {
  store: Store<PaymentsTables>
  newId: (kind: string, sequence: number) => string
}

/** Keeps the books on money that is set aside on cards. */
export function createPaymentsDomain({ store, newId }: PaymentsPorts) {
  return {
    /** Sets the amount aside. Throws payment-declined. */
    authorise({ order, amount, card }: NewPayment, call: Call): Promise<Payment> {
      if (card === 'tok_declined')
        throw new Problem('payment-declined', 'The card was declined. Use another one; nothing was charged.')
      return store.transact(call, (tx) => {
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
        return payment
      })
    },

    /** One payment. Throws not-found. */
    read(id: string, call: Call): Promise<Payment> {
      return store.transact(call, (tx) => found(tx, id))
    },

    /** Gives the money free; doing it twice is doing it once. Throws not-found. */
    void(id: string, call: Call): Promise<Payment> {
      return store.transact(call, (tx) => {
        const voided: Payment = { ...found(tx, id), state: 'voided' }
        tx.put('payments', id, voided)
        return voided
      })
    },
  }
}
export type PaymentsDomain = ReturnType<typeof createPaymentsDomain>

function found(tx: Transaction<PaymentsTables>, id: string): Payment {
  const payment = tx.get('payments', id)
  if (!payment) throw new Problem('not-found', `There is no payment ${id}.`)
  return payment
}
