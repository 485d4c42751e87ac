import { created } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { Problem, type ProblemName, problemAnswer } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { type Book, find, shown } from './book.ts'
import type { Acquirer, Authorisation } from './ports.ts'
import type { LedgerEntry, NewPayment } from './schema.ts'
import type { PaymentRecord, PaymentsTables } from './store.ts'

export interface AskedAcquirerOptions {
  store: Store<PaymentsTables>
  book: Book
  acquirer: Acquirer
}

/**
 * Payments whose money somebody else moves. What is asked for is written down before, and its outcome after: an answer
 * that was lost is looked up under the payment's id before anything is decided. No transaction is open while the bank
 * is asked.
 */
export function askedAcquirer({ store, book, acquirer }: AskedAcquirerOptions) {
  /** Writes down how the bank says that it stands. */
  const note = (id: string, { id: authorisation, state }: Authorisation, call: Call) =>
    store.transact(call, (tx) => {
      const payment = book.move(tx, id, state, call, authorisation)
      settleKey(tx, payment)
      return payment
    })

  const intend = (id: string, asked: NonNullable<PaymentRecord['asked']>, call: Call) =>
    store.transact(call, (tx) => tx.put('payments', id, { ...find(tx, id), asked }))

  /** Asks for the money of a payment; asked again, it is the same authorisation. */
  async function request(payment: PaymentRecord, call: Call): Promise<PaymentRecord> {
    try {
      return await note(payment.id, await acquirer.authorise(payment, call), call)
    } catch (error) {
      if (!refusedAs(error, 'payment-declined')) throw error
      return store.transact(call, (tx) => {
        const declined = book.move(tx, payment.id, 'declined', call)
        settleKey(tx, declined, error)
        return declined
      })
    }
  }

  return {
    /** Sets money aside. The payment is there before the bank knows of it. */
    async authorise(wanted: NewPayment, call: Call, key: PaymentRecord['key']): Promise<PaymentRecord> {
      const payment = await store.transact(call, (tx) => {
        const more = { asked: 'authorise' as const, ...(key ? { key } : {}) }
        const opened = book.open(tx, wanted, 'requested', more, call)
        const claimed = key && tx.get('paymentKeys', key.id)
        if (claimed?.state === 'in progress')
          tx.put('paymentKeys', key?.id ?? '', { ...claimed, work: opened.id })
        return opened
      })
      return request(payment, call)
    },

    /** Goes on with a payment that was asked for. */
    async goOn(id: string, call: Call): Promise<void> {
      const payment = await store.transact(call, (tx) => find(tx, id))
      if (payment.state === 'requested') await request(payment, call)
    },

    /** How a payment stands; the bank is asked if its last answer never came. */
    async learn(payment: PaymentRecord, call: Call): Promise<PaymentRecord> {
      if (!payment.asked) return payment
      const found = await acquirer.find(payment.id, call)
      // Nothing there yet, or not yet done: it may still arrive, so we go on not knowing.
      if (!found || !isOutcome(payment, found)) return payment
      return note(payment.id, found, call)
    },

    /** Takes the money, or gives it back. Throws payment-declined, payment-state, dependency-unavailable. */
    async moveMoney({ id, authorisation = '' }: PaymentRecord, what: LedgerEntry['what'], call: Call) {
      await intend(id, what, call)
      try {
        await note(id, await acquirer[what](authorisation, call), call)
      } catch (error) {
        // A refusal is an answer: nothing is open any more.
        if (error instanceof Problem && error.status < 500)
          await store.transact(call, (tx) => {
            const { asked: _, ...now } = find(tx, id)
            tx.put('payments', id, now)
          })
        throw error
      }
    },

    /** Makes sure that a payment costs nobody anything, however it stands. */
    async giveBack(payment: PaymentRecord, call: Call): Promise<PaymentRecord> {
      let now = payment
      // Not found is not never: it is asked for once more under its key, and then there is something to be voided.
      if (now.state === 'requested') now = await request(now, call)
      const { id, authorisation = '' } = now
      if (now.state === 'authorised') {
        await intend(id, 'void', call)
        try {
          return await note(id, await acquirer.void(authorisation, call), call)
        } catch (error) {
          // A capture that nobody had heard of came first.
          if (!refusedAs(error, 'payment-state')) throw error
        }
      }
      if (now.state !== 'authorised' && now.state !== 'captured') return now
      await intend(id, 'refund', call)
      return note(id, await acquirer.refund(authorisation, call), call)
    },
  }
}

/** Whether this is what became of what was asked for, and not how it stood before. */
function isOutcome({ asked }: PaymentRecord, { state }: Authorisation): boolean {
  return asked === 'authorise' || state !== (asked === 'refund' ? 'captured' : 'authorised')
}

/** From now on the key is answered with what the bank decided. */
function settleKey(tx: Transaction<PaymentsTables>, payment: PaymentRecord, refused?: Problem) {
  const { key } = payment
  const record = key && tx.get('paymentKeys', key.id)
  if (!key || record?.state !== 'in progress') return
  const answer = refused
    ? problemAnswer(refused)
    : created(`${key.address}/${payment.id}`, shown(payment), FRESH)
  tx.put('paymentKeys', key.id, { state: 'answered', fingerprint: record.fingerprint, answer })
}

/** What is said of money is not kept by anybody. */
export const FRESH = { 'cache-control': 'no-store' }

function refusedAs(error: unknown, problem: ProblemName): error is Problem {
  return error instanceof Problem && error.problem === problem
}
