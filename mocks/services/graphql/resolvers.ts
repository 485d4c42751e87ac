import * as z from 'zod'
import type { Call } from '../../http/call.ts'
import { Isbn } from '../../http/formats.ts'
import { Problem } from '../../http/problem.ts'
import { changesOf } from './changes.ts'
import { type Loaders, nothing } from './loaders.ts'
import {
  type Book,
  type BookSort,
  type Cancellation,
  type Cart,
  Delivery,
  type GraphqlPorts,
  type Line,
  type NewOrder,
  type Order,
  type Page,
  type Recommendation,
} from './ports.ts'

export interface ResolverOptions {
  ports: GraphqlPorts
  load: Loaders
  call: Call
  /** Fires when nobody waits for the answer any more. */
  signal: AbortSignal
}

const SORTS: Readonly<Record<string, BookSort>> = {
  TITLE: 'title',
  TITLE_DESC: '-title',
  PRICE: 'price',
  PRICE_DESC: '-price',
  YEAR: 'year',
  YEAR_DESC: '-year',
}

const upTo = (most: number) => z.int().min(1, 'must be at least 1').max(most, `must be at most ${most}`)
const cursor = z.string().max(500, 'must be a cursor of an earlier page').nullish()
const PageArgs = z.object({ first: upTo(50).default(10), after: cursor })
const BookArgs = PageArgs.extend({
  q: z.string().trim().min(1, 'must say something').max(100, 'must have at most 100 characters').nullish(),
  sort: z.string(),
})
const RecommendationArgs = z.object({ first: upTo(10).default(3) })
const IdArgs = z.object({ id: z.string() })
const OrderArgs = z.object({
  order: z.object({
    lines: z.array(z.object({ isbn: z.string(), quantity: z.int() })),
    card: z.string(),
    expectedTotal: z.int().nullish(),
    delivery: Delivery.nullish(),
  }),
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7E](?:[\x20-\x7E]{0,198}[\x21-\x7E])?$/, 'must have 1 to 200 characters of ASCII'),
})

const STATES: Readonly<Record<string, Order['state']>> = {
  PENDING: 'pending',
  CONFIRMED: 'confirmed',
  CANCELLED: 'cancelled',
}
const ChangeArgs = IdArgs.extend({ from: z.string().nullish() })

/** What an id may be made of; nothing else was ever given out. */
const ID = /^[\w-]{1,100}$/

/**
 * What stands behind each field. An object of the answer has a value or a function for each of its fields; graphql-js
 * calls the functions of the fields that were asked for, and no others.
 */
export function createRoot({ ports, load, call, signal }: ResolverOptions) {
  const { catalogue, recommendations, orders, carts } = ports

  const book = (found: Book) => ({
    ...found,
    stock: () => load.stock(found.isbn),
    async recommendations(args: unknown) {
      const { first } = read(RecommendationArgs, args)
      return (await recommendations.recommend(found.isbn, first, call)).map(recommendation)
    },
  })
  const bookOf = async (isbn: string) => {
    const found = await load.book(isbn)
    return found && book(found)
  }
  const recommendation = ({ isbn, because, times }: Recommendation) => ({
    because,
    times,
    book: () => bookOf(isbn),
  })
  const line = (kept: Line) => ({ ...kept, book: () => bookOf(kept.isbn) })
  const order = (found: Order) => ({
    ...found,
    state: found.state.toUpperCase(),
    lines: found.lines.map(line),
  })
  const orderOf = async (id: string) => {
    const found = ID.test(id) ? await orders.read(id, call).catch(nothing) : null
    return found && order(found)
  }
  const cart = (found: Cart) => ({ ...found, lines: found.lines.map(line) })
  const cancellation = (made: Cancellation) => ({ ...made, order: () => orderOf(made.order) })

  return {
    async books(args: unknown) {
      const { first, after, q, sort } = read(BookArgs, args)
      const wanted = { q: q ?? undefined, sort: SORTS[sort] ?? 'title', limit: first }
      return connection(await catalogue.list({ ...wanted, cursor: after ?? undefined }, call), book)
    },
    async book(args: unknown) {
      const { isbn } = read(z.object({ isbn: z.string() }), args)
      return Isbn.safeParse(isbn).success ? bookOf(isbn) : null
    },
    order: (args: unknown) => orderOf(read(IdArgs, args).id),
    async cart(args: unknown) {
      const { id } = read(IdArgs, args)
      const found = ID.test(id) ? await carts.read(id, call).catch(nothing) : null
      return found && cart(found)
    },
    me: () => ({
      customer: call.caller.customer,
      async orders(args: unknown) {
        const { first, after } = read(PageArgs, args)
        return connection(await orders.list({ limit: first, cursor: after ?? undefined }, call), order)
      },
    }),
    async placeOrder(args: unknown) {
      const { order: wanted, idempotencyKey } = read(OrderArgs, args)
      return order(await orders.place(asSent(wanted), idempotencyKey, call))
    },
    async cancelOrder(args: unknown) {
      const { id } = read(IdArgs, args)
      if (!ID.test(id)) throw new Problem('not-found', `You have no order ${id}.`)
      return cancellation(await orders.cancel(id, call))
    },
    /** A subscription brings the roots of its events: each is answered like a request of its own. */
    async orderChanged(args: unknown) {
      const { id, from } = read(ChangeArgs, args)
      if (!ID.test(id)) throw new Problem('not-found', `You have no order ${id}.`)
      const changes = await changesOf({ id, known: STATES[from ?? ''] }, { orders, call, signal })
      return mapped(changes, (found) => ({ orderChanged: order(found) }))
    },
  }
}

async function* mapped<T, R>(items: AsyncIterable<T>, show: (item: T) => R): AsyncGenerator<R> {
  for await (const item of items) yield show(item)
}

/** A page as a connection: its items, and where the list goes on. */
function connection<T, R>({ items, next }: Page<T>, show: (item: T) => R) {
  return {
    nodes: items.map(show),
    pageInfo: { hasNextPage: next !== undefined, endCursor: next ?? null },
  }
}

/** An order as orders reads it. */
function asSent({ lines, card, expectedTotal, delivery }: z.output<typeof OrderArgs>['order']): NewOrder {
  return {
    lines: lines.map(({ isbn, quantity }) => ({ isbn, quantity })),
    payment: { card },
    ...(expectedTotal == null ? {} : { expectedTotal: { amount: expectedTotal, currency: 'EUR' } }),
    ...(delivery == null ? {} : { delivery }),
  }
}

/** The arguments of a field. The types are right by now; what they may hold is said here. Throws invalid-parameter. */
function read<T extends z.ZodType>(schema: T, args: unknown): z.output<T> {
  const given = schema.safeParse(args)
  if (given.success) return given.data
  const errors = given.error.issues.map(({ path, message }) => ({
    parameter: path.join('.'),
    detail: message,
  }))
  throw new Problem('invalid-parameter', {
    detail: `An argument is wrong: ${errors.map(({ parameter, detail }) => `${parameter} ${detail}`).join(', ')}.`,
    errors,
  })
}
