import * as z from 'zod'
import {
  BankRecord,
  BookedEntry,
  BookedPayment,
  DeliveredOrder,
  SentShipment,
  violationsOfDeliveries,
} from './delivery-invariants.ts'
import type { SystemData } from './system.ts'

/** What the checker reads of the records, and no more. */
const Line = z.object({ isbn: z.string(), quantity: z.number() })
const Total = z.object({ amount: z.number() })
const OrderRecord = z.object({
  id: z.string(),
  state: z.string(),
  lines: z.array(Line),
  total: Total,
  reservation: z.string().optional(),
  payment: z.string().optional(),
})
const Reservation = z.object({
  id: z.string(),
  order: z.string(),
  lines: z.array(Line),
  state: z.string(),
  expiresAt: z.string().optional(),
})
const Stock = z.object({ isbn: z.string(), onHand: z.number(), reserved: z.number() })
const Payment = z.object({ id: z.string(), order: z.string(), amount: Total, state: z.string() })
const Saga = z.object({
  id: z.string(),
  state: z.string(),
  work: z.object({
    does: z.string(),
    order: z.object({ id: z.string() }),
    key: z.object({ id: z.string() }).optional(),
  }),
})
const Key = z.object({
  state: z.string(),
  answer: z.object({ status: z.number(), content: z.string().optional() }).optional(),
})
const WithId = z.object({ id: z.string() })

/** What a client sent and got, as far as the checker looks at it. */
export interface Answered {
  readonly request: {
    readonly method: string
    readonly url: string
    readonly fields: readonly (readonly [name: string, value: string])[]
  }
  readonly response?: {
    readonly status: number
    readonly content: { readonly text?: string } | { readonly base64: string }
  }
}

/**
 * What must be true of a bookshop at rest, whatever went wrong before: nothing is lost, nothing is done twice. Brings one
 * sentence for each violation, none when all is well. Reads the data of both architectures; with the exchanges of the
 * clients it also checks that what they were told is so.
 */
export function violationsOf(data: SystemData, exchanges: readonly Answered[] = []): string[] {
  const table = (service: string, name: string): [string, unknown][] =>
    Object.entries(data[service]?.[name] ?? data.monolith?.[name] ?? {})
  const all = <T extends z.ZodType>(schema: T, service: string, name: string): z.output<T>[] =>
    table(service, name).map(([, record]) => schema.parse(record))

  const orders = all(OrderRecord, 'orders', 'orders')
  const stock = all(Stock, 'inventory', 'stock')
  const reservations = all(Reservation, 'inventory', 'reservations')
  const payments = all(Payment, 'payments', 'payments')
  const held = reservations.filter(({ state }) => state === 'held')
  const setAside = payments.filter(({ state }) => !['voided', 'refunded', 'declined'].includes(state))
  const orderOf = new Map(orders.map((order) => [order.id, order]))
  const heldFor = Map.groupBy(held, ({ order }) => order)
  const paidFor = Map.groupBy(setAside, ({ order }) => order)
  const found: string[] = []

  const reserved = new Map<string, number>()
  for (const { lines } of held)
    for (const { isbn, quantity } of lines) reserved.set(isbn, (reserved.get(isbn) ?? 0) + quantity)
  for (const { isbn, onHand, reserved: kept } of stock) {
    const sum = reserved.get(isbn) ?? 0
    if (kept !== sum) found.push(`Of ${isbn}, ${kept} copies are reserved, and reservations hold ${sum}.`)
    if (kept < 0 || kept > onHand) found.push(`Of ${isbn}, ${kept} of ${onHand} copies are reserved.`)
  }

  for (const { id, order, expiresAt } of held)
    if (expiresAt !== undefined && orderOf.get(order)?.state === 'confirmed')
      found.push(`Reservation ${id} of ${order} expires, and the order is confirmed.`)
  for (const { id, order } of held)
    if (orderOf.get(order)?.state !== 'confirmed')
      found.push(`Reservation ${id} holds copies for ${order}, which is ${stateOf(order)}.`)
  for (const { id, order } of setAside)
    if (orderOf.get(order)?.state !== 'confirmed')
      found.push(`Payment ${id} sets money aside for ${order}, which is ${stateOf(order)}.`)

  for (const { id, state, lines, total, reservation, payment } of orders) {
    if (state === 'pending') found.push(`Order ${id} is pending, and nobody is at work.`)
    if (state !== 'confirmed') continue
    const [hold, ...moreHeld] = heldFor.get(id) ?? []
    if (!hold) found.push(`Order ${id} is confirmed, and no copies are held for it.`)
    else {
      if (moreHeld.length > 0) found.push(`Order ${id} holds copies ${moreHeld.length + 1} times.`)
      if (linesOf(hold.lines) !== linesOf(lines))
        found.push(`Order ${id} is for ${linesOf(lines)}, and ${linesOf(hold.lines)} are held.`)
      if (moreHeld.length === 0 && hold.id !== reservation)
        found.push(`Order ${id} knows reservation ${reservation}, and ${hold.id} holds its copies.`)
    }
    const [paid, ...morePaid] = paidFor.get(id) ?? []
    if (!paid) found.push(`Order ${id} is confirmed, and no money is set aside for it.`)
    else {
      if (morePaid.length > 0) found.push(`Order ${id} is paid ${morePaid.length + 1} times.`)
      if (paid.amount.amount !== total.amount)
        found.push(`Order ${id} costs ${total.amount}, and ${paid.amount.amount} are set aside.`)
      if (morePaid.length === 0 && paid.id !== payment)
        found.push(`Order ${id} knows payment ${payment}, and ${paid.id} is the one that stands.`)
    }
  }

  found.push(
    ...violationsOfDeliveries({
      orders: all(DeliveredOrder, 'orders', 'orders'),
      payments: all(BookedPayment, 'payments', 'payments'),
      ledger: all(BookedEntry, 'payments', 'ledger'),
      shipments: all(SentShipment, 'shipping', 'shipments'),
      bank: all(BankRecord, 'bank', 'authorisations'),
    }),
  )

  const sagas = all(Saga, 'orders', 'sagas')
  for (const { id, state } of sagas)
    if (state === 'forward' || state === 'backward') found.push(`The saga "${id}" is still open.`)
  const placed = sagas.filter(({ work, state }) => work.does === 'place' && work.key && state !== 'undone')
  for (const [key, twice] of Map.groupBy(placed, ({ work }) => work.key?.id))
    if (twice.length > 1)
      found.push(`The key "${key}" stands for ${twice.map(({ work }) => work.order.id).join(' and ')}.`)

  for (const [key, record] of table('orders', 'orderKeys')) {
    const { state, answer } = Key.parse(record)
    if (state !== 'answered') found.push(`The key "${key}" is ${state}, and nobody is at work.`)
    if (answer?.status === 201) promised(answer.content, `The key "${key}" answers`)
  }
  const orderOfKey = new Map<string, string>()
  const told = new Map<string, string>()
  for (const { request, response } of exchanges) {
    if (request.method !== 'POST' || !request.url.endsWith('/orders') || response?.status !== 201) continue
    const text = 'text' in response.content ? response.content.text : undefined
    const id = promised(text, 'A client was told')
    if (id !== undefined && text !== undefined) {
      if ((told.get(id) ?? text) !== text)
        found.push(`Clients were told two different things about order ${id}.`)
      told.set(id, text)
      const key = request.fields.find(([name]) => name === 'idempotency-key')?.[1]
      if (key !== undefined && (orderOfKey.get(key) ?? id) !== id)
        found.push(`The key ${key} was answered with order ${orderOfKey.get(key)} and with order ${id}.`)
      if (key !== undefined) orderOfKey.set(key, id)
    }
  }
  return found

  function stateOf(order: string): string {
    return orderOf.get(order)?.state ?? 'not there'
  }

  /** Whoever was answered 201 has an order that is confirmed, or was cancelled since. */
  function promised(content: string | undefined, who: string): string | undefined {
    const read = WithId.safeParse(JSON.parse(content ?? 'null'))
    const id = read.data?.id
    if (id === undefined) found.push(`${who} 201 without an order.`)
    else if (!['confirmed', 'cancelled'].includes(stateOf(id)))
      found.push(`${who} of order ${id}, which is ${stateOf(id)}.`)
    return id
  }
}

/** Lines in words; the order of the lines says nothing. */
function linesOf(lines: readonly { isbn: string; quantity: number }[]): string {
  return lines
    .map(({ isbn, quantity }) => `${quantity} × ${isbn}`)
    .sort()
    .join(', ')
}
