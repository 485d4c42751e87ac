import type { Call } from '../../http/call.ts'
import type { Events, Happening } from '../../http/events/outbox.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { NewReservation, Release, Reservation, Stock, StockRecord } from './schema.ts'
import { byOrder, expiring, type InventoryTables } from './store.ts'

export interface InventoryPorts {
  store: Store<InventoryTables>
  newId: (kind: string, sequence: number) => string
  events: Events<'inventoryOutbox'>
  /** The time of day: a reservation may hold for so long and no longer. */
  now: () => Date
}

/** Knows how many copies there are and for whom they are held. Asks nobody. */
export function createInventoryDomain({ store, newId, events, now }: InventoryPorts) {
  const holdAll = ({ order, lines, ttlS }: NewReservation, call: Call): Promise<Reservation> =>
    store.transact(call, (tx) => {
      if (tx.get('releases', order))
        throw new Problem('order-given-up', `Order ${order} was given up; nothing is held for it any more.`)
      letExpire(tx, call)
      for (const [line, { isbn, quantity }] of lines.entries()) hold(tx, isbn, quantity, line)
      const id = newId('reservation', tx.next('reservation'))
      const reservation: Reservation = {
        id,
        order,
        lines,
        state: 'held',
        reservedAt: call.arrivedAt,
        ...(ttlS === undefined ? {} : { expiresAt: new Date(now().getTime() + ttlS * 1000).toISOString() }),
      }
      tx.put('reservations', id, reservation)
      events.emit(tx, stockEvent('reserved', reservation), call)
      return reservation
    })

  return {
    /** The stock of one book. Throws not-found. */
    stockOf(isbn: string, call: Call): Promise<Stock> {
      return store.transact(call, (tx) => stockIn(tx, countIn(tx, isbn)))
    },

    /** The stock of those of these books of which some is kept, in this order. */
    stocksOf(isbns: readonly string[], call: Call): Promise<Stock[]> {
      return store.transact(call, (tx) =>
        [...new Set(isbns)].flatMap((isbn) => {
          const record = tx.get('stock', isbn)
          return record ? stockIn(tx, record) : []
        }),
      )
    },

    /** The count of one book as it is kept. Throws not-found. */
    countOf(isbn: string, call: Call): Promise<StockRecord> {
      return store.transact(call, (tx) => countIn(tx, isbn))
    },

    /**
     * Writes how many copies there are. `admits` sees the count as it was and may throw: looking and writing are one
     * transaction. Throws not-found, out-of-stock when more copies are promised than there are.
     */
    writeCount(
      isbn: string,
      onHand: number,
      call: Call,
      admits: (now: StockRecord) => void = () => {},
    ): Promise<StockRecord> {
      return store.transact(call, (tx) => {
        letExpire(tx, call)
        const record = countIn(tx, isbn)
        if (onHand < record.reserved) throw promised(record)
        admits(record)
        const counted = { ...record, onHand }
        tx.put('stock', isbn, counted)
        return counted
      })
    },

    /** Holds every line or none. Throws unknown-book, out-of-stock, order-given-up. */
    reserve(wanted: NewReservation, call: Call): Promise<Reservation> {
      return holdAll(wanted, call).catch((error) => {
        if (error instanceof Problem && error.problem === 'out-of-stock')
          events.announce(stockRejected(wanted, error), call)
        throw error
      })
    },

    /** The same for somebody who tells of a refusal as a part of a transaction of their own. */
    holdAll,

    /** One reservation. Throws not-found. */
    read(id: string, call: Call): Promise<Reservation> {
      return store.transact(call, (tx) => found(tx, id))
    },

    /** Every reservation of an order. */
    heldFor(order: string, call: Call): Promise<readonly Reservation[]> {
      return store.transact(call, (tx) => reservationsOf(tx, order))
    },

    /** Gives the copies back; doing it twice gives them back once. Throws not-found. */
    release(id: string, call: Call): Promise<void> {
      return store.transact(call, (tx) => giveBack(tx, found(tx, id), call))
    },

    /** Holds the copies of an order for good, also those whose time is up. Throws not-found, out-of-stock, order-given-up. */
    commit(order: string, call: Call): Promise<Reservation> {
      return store.transact(call, (tx) => {
        if (tx.get('releases', order))
          throw new Problem('order-given-up', `Order ${order} was given up; nothing is held for it any more.`)
        letExpire(tx, call)
        const reservation = reservationsOf(tx, order).findLast(({ state }) => state !== 'released')
        if (!reservation) throw new Problem('not-found', `Nothing is held for order ${order}.`)
        const { expiresAt, ...kept } = reservation
        if (kept.state === 'held' && expiresAt === undefined) return reservation
        const firm: Reservation = { ...kept, state: 'held' }
        if (kept.state === 'expired') {
          for (const [line, { isbn, quantity }] of kept.lines.entries()) hold(tx, isbn, quantity, line)
          events.emit(tx, stockEvent('reserved', firm), call)
        }
        tx.put('reservations', firm.id, firm)
        return firm
      })
    },

    /** Gives back whatever is held for an order, now and if it arrives later. */
    releaseOrder(order: string, call: Call): Promise<{ release: Release; isNew: boolean }> {
      return store.transact(call, (tx) => {
        const earlier = tx.get('releases', order)
        if (earlier) return { release: earlier, isNew: false }
        const reservations = reservationsOf(tx, order)
        for (const reservation of reservations) giveBack(tx, reservation, call)
        const release = { order, reservations: reservations.map(({ id }) => id), releasedAt: call.arrivedAt }
        // It stays, like a tombstone: a reservation that comes late is refused.
        tx.put('releases', order, release)
        return { release, isNew: true }
      })
    },
  }

  function giveBack(tx: Transaction<InventoryTables>, reservation: Reservation, call: Call) {
    if (reservation.state === 'released') return
    if (reservation.state === 'expired')
      return tx.put('reservations', reservation.id, { ...reservation, state: 'released' })
    free(tx, reservation, 'released', call)
  }

  /** Reservations whose time is up, and whose copies are still counted. */
  function expired(tx: Transaction<InventoryTables>): Reservation[] {
    const time = now().toISOString()
    const waiting = tx.range(expiring, { group: 'expiring', limit: Number.POSITIVE_INFINITY })
    return waiting.filter(({ expiresAt = time }) => expiresAt < time)
  }

  /** The stock of a book, without what is still counted for reservations whose time is up. */
  function stockIn(tx: Transaction<InventoryTables>, { reserved: kept, ...record }: StockRecord): Stock {
    const reserved = kept - copiesOf(expired(tx), record.isbn)
    return { ...record, reserved, available: record.onHand - reserved }
  }

  /** Nothing runs when a reservation expires: whoever next takes copies finds out. */
  function letExpire(tx: Transaction<InventoryTables>, call: Call) {
    for (const reservation of expired(tx)) free(tx, reservation, 'expired', call)
  }

  function free(
    tx: Transaction<InventoryTables>,
    reservation: Reservation,
    state: 'released' | 'expired',
    call: Call,
  ) {
    for (const { isbn, quantity } of reservation.lines) {
      const record = tx.get('stock', isbn)
      if (record) tx.put('stock', isbn, { ...record, reserved: record.reserved - quantity })
    }
    tx.put('reservations', reservation.id, { ...reservation, state })
    events.emit(tx, stockEvent('released', reservation), call)
  }
}
export type InventoryDomain = ReturnType<typeof createInventoryDomain>

function countIn(tx: Transaction<InventoryTables>, isbn: string): StockRecord {
  const record = tx.get('stock', isbn)
  if (!record) throw new Problem('not-found', `No stock is kept for the ISBN ${isbn}.`)
  return record
}

function copiesOf(reservations: readonly Reservation[], isbn: string): number {
  return reservations
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.isbn === isbn ? line.quantity : 0), 0)
}

function promised({ isbn, reserved }: StockRecord): Problem {
  return new Problem('out-of-stock', {
    detail: `${reserved} copies of ${isbn} are promised to orders. Give their reservations up first.`,
    errors: [{ pointer: '#/onHand', detail: `must be at least ${reserved}` }],
  })
}

function hold(tx: Transaction<InventoryTables>, isbn: string, quantity: number, line: number) {
  const record = tx.get('stock', isbn)
  const pointer = `#/lines/${line}`
  if (!record) {
    throw new Problem('unknown-book', {
      detail: `No stock is kept for the ISBN ${isbn}.`,
      errors: [{ pointer: `${pointer}/isbn`, detail: 'is not a book that we sell' }],
    })
  }
  const available = record.onHand - record.reserved
  if (available < quantity) {
    throw new Problem('out-of-stock', {
      detail: `${quantity} copies of ${isbn} were asked for, and ${available} can be ordered.`,
      errors: [{ pointer: `${pointer}/quantity`, detail: `must be at most ${available}` }],
    })
  }
  tx.put('stock', isbn, { ...record, reserved: record.reserved + quantity })
}

export function reservationsOf(tx: Transaction<InventoryTables>, order: string): Reservation[] {
  return [...tx.range(byOrder, { group: order, limit: Number.POSITIVE_INFINITY })]
}

function found(tx: Transaction<InventoryTables>, id: string): Reservation {
  const reservation = tx.get('reservations', id)
  if (!reservation) throw new Problem('not-found', `There is no reservation ${id}.`)
  return reservation
}

/** What others hear of copies that are held or given back. All that concerns an order stays in order. */
export function stockEvent(
  what: 'reserved' | 'committed' | 'released',
  { id, order, lines }: Reservation,
): Happening {
  return {
    type: `example.bookshop.stock.${what}`,
    subject: id,
    key: order,
    data: { order, reservation: id, lines },
  }
}

/** What others hear when copies are not held. */
export function stockRejected(
  { order, lines }: Pick<NewReservation, 'order' | 'lines'>,
  { problem, message, details: { errors } }: Problem,
): Happening {
  return {
    type: 'example.bookshop.stock.rejected',
    subject: order,
    data: { order, lines, problem, reason: message, ...(errors ? { errors } : {}) },
  }
}
