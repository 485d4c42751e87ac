import type { Call } from '../../http/call.ts'
import type { PaymentRecord } from './store.ts'

/** How money on a card stands, in the books of whoever moves it. */
export interface Authorisation {
  readonly id: string
  readonly state: 'authorised' | 'voided' | 'captured' | 'refunded'
}

/**
 * Whoever moves the money on customers' cards (an acquirer). It is not one of us: its answers can be lost. Each request
 * may be repeated, and is then done once.
 */
export interface Acquirer {
  /** Sets the amount aside, under the payment's id as the key and the reference. Throws payment-declined. */
  authorise(payment: Pick<PaymentRecord, 'id' | 'amount' | 'card'>, call: Call): Promise<Authorisation>
  /** What there is under a payment's id, for whoever never got an answer. */
  find(payment: string, call: Call): Promise<Authorisation | undefined>
  /** Takes the money. Throws payment-declined, payment-state. */
  capture(authorisation: string, call: Call): Promise<Authorisation>
  /** Gives free what was not taken. Throws payment-state. */
  void(authorisation: string, call: Call): Promise<Authorisation>
  /** Gives back what was taken. Throws payment-state. */
  refund(authorisation: string, call: Call): Promise<Authorisation>
}
