import * as z from 'zod'
import { type Call, GUEST } from '../../http/call.ts'
import { createClient, type Send } from '../../http/client.ts'
import { Timestamp } from '../../http/formats.ts'
import type { Carrier } from './ports.ts'
import { Quote } from './schema.ts'

/** What one book weighs with its share of the wrapping, in grams. The carrier counts weight, and we count copies. */
const GRAMS_PER_COPY = 400

const Rates = z.object({ items: z.array(Quote) })
const Collected = z.object({ tracking: z.string() })
const Where = z.object({
  state: z.string(),
  events: z.array(z.object({ at: Timestamp, what: z.string() })),
})

/** The carrier behind HTTP. */
export function carrierOver(remote: { origin: string; send: Send }): Carrier {
  const ask = createClient({ service: 'carrier', ...remote })
  return {
    async quotes(country, copies, call) {
      const query = new URLSearchParams({ country, grams: String(copies * GRAMS_PER_COPY) })
      const { items } = await ask({ method: 'GET', path: `/rates?${query}`, reads: Rates }, outward(call))
      return items
    },
    collect: (reference, { country, copies, speed }, call) =>
      ask(
        {
          method: 'PUT',
          path: parcel(reference),
          body: { country, grams: copies * GRAMS_PER_COPY, speed },
          reads: Collected,
        },
        outward(call),
      ),
    track: (reference, call) => ask({ method: 'GET', path: parcel(reference), reads: Where }, outward(call)),
  }
}

const parcel = (reference: string) => `/parcels/${encodeURIComponent(reference)}`

/** The customer's token is for the bookshop: whoever got it could act as the customer, so it never leaves the house. */
function outward(call: Call): Call {
  return { ...call, caller: GUEST }
}
