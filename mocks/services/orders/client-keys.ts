import { type Answer, accepted, created } from '../../http/answer.ts'
import { writePosition } from '../../http/events/position.ts'
import { type Problem, problemAnswer } from '../../http/problem.ts'
import type { Transaction } from '../../storage/store.ts'
import { SEQUENCE } from './order-events.ts'
import type { Order } from './schema.ts'
import type { OrderRecord, OrdersTables } from './store.ts'

/** The Idempotency-Key that a client named for an order, as it is remembered. */
export interface ClientKey {
  /** Of the record in the table of keys. */
  readonly id: string
  /** What the client's paths start with: behind the gateway that is `/v1`. */
  readonly prefix: string
}

/** Orders are personal: shared caches must not keep them. */
export const PERSONAL = { 'cache-control': 'private, no-store' }

/** What whoever placed an order is answered, now or when the key is repeated. */
export function orderCreated(order: OrderRecord, prefix: string): Answer {
  const position = writePosition({ order: order.id, sequence: SEQUENCE.confirmed })
  return created(`${prefix}/orders/${order.id}`, shown(order), { ...PERSONAL, ...position })
}

/** What whoever would rather not wait is answered: the order is written down, and `Location` is where to look (RFC 7240 §4.1). */
export function orderAccepted(order: OrderRecord, prefix: string): Answer {
  const position = writePosition({ order: order.id, sequence: SEQUENCE.placed })
  const fields = { 'retry-after': '1', ...PERSONAL, ...position }
  return accepted(`${prefix}/orders/${order.id}`, shown(order), fields)
}

/** What callers see of an order: not what it holds elsewhere. */
export function shown({ id, customer, state, lines, total, delivery, placedAt }: OrderRecord): Order {
  return { id, customer, state, lines, total, ...(delivery ? { delivery } : {}), placedAt }
}

type Tx = Transaction<OrdersTables>

/** Ties the key to work that goes on without the request: it stays taken until that ends. */
export function tieKey(tx: Tx, { id }: ClientKey, work: string) {
  const record = tx.get('orderKeys', id)
  if (record?.state === 'in progress') tx.put('orderKeys', id, { ...record, work })
}

/** Until the outcome is known, the key is answered with the order as it was accepted. */
export function acceptKey(tx: Tx, { id, prefix }: ClientKey, order: OrderRecord) {
  settle(tx, id, orderAccepted(order, prefix))
}

/** From now on the key is answered with the order. */
export function answerKey(tx: Tx, { id, prefix }: ClientKey, order: OrderRecord) {
  settle(tx, id, orderCreated(order, prefix))
}

/** From now on the key is answered with the refusal; a failure of ours is none, and frees the key for another try. */
export function refuseKey(tx: Tx, { id }: ClientKey, why: Problem) {
  if (why.status < 500) settle(tx, id, problemAnswer(why))
  else tx.delete('orderKeys', id)
}

function settle(tx: Tx, id: string, answer: Answer) {
  const record = tx.get('orderKeys', id)
  if (record) tx.put('orderKeys', id, { state: 'answered', fingerprint: record.fingerprint, answer })
}
