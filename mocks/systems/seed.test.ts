import { describe, expect, test } from 'vitest'
import { Isbn } from '../http/formats.ts'
import { SEEDED_AUTHORISATIONS } from '../services/bank/seed.ts'
import { SEEDED_PARCELS } from '../services/carrier/seed.ts'
import { SEEDED_CARTS } from '../services/cart/seed.ts'
import { Book } from '../services/catalog/schema.ts'
import { SEEDED_BOOKS } from '../services/catalog/seed.ts'
import { Reservation, StockRecord } from '../services/inventory/schema.ts'
import { SEEDED_RESERVATIONS, SEEDED_STOCK } from '../services/inventory/seed.ts'
import { Order } from '../services/orders/schema.ts'
import { SEEDED_CUSTOMERS, SEEDED_ORDERS } from '../services/orders/seed.ts'
import { Payment } from '../services/payments/schema.ts'
import { SEEDED_PAYMENTS } from '../services/payments/seed.ts'
import { BASKETS } from '../services/recommendations/seed.ts'
import { SEEDED_CANCELLATIONS, SEEDED_SHIPMENTS } from '../services/shipping/seed.ts'

const books = Object.entries(SEEDED_BOOKS)
const orders = Object.values(SEEDED_ORDERS)

describe('the shelf', () => {
  test('has sixty books, each under its own valid ISBN-13, with a title of its own', () => {
    expect(books).toHaveLength(60)
    for (const [key, book] of books) {
      expect(book.isbn).toBe(key)
      expect(Isbn.safeParse(key).success, key).toBe(true)
      expect(Book.strict().parse(book)).toEqual(book)
      expect(book.authors.length * book.subjects.length).toBeGreaterThan(0)
      expect(book.price.amount).toBeGreaterThan(0)
      expect(book.year).toBeLessThanOrEqual(2026)
    }
    expect(new Set(books.map(([, { title }]) => title)).size).toBe(60)
  })

  test('the check digit is really checked', () => {
    for (const [isbn] of books) {
      const wrong = isbn.slice(0, 12) + ((Number(isbn[12]) + 1) % 10)
      expect(Isbn.safeParse(wrong).success, wrong).toBe(false)
    }
  })
})

describe('the warehouse', () => {
  test('keeps stock of every book and of nothing else', () => {
    expect(Object.keys(SEEDED_STOCK).sort()).toEqual(Object.keys(SEEDED_BOOKS).sort())
  })

  test('holds what its reservations say, and never more than it has', () => {
    const held = new Map<string, number>()
    for (const { state, lines } of Object.values(SEEDED_RESERVATIONS)) {
      for (const { isbn, quantity } of lines)
        if (state === 'held') held.set(isbn, (held.get(isbn) ?? 0) + quantity)
    }
    for (const [isbn, record] of Object.entries(SEEDED_STOCK)) {
      expect(StockRecord.parse(record).isbn).toBe(isbn)
      expect(record.reserved).toBe(held.get(isbn) ?? 0)
      expect(record.onHand).toBeGreaterThan(record.reserved)
    }
  })
})

describe('the model of recommendations', () => {
  test('counts the orders of the shop that were not cancelled', () => {
    const bought = orders
      .filter(({ state }) => state !== 'cancelled')
      .map(({ lines }) => lines.map(({ isbn }) => isbn))
    expect(BASKETS.slice(0, bought.length)).toEqual(bought)
    for (const isbn of BASKETS.flat()) expect(SEEDED_BOOKS).toHaveProperty(isbn)
  })
})

describe('what third parties and shipping remember', () => {
  test('a shipment for each order; what was cancelled stays, what left is known to the carrier', () => {
    const shipments = Object.values(SEEDED_SHIPMENTS)
    expect(shipments.map(({ order }) => order)).toEqual(orders.map(({ id }) => id))
    for (const { id, order, state, copies, tracking, country } of shipments) {
      const { lines, state: orderState } = SEEDED_ORDERS[order] ?? { lines: [], state: undefined }
      expect(copies).toBe(lines.reduce((sum, { quantity }) => sum + quantity, 0))
      expect(state === 'cancelled').toBe(orderState === 'cancelled')
      expect(tracking !== undefined).toBe(state === 'dispatched')
      if (state === 'dispatched') expect(SEEDED_PARCELS[id]).toMatchObject({ tracking, country })
      expect(order in SEEDED_CANCELLATIONS).toBe(state === 'cancelled')
    }
  })

  test('an authorisation for each payment, of the same money', () => {
    const authorisations = Object.values(SEEDED_AUTHORISATIONS)
    expect(authorisations.map(({ reference }) => reference)).toEqual(Object.keys(SEEDED_PAYMENTS))
    for (const { reference, amount, authorisedAt } of authorisations)
      expect(SEEDED_PAYMENTS[reference]).toMatchObject({ amount, authorisedAt })
  })

  test('the carts hold books of the catalogue at its prices', () => {
    for (const { isbn, title, unitPrice } of Object.values(SEEDED_CARTS).flatMap(({ lines }) =>
      Object.values(lines),
    ))
      expect(SEEDED_BOOKS[isbn]).toMatchObject({ title, price: unitPrice })
  })
})

describe('the books of the shop', () => {
  test('there are orders 1 to 12 and no other', () => {
    expect(Object.keys(SEEDED_ORDERS)).toEqual(Array.from({ length: 12 }, (_, i) => `${i + 1}`))
    expect(Object.keys(SEEDED_RESERVATIONS)).toEqual(orders.map(({ id }) => `seeded-${id}`))
    expect(Object.keys(SEEDED_PAYMENTS)).toEqual(orders.map(({ id }) => `seeded-${id}`))
  })

  test.each(orders)('order $id agrees with catalog, inventory and payments', (order) => {
    expect(Order.parse(order)).toMatchObject({ id: order.id })
    for (const { isbn, title, unitPrice } of order.lines)
      expect(SEEDED_BOOKS[isbn]).toMatchObject({ title, price: unitPrice })
    const sum = order.lines.reduce((cents, { quantity, unitPrice }) => cents + quantity * unitPrice.amount, 0)
    expect(order.total).toEqual({ amount: sum, currency: 'EUR' })

    const stands = order.state === 'confirmed'
    const lines = order.lines.map(({ isbn, quantity }) => ({ isbn, quantity }))
    const reservation = Reservation.parse(SEEDED_RESERVATIONS[order.reservation ?? ''])
    expect(reservation).toMatchObject({
      order: order.id,
      lines,
      state: stands ? 'held' : 'released',
      reservedAt: order.placedAt,
    })
    const payment = Payment.parse(SEEDED_PAYMENTS[order.payment ?? ''])
    expect(payment).toMatchObject({
      order: order.id,
      amount: order.total,
      authorisedAt: order.placedAt,
    })
    expect(payment.state).toBeOneOf(stands ? ['authorised', 'captured'] : ['voided'])
    expect(SEEDED_AUTHORISATIONS[`bank-${order.id}`]).toMatchObject({
      reference: payment.id,
      amount: payment.amount,
      state: payment.state,
    })
    expect(order.cancelledAt !== undefined).toBe(!stands)
    if (order.cancelledAt) expect(order.cancelledAt > order.placedAt).toBe(true)
    expect(SEEDED_CUSTOMERS[order.customer]).toMatchObject({ id: order.customer, status: 'active' })
  })

  test('the ledger balances: what is set aside or was taken is what standing orders cost', () => {
    const authorised = Object.values(SEEDED_PAYMENTS).filter(({ state }) => state !== 'voided')
    const standing = orders.filter(({ state }) => state === 'confirmed')
    const sum = (amounts: readonly { amount: number }[]) =>
      amounts.reduce((total, { amount }) => total + amount, 0)
    expect(sum(authorised.map(({ amount }) => amount))).toBe(sum(standing.map(({ total }) => total)))
  })

  test('orders come one after another, and before the lesson begins', () => {
    const times = orders.map(({ placedAt }) => placedAt)
    expect([...times].sort()).toEqual(times)
    expect(times.every((time) => time < '2026-01-05')).toBe(true)
  })

  test('there are eight people, one of them suspended', () => {
    const people = Object.values(SEEDED_CUSTOMERS)
    expect(people).toHaveLength(8)
    expect(people.filter(({ status }) => status === 'suspended').map(({ id }) => id)).toEqual(['carol'])
  })
})
