import type { Call } from '../../http/call.ts'
import type { Money } from '../../http/formats.ts'
import { type Page, pageFrom } from '../../http/pagination.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { type ClientKey, shown } from './client-keys.ts'
import type { Carrier, OrdersPorts } from './ports.ts'
import type { Cancellation, NewOrder, Order, OrderLine, OrderQuery } from './schema.ts'
import { newestFirst, type OrderRecord, type OrdersTables } from './store.ts'

export interface OrdersDomainOptions extends OrdersPorts {
  store: Store<OrdersTables>
  newId: (kind: string, sequence: number) => string
  /** Has the work on an order go on that was left open, if there is any. */
  wake?: ((tx: Transaction<OrdersTables>, order: string) => void) | undefined
  /** Who carries orders out whose outcome nobody waits for: what is accepted must survive a crash. */
  later?: Carrier | undefined
}

/** Takes orders. Knows books, stock and payments only by what it may ask of them. */
export function createOrdersDomain({
  store,
  newId,
  catalogue,
  carrier,
  wake,
  later = carrier,
}: OrdersDomainOptions) {
  return {
    /**
     * Looks the prices up, then has the order carried out: copies held, money set aside, all of it or nothing. A client's
     * key is answered in the same breath. Throws unknown-book, price-changed, out-of-stock, payment-declined,
     * dependency-unavailable. `begun` is told as soon as the order will be gone on with even after a crash,
     * if it ever comes to that.
     */
    async place(
      order: NewOrder,
      call: Call,
      {
        key,
        begun,
      }: { key?: ClientKey | undefined; begun?: ((order: OrderRecord) => void) | undefined } = {},
    ): Promise<OrderRecord> {
      const lines = await priced(order, call)
      const total = totalOf(lines)
      if (order.expectedTotal && order.expectedTotal.amount !== total.amount) {
        throw new Problem(
          'price-changed',
          `The order costs ${total.amount} now, not ${order.expectedTotal.amount} (minor units of ${total.currency}). Confirm the new price.`,
        )
      }
      // Like a database's sequence, the number is not given back when the order fails.
      const id = await store.transact(call, (tx) => newId('order', tx.next('order')))
      const pending: OrderRecord = {
        id,
        customer: call.caller.customer,
        state: 'pending',
        lines,
        total,
        ...(order.delivery ? { delivery: order.delivery } : {}),
        placedAt: call.arrivedAt,
      }

      const placed = await (begun ? later : carrier).carryOut(
        { does: 'place', order: pending, card: order.payment.card, ...(key ? { key } : {}) },
        call,
        () => begun?.(pending),
      )
      return placed ?? store.transact(call, (tx) => found(tx, id, call))
    },

    /** A customer's orders, newest first. Throws not-allowed-for-caller for anybody else's. */
    list({ customer = '', limit, cursor }: OrderQuery, call: Call): Promise<Page<Order>> {
      const whose = customer || call.caller.customer
      if (whose !== call.caller.customer) {
        throw new Problem(
          'not-allowed-for-caller',
          `You act as ${call.caller.customer} and may list only your own orders.`,
        )
      }
      return store.transact(call, (tx) => {
        const { items, next } = pageFrom<OrderRecord>({
          order: 'newest first',
          cursor,
          limit,
          place: ({ placedAt, id }) => [placedAt, id],
          read: (place, count) =>
            tx.range(newestFirst, { group: whose, after: place?.join(' '), limit: count }),
        })
        return { items: items.map(shown), ...(next === undefined ? {} : { next }) }
      })
    },

    /** One order. Throws not-found, for somebody else's order too. */
    read(id: string, call: Call): Promise<Order> {
      return store.transact(call, (tx) => {
        const order = found(tx, id, call)
        wake?.(tx, id)
        return shown(order)
      })
    },

    /**
     * Gives the money free and the copies back. Each step may be repeated, so whoever was cut off asks again.
     * Throws not-found, order-state, dependency-unavailable.
     */
    async cancel(id: string, call: Call): Promise<{ cancellation: Cancellation; isNew: boolean }> {
      const order = await store.transact(call, (tx) => {
        wake?.(tx, id)
        return found(tx, id, call)
      })
      if (order.state === 'cancelled') return { cancellation: cancellationOf(order), isNew: false }
      if (order.state === 'pending')
        throw new Problem('order-state', 'The order is still being placed. Try again in a moment.')
      const cancelled = await carrier.carryOut({ does: 'cancel', order }, call)
      if (cancelled) return { cancellation: cancellationOf(cancelled), isNew: true }
      // Somebody else has cancelled it meanwhile; whoever came first has done it.
      return { cancellation: await this.readCancellation(id, call), isNew: false }
    },

    /** The cancellation of an order. Throws not-found when the order was not cancelled. */
    readCancellation(id: string, call: Call): Promise<Cancellation> {
      return store.transact(call, (tx) => {
        const order = found(tx, id, call)
        if (order.state !== 'cancelled') throw new Problem('not-found', `Order ${id} was not cancelled.`)
        return cancellationOf(order)
      })
    },
  }

  /** The lines with titles and today's prices: one question to the catalogue for each line. */
  async function priced({ lines }: NewOrder, call: Call): Promise<OrderLine[]> {
    const result: OrderLine[] = []
    for (const [index, { isbn, quantity }] of lines.entries()) {
      const { title, price } = await catalogue.bookOf(isbn, call).catch((error) => {
        if (!(error instanceof Problem) || error.problem !== 'not-found') throw error
        throw new Problem('unknown-book', {
          detail: `The catalogue has no book with the ISBN ${isbn}.`,
          errors: [{ pointer: `#/lines/${index}/isbn`, detail: 'is not a book that we sell' }],
        })
      })
      result.push({ isbn, title, quantity, unitPrice: price })
    }
    return result
  }
}
export type OrdersDomain = ReturnType<typeof createOrdersDomain>

/** An order of the caller's. Throws not-found, for somebody else's order too. */
export function found(tx: Transaction<OrdersTables>, id: string, call: Call): OrderRecord {
  const order = tx.get('orders', id)
  if (!order || order.customer !== call.caller.customer)
    throw new Problem('not-found', `You have no order ${id}.`)
  return order
}

function cancellationOf({ id, total, placedAt, cancelledAt }: OrderRecord): Cancellation {
  return { order: id, refunded: total, cancelledAt: cancelledAt ?? placedAt }
}

function totalOf(lines: readonly OrderLine[]): Money {
  return {
    amount: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0),
    currency: 'EUR',
  }
}
