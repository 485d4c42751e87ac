import type { Happening } from '../../http/events/outbox.ts'
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
