import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { Authorisation, NewAuthorisation } from './schema.ts'
import type { BankTables } from './store.ts'

export interface BankPorts {
  store: Store<BankTables>
  newId: (kind: string, sequence: number) => string
}

type State = Authorisation['state']

/** A bank, as a merchant meets it: it decides, it remembers, and it tells when asked again. */
export function createBankDomain({ store, newId }: BankPorts) {
  return {
    /** Sets the amount aside. Throws payment-declined. */
    authorise({ reference, amount, card }: NewAuthorisation, call: Call): Promise<Authorisation> {
      if (card === 'tok_declined')
        throw new Problem('payment-declined', 'The card was declined. Use another one; nothing was charged.')
      return store.transact(call, (tx) => {
        const id = newId('authorisation', tx.next('authorisation'))
        const authorisation: Authorisation = {
          id,
          reference,
          amount,
          card,
          state: 'authorised',
          authorisedAt: call.arrivedAt,
        }
        tx.put('authorisations', id, authorisation)
        return authorisation
      })
    },

    /** Everything under a merchant's reference; nothing is an answer, too. */
    find(reference: string, call: Call): Promise<Authorisation[]> {
      return store.transact(call, (tx) =>
        tx.list('authorisations').filter((authorisation) => authorisation.reference === reference),
      )
    },

    /** One authorisation. Throws not-found. */
    read(id: string, call: Call): Promise<Authorisation> {
      return store.transact(call, (tx) => found(tx, id))
    },

    /** Takes the money. Throws not-found, payment-state, payment-declined. */
    capture(id: string, call: Call): Promise<Authorisation> {
      return store.transact(call, (tx) => {
        if (found(tx, id).card === 'tok_expires')
          throw new Problem(
            'payment-declined',
            'The authorisation has expired. Nothing was charged; ask for another one.',
          )
        return move(tx, id, 'authorised', 'captured')
      })
    },

    /** Gives free what was not captured. Throws not-found, payment-state. */
    void: (id: string, call: Call): Promise<Authorisation> =>
      store.transact(call, (tx) => move(tx, id, 'authorised', 'voided')),

    /** Gives back what was captured. Throws not-found, payment-state. */
    refund: (id: string, call: Call): Promise<Authorisation> =>
      store.transact(call, (tx) => move(tx, id, 'captured', 'refunded')),
  }
}
export type BankDomain = ReturnType<typeof createBankDomain>

/** From one state to the next; whoever is there already stays, so that asking twice is asking once. */
function move(tx: Transaction<BankTables>, id: string, from: State, to: State): Authorisation {
  const now = found(tx, id)
  if (now.state === to) return now
  if (now.state !== from)
    throw new Problem('payment-state', `The money is ${now.state}; only what is ${from} can be ${to}.`)
  const moved: Authorisation = { ...now, state: to }
  tx.put('authorisations', id, moved)
  return moved
}

function found(tx: Transaction<BankTables>, id: string): Authorisation {
  const authorisation = tx.get('authorisations', id)
  if (!authorisation) throw new Problem('not-found', `The bank knows no authorisation ${id}.`)
  return authorisation
}
