import * as z from 'zod'
import { createClient, type Send } from '../../http/client.ts'
import {
  Book,
  Cancellation,
  Cart,
  type Carts,
  type Catalogue,
  type Inventory,
  Order,
  type Orders,
  Recommendation,
  type Recommendations,
  Stock,
} from './ports.ts'

import { watchOver } from './watching.ts'

export interface Remote {
  origin: string
  send: Send
}

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const page = <T extends z.ZodType>(item: T) => items(item).extend({ next: z.string().optional() })

/** A path with those of the parameters that are given. */
function withQuery(path: string, parameters: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `${path}?${new URLSearchParams(given)}`
}

/** The catalogue behind HTTP. */
export function catalogueOver(remote: Remote): Catalogue {
  const ask = createClient({ service: 'catalog', ...remote })
  return {
    list: ({ q, sort, limit, cursor }, call) =>
      ask({ method: 'GET', path: withQuery('/books', { q, sort, limit, cursor }), reads: page(Book) }, call),
    bookOf: (isbn, call) => ask({ method: 'GET', path: `/books/${isbn}`, reads: Book }, call),
    async booksOf(isbns, call) {
      const path = `/books?isbn=${isbns.join(',')}&limit=${isbns.length}`
      return (await ask({ method: 'GET', path, reads: items(Book) }, call)).items
    },
  }
}

/** Inventory behind HTTP. */
export function inventoryOver(remote: Remote): Inventory {
  const ask = createClient({ service: 'inventory', ...remote })
  return {
    stockOf: (isbn, call) => ask({ method: 'GET', path: `/stock/${isbn}`, reads: Stock }, call),
    async stocksOf(isbns, call) {
      const path = `/stock?isbn=${isbns.join(',')}`
      return (await ask({ method: 'GET', path, reads: items(Stock) }, call)).items
    },
  }
}

/** Recommendations behind HTTP. */
export function recommendationsOver(remote: Remote): Recommendations {
  const ask = createClient({ service: 'recommendations', ...remote })
  return {
    async recommend(isbn, limit, call) {
      const path = withQuery('/recommendations', { isbn, limit })
      return (await ask({ method: 'GET', path, reads: items(Recommendation) }, call)).items
    },
  }
}

/** Orders behind HTTP. */
export function ordersOver(remote: Remote): Orders {
  const ask = createClient({ service: 'orders', ...remote })
  return {
    read: (id, call) => ask({ method: 'GET', path: `/orders/${id}`, reads: Order }, call),
    list: (wanted, call) =>
      ask({ method: 'GET', path: withQuery('/orders', wanted), reads: page(Order) }, call),
    place: (order, key, call) =>
      ask(
        {
          method: 'POST',
          path: '/orders',
          body: order,
          fields: { 'idempotency-key': `"${key}"` },
          reads: Order,
        },
        call,
      ),
    watch: (id, call) => watchOver(remote, id, call),
    cancel: (id, call) =>
      ask({ method: 'PUT', path: `/orders/${id}/cancellation`, reads: Cancellation }, call),
  }
}

/** Carts behind HTTP. */
export function cartsOver(remote: Remote): Carts {
  const ask = createClient({ service: 'cart', ...remote })
  return { read: (id, call) => ask({ method: 'GET', path: `/carts/${id}`, reads: Cart }, call) }
}
