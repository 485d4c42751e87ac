import type { HandledEvent } from '../../http/events/inbox.ts'
import type { Index } from '../../storage/ordered-records.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { PastOrder } from './schema.ts'
import { SEEDED_HISTORY } from './seed.ts'

/** What is known of an order. Events of several topics come in any order, so each part may be missing for a while. */
export interface HistoryRecord {
  readonly id: string
  /** The place of the last event about the order that counts; 0 while none has come. */
  readonly sequence: number
  readonly placed?: Omit<PastOrder, 'id' | 'state' | 'payment'> & {
    readonly customer: string
    readonly state: PastOrder['state'] | 'pending' | 'failed'
  }
  readonly payment?: PastOrder['payment']
}

/** Order-history's own data. */
export type OrderHistoryTables = {
  history: HistoryRecord
  /** The events whose effect is committed. */
  historyInbox: HandledEvent
}

/** A customer's orders, the newest first; those that are not confirmed are nobody's. */
export const newestFirst: Index<'history', HistoryRecord> = {
  table: 'history',
  group: ({ placed }) =>
    placed && (placed.state === 'confirmed' || placed.state === 'cancelled') ? placed.customer : undefined,
  place: ({ placed, id }) => `${placed?.placedAt} ${id}`,
  descending: true,
}

export const orderHistorySeed: StoreOptions<OrderHistoryTables>['seed'] = { history: SEEDED_HISTORY }
