import * as z from 'zod'
import { createClient, type Send, unavailable } from '../../http/client.ts'
import { Money } from '../../http/formats.ts'
import { Problem } from '../../http/problem.ts'
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

/**
 * Payments behind HTTP. With `key: 'order'` every request to set money aside names a key that is derived from the
 * order's id (IETF draft-ietf-httpapi-idempotency-key-header-07), so that a repeated one is done once.
 */
export function paymentsOver({ key, ...remote }: RemoteOptions & { key: 'none' | 'order' }): Payments {
  const ask = createClient({ service: 'payments', ...remote })
  return {
    authorise: (order, amount, card, call) => {
      const fields: Record<string, string> = key === 'order' ? { 'idempotency-key': `"order-${order}"` } : {}
      const body = { order, amount, card }
      return ask({ method: 'POST', path: '/payments', body, fields, reads: WithId }, call).catch(stillRunning)
    },
    void: async (payment, call) => {
      await ask({ method: 'PUT', path: `/payments/${encodeURIComponent(payment)}/void` }, call)
    },
  }
}

/** Our own key is still being worked on: nothing that the buyer could act on, so it is no answer to the order. */
function stillRunning(error: unknown): never {
  if (error instanceof Problem && error.problem === 'request-in-progress') throw unavailable('payments')
  throw error
}
