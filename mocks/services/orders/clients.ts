import * as z from 'zod'
import { createClient, type Send } from '../../http/client.ts'
import { Money } from '../../http/formats.ts'
import type { Catalogue, Payments, Stock } from './ports.ts'

/** What orders reads of other services' answers, and no more: they may add fields without asking. */
const Book = z.object({ title: z.string(), price: Money })
const WithId = z.object({ id: z.string() })

export interface RemoteOptions {
  origin: string
  send: Send
}

/** The catalogue behind HTTP. */
export function catalogueOver(remote: RemoteOptions): Catalogue {
  const ask = createClient({ service: 'catalog', ...remote })
  return {
    bookOf: (isbn, call) => ask({ method: 'GET', path: `/books/${isbn}`, reads: Book }, call),
  }
}

/** Inventory behind HTTP. */
export function stockOver(remote: RemoteOptions): Stock {
  const ask = createClient({ service: 'inventory', ...remote })
  return {
    reserve: (order, lines, call) =>
      ask({ method: 'POST', path: '/reservations', body: { order, lines }, reads: WithId }, call),
    release: async (reservation, call) => {
      await ask({ method: 'DELETE', path: `/reservations/${encodeURIComponent(reservation)}` }, call)
    },
  }
}

/** Payments behind HTTP. */
export function paymentsOver(remote: RemoteOptions): Payments {
  const ask = createClient({ service: 'payments', ...remote })
  return {
    authorise: (order, amount, card, call) =>
      ask({ method: 'POST', path: '/payments', body: { order, amount, card }, reads: WithId }, call),
    void: async (payment, call) => {
      await ask({ method: 'PUT', path: `/payments/${encodeURIComponent(payment)}/void` }, call)
    },
  }
}
