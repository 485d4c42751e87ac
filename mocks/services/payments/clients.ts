import * as z from 'zod'
import { type ClientOptions, createClient } from '../../http/client.ts'
import { Problem } from '../../http/problem.ts'
import type { Acquirer } from './ports.ts'

/** What payments reads of the bank's answers, and no more. */
const Authorisation = z.object({
  id: z.string(),
  state: z.enum(['authorised', 'voided', 'captured', 'refunded']),
})
const Found = z.object({ items: z.array(Authorisation) })

/** The bank behind HTTP. The payment's id is our reference there, and the key under which it is asked once. */
export function bankOver(remote: Omit<ClientOptions, 'service'>): Acquirer {
  const send = createClient({ service: 'bank', ...remote })
  const ask: typeof send = (asked, call) => send(asked, call).catch(touched)
  const at = (id: string, what: string) => `/authorisations/${encodeURIComponent(id)}/${what}`
  return {
    authorise: ({ id, amount, card }, call) =>
      ask(
        {
          method: 'POST',
          path: '/authorisations',
          body: { reference: id, amount, card },
          fields: { 'idempotency-key': `"payment-${id}"` },
          reads: Authorisation,
        },
        call,
      ),
    async find(payment, call) {
      const path = `/authorisations?reference=${encodeURIComponent(payment)}`
      return (await ask({ method: 'GET', path, reads: Found }, call)).items[0]
    },
    capture: (id, call) => ask({ method: 'PUT', path: at(id, 'capture'), reads: Authorisation }, call),
    void: (id, call) => ask({ method: 'PUT', path: at(id, 'void'), reads: Authorisation }, call),
    refund: (id, call) => ask({ method: 'PUT', path: at(id, 'refund'), reads: Authorisation }, call),
  }
}

/** The bank may be untouched; payments is not: it has written down what it asked for, and that has to be settled. */
function touched(error: unknown): never {
  if (!(error instanceof Problem) || !error.details.untouched) throw error
  const { untouched: _, ...details } = error.details
  throw new Problem(error.problem, details)
}
