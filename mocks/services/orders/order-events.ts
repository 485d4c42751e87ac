import type { Happening } from '../../http/events/outbox.ts'
import type { NewOrder } from './schema.ts'
import type { OrderRecord } from './store.ts'

/** What can become of an order, and which of its events that is: one that failed was never confirmed. */
export const SEQUENCE = { placed: 1, confirmed: 2, failed: 2, cancelled: 3 } as const

/** What others hear of an order. */
export function orderEvent(
  what: keyof typeof SEQUENCE,
  { id, customer, lines, total, placedAt }: OrderRecord,
): Happening {
  return {
    type: `example.bookshop.order.${what}`,
    subject: id,
    sequence: SEQUENCE[what],
    data: { order: id, customer, lines, total, placedAt },
  }
}

/** The same of an order whose steps nobody commands: whoever takes part has to know from this alone what to do. */
export function placedForAll(order: OrderRecord, card: NewOrder['payment']['card']): Happening {
  const { data, ...placed } = orderEvent('placed', order)
  const { delivery } = order
  return { ...placed, data: { ...data, payment: { card }, ...(delivery ? { delivery } : {}) } }
}

/** What others hear when too long nothing was heard of an order: everybody says again what became of their part. */
export function orderOverdue(order: string, state: 'pending' | 'confirmed' | 'failed'): Happening {
  return { type: 'example.bookshop.order.overdue', subject: order, data: { order, state } }
}
