import * as z from 'zod'
import type { Call } from '../../http/call.ts'
import { createClient, type Send, unavailable } from '../../http/client.ts'
import { Money } from '../../http/formats.ts'
import { Problem } from '../../http/problem.ts'
import type { Counts } from './holding.ts'
import type { Catalogue, Payments, Shipments, Stock } from './ports.ts'
import type { Delivery } from './schema.ts'

/** What orders reads of other services' answers, and no more: they may add fields without asking. */
const Book = z.object({ title: z.string(), price: Money })
const OnHand = z.object({ onHand: z.int(), reserved: z.int() })
const WithId = z.object({ id: z.string() })
const Found = z.object({ items: z.array(WithId.extend({ state: z.string() })) })

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

/** The key of every request that is part of an order (IETF draft-ietf-httpapi-idempotency-key-header-07): repeated, it is done once. */
const keyOf = (order: string, step = 'order') => ({ 'idempotency-key': `"${step}-${order}"` })

/** Inventory behind HTTP. */
export function stockOver(remote: RemoteOptions): Stock {
  const ask = createClient({ service: 'inventory', ...remote })
  return {
    async reserve(order, lines, call, ttlS) {
      const wanted = lines.map(({ isbn, quantity }) => ({ isbn, quantity }))
      const body = { order, lines: wanted, ...(ttlS === undefined ? {} : { ttlS }) }
      const asked = { method: 'POST', path: '/reservations', body, fields: keyOf(order), reads: WithId }
      return (await ask(asked, call).catch(stillRunning('inventory'))).id
    },
    async heldFor(order, call) {
      const path = `/reservations?order=${encodeURIComponent(order)}`
      const { items } = await ask({ method: 'GET', path, reads: Found }, call)
      return items.find(({ state }) => state === 'held')?.id
    },
    keep: async (order, call) => {
      await ask({ method: 'PUT', path: `/commitments/${encodeURIComponent(order)}` }, call)
    },
    release: async (order, call) => {
      await ask({ method: 'PUT', path: `/releases/${encodeURIComponent(order)}` }, call)
    },
  }
}

/** Inventory's counts behind HTTP. */
export function countsOver(remote: RemoteOptions): Counts {
  const ask = createClient({ service: 'inventory', ...remote })
  return {
    async read(isbn, call) {
      let etag: string | undefined
      const hears = (fields: Headers) => {
        etag = fields.get('etag') ?? undefined
      }
      const count = await ask({ method: 'GET', path: `/counts/${isbn}`, reads: OnHand, hears }, call)
      return { ...count, etag }
    },
    async write(isbn, onHand, ifMatch, call) {
      const fields: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch }
      await ask({ method: 'PUT', path: `/counts/${isbn}`, body: { onHand }, fields }, call)
    },
  }
}

/** Payments behind HTTP. With `key: 'none'` a repeated request to set money aside is done again. */
export function paymentsOver({ key, ...remote }: RemoteOptions & { key: 'none' | 'order' }): Payments {
  const ask = createClient({ service: 'payments', ...remote })
  const move = async (what: 'capture' | 'refund', order: string, payment: string, call: Call) => {
    const path = `/payments/${encodeURIComponent(payment)}/${what}s`
    await ask({ method: 'POST', path, fields: keyOf(order, what) }, call).catch(stillRunning('payments'))
  }
  const standing = async (wanted: string, order: string, call: Call) => {
    const path = `/payments?order=${encodeURIComponent(order)}`
    const { items } = await ask({ method: 'GET', path, reads: Found }, call)
    return items.find(({ state }) => state === wanted)?.id
  }
  return {
    async authorise(order, amount, card, call) {
      const fields: Record<string, string> = key === 'order' ? keyOf(order) : {}
      const body = { order, amount, card }
      const asked = { method: 'POST', path: '/payments', body, fields, reads: WithId }
      return (await ask(asked, call).catch(stillRunning('payments'))).id
    },
    paidFor: (order, call) => standing('authorised', order, call),
    capture: (order, payment, call) => move('capture', order, payment, call),
    takenFor: (order, call) => standing('captured', order, call),
    refund: (order, payment, call) => move('refund', order, payment, call),
    void: async (order, call) => {
      await ask({ method: 'PUT', path: `/voids/${encodeURIComponent(order)}` }, call)
    },
  }
}

/** Shipping behind HTTP. A shipment is named by its order, so that each request may be repeated. */
export function shipmentsOver(remote: RemoteOptions): Shipments {
  const ask = createClient({ service: 'shipping', ...remote })
  return {
    async create(order, delivery, copies, call) {
      const body = { order, ...parcelFor(delivery, copies) }
      return (await ask({ method: 'POST', path: '/shipments', body, reads: WithId }, call)).id
    },
    async waitingFor(order, call) {
      const path = `/shipments?order=${encodeURIComponent(order)}`
      const { items } = await ask({ method: 'GET', path, reads: Found }, call)
      return items.find(({ state }) => state !== 'cancelled')?.id
    },
    confirm: async (order, call) => {
      await ask({ method: 'PUT', path: `/confirmations/${encodeURIComponent(order)}` }, call)
    },
    cancel: async (order, call) => {
      await ask({ method: 'PUT', path: `/cancellations/${encodeURIComponent(order)}` }, call).catch(hasLeft)
    },
  }
}

/** What shipping needs to know of a delivery. */
export function parcelFor({ recipient, address: { country, ...address } }: Delivery, copies: number) {
  return { country, copies, to: { name: recipient, ...address } }
}

/** A parcel that is with the carrier, in words that the buyer understands. */
export function hasLeft(error: unknown): never {
  if (error instanceof Problem && error.problem === 'shipment-state')
    throw new Problem(
      'order-state',
      'The parcel is with the carrier, so the order can not be cancelled any more. Send the books back instead.',
    )
  throw error
}

/** Our own key is still being worked on: nothing that the buyer could act on, so it is no answer to the order. */
function stillRunning(service: string) {
  return (error: unknown): never => {
    if (error instanceof Problem && error.problem === 'request-in-progress') throw unavailable(service)
    throw error
  }
}
