import * as z from 'zod'
import { type ClientOptions, createClient } from '../../http/client.ts'
import type { Stock } from './ports.ts'

/** What this service reads of a stock, and no more. */
const Read = z.object({ isbn: z.string(), onHand: z.int(), reserved: z.int(), available: z.int() })

/** The stock behind HTTP. What is left of a deadline goes along, in the field that the bookshop's services hand on. */
export function stockOver(remote: Omit<ClientOptions, 'service'>): Stock {
  const ask = createClient({ service: 'inventory', ...remote })
  return {
    stockOf: (isbn, call, { leftMs, signal }) =>
      ask(
        {
          method: 'GET',
          path: `/stock/${isbn}`,
          reads: Read,
          signal,
          ...(leftMs === undefined ? {} : { fields: { 'request-timeout-ms': `${Math.floor(leftMs)}` } }),
        },
        call,
      ),
  }
}
