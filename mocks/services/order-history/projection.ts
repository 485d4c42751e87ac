import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { readData } from '../../http/events/event-data.ts'
import type { Transaction } from '../../storage/store.ts'
import { OrderEventData, PaymentEventData } from './schema.ts'
import type { HistoryRecord, OrderHistoryTables } from './store.ts'

type Tx = Transaction<OrderHistoryTables>
type State = NonNullable<HistoryRecord['placed']>['state']

/** What becomes of an order, by the type of the event. */
const STATES: Readonly<Record<string, State>> = {
  'example.bookshop.order.placed': 'pending',
  'example.bookshop.order.confirmed': 'confirmed',
  'example.bookshop.order.failed': 'failed',
  'example.bookshop.order.cancelled': 'cancelled',
}
const PAYMENTS: Readonly<Record<string, NonNullable<HistoryRecord['payment']>>> = {
  'example.bookshop.payment.authorized': 'authorized',
  'example.bookshop.payment.voided': 'voided',
}

/** The change that an event makes; nothing for events that the list does not show. Throws invalid-content. */
export function projecting(event: CloudEvent): ((tx: Tx) => void) | undefined {
  const state = STATES[event.type]
  if (state) {
    const { order, customer, lines, total, placedAt } = readData(OrderEventData, event)
    const sequence = Number(event.sequence ?? 0)
    return (tx) => {
      const record = recordOf(tx, order)
      // An older event that comes late, or one that comes again, tells nothing new.
      if (sequence <= record.sequence) return
      tx.put('history', order, {
        ...record,
        sequence,
        placed: {
          customer,
          state,
          total,
          copies: lines.reduce((sum, { quantity }) => sum + quantity, 0),
          titles: lines.map(({ title }) => title),
          placedAt,
        },
      })
    }
  }
  const payment = PAYMENTS[event.type]
  if (!payment) return undefined
  const { order } = readData(PaymentEventData, event)
  return (tx) => {
    const record = recordOf(tx, order)
    // Money that was given free stays free: what was set aside before is told late.
    if (record.payment !== 'voided') tx.put('history', order, { ...record, payment })
  }
}

function recordOf(tx: Tx, order: string): HistoryRecord {
  return tx.get('history', order) ?? { id: order, sequence: 0 }
}
