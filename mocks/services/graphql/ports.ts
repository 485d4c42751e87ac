import * as z from 'zod'
import type { Call } from '../../http/call.ts'
import { Isbn, Money, Timestamp } from '../../http/formats.ts'

// What the edge reads of other services' answers, and no more: they may add fields without asking.

export const Book = z.object({
  isbn: Isbn,
  title: z.string(),
  authors: z.array(z.string()),
  year: z.int(),
  pages: z.int(),
  subjects: z.array(z.string()),
  price: Money,
})
export type Book = z.infer<typeof Book>

export const Stock = z.object({ isbn: Isbn, onHand: z.int(), reserved: z.int(), available: z.int() })
export type Stock = z.infer<typeof Stock>

export const Recommendation = z.object({ isbn: Isbn, because: z.string(), times: z.int() })
export type Recommendation = z.infer<typeof Recommendation>

const Line = z.object({ isbn: Isbn, title: z.string(), quantity: z.int(), unitPrice: Money })
export type Line = z.infer<typeof Line>

export const Delivery = z.object({
  recipient: z.string(),
  address: z.object({ street: z.string(), postcode: z.string(), city: z.string(), country: z.string() }),
})

export const Order = z.object({
  id: z.string(),
  customer: z.string(),
  state: z.enum(['pending', 'confirmed', 'cancelled']),
  lines: z.array(Line),
  total: Money,
  delivery: Delivery.optional(),
  placedAt: Timestamp,
})
export type Order = z.infer<typeof Order>

export const Cancellation = z.object({ order: z.string(), refunded: Money, cancelledAt: Timestamp })
export type Cancellation = z.infer<typeof Cancellation>

export const Cart = z.object({ id: z.string(), lines: z.array(Line), total: Money, updatedAt: Timestamp })
export type Cart = z.infer<typeof Cart>

/** One page of a list, and where it goes on. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string | undefined
}

export type BookSort = 'title' | '-title' | 'price' | '-price' | 'year' | '-year'

export interface BookSearch {
  readonly q?: string | undefined
  readonly sort: BookSort
  readonly limit: number
  readonly cursor?: string | undefined
}

/** What somebody wants to order. Orders decides whether it is an order. */
export interface NewOrder {
  readonly lines: readonly { readonly isbn: string; readonly quantity: number }[]
  readonly payment: { readonly card: string }
  readonly expectedTotal?: Money
  readonly delivery?: z.infer<typeof Delivery>
}

export interface Catalogue {
  list(search: BookSearch, call: Call): Promise<Page<Book>>
  /** One book. Throws not-found. */
  bookOf(isbn: string, call: Call): Promise<Book>
  /** Those of these books that there are, in any order; 50 may be asked for at once. */
  booksOf(isbns: readonly string[], call: Call): Promise<readonly Book[]>
}

export interface Inventory {
  /** The stock of one book. Throws not-found. */
  stockOf(isbn: string, call: Call): Promise<Stock>
  /** The stock of those of these books that there are, in any order; 50 may be asked for at once. */
  stocksOf(isbns: readonly string[], call: Call): Promise<readonly Stock[]>
}

export interface Recommendations {
  /** What goes with a book, best first. */
  recommend(isbn: string, limit: number, call: Call): Promise<readonly Recommendation[]>
}

/** Says when something became of an order. */
export interface Watch {
  /** True when there is something new; false when it is over. Rejects when nobody can tell any more. */
  next(): Promise<boolean>
  /** Nobody listens any more. */
  cancel(): void
}

export interface Orders {
  /** One order of the caller's. Throws not-found. */
  read(id: string, call: Call): Promise<Order>
  list(page: { limit: number; cursor?: string | undefined }, call: Call): Promise<Page<Order>>
  /** Places an order once per key. Throws whatever kept it from being placed. */
  place(order: NewOrder, key: string, call: Call): Promise<Order>
  /** Watches an order of the caller's for a minute. Throws not-found. */
  watch(id: string, call: Call): Promise<Watch>
  /** Throws not-found, order-state. */
  cancel(id: string, call: Call): Promise<Cancellation>
}

export interface Carts {
  /** A cart of the caller's. Throws not-found. */
  read(id: string, call: Call): Promise<Cart>
}

export interface GraphqlPorts {
  catalogue: Catalogue
  inventory: Inventory
  recommendations: Recommendations
  orders: Orders
  carts: Carts
}
