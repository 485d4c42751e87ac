import type { Call, Caller } from '../../http/call.ts'
import { GUEST } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { createInbox, type Inbox } from '../../http/events/inbox.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { Catalogue } from './ports.ts'
import { type Cart, type CartLine, PriceChange } from './schema.ts'
import type { CartRecord, CartTables } from './store.ts'

export interface CartOptions {
  store: Store<CartTables>
  newId: (kind: string, sequence: number) => string
  catalogue: Catalogue
  inbox: Inbox
}

/** Which version of the cart the caller wants to change: throws when it is not this one. */
export type Expects = (cart: Cart) => void

/** As many lines as an order can have. */
const MOST_LINES = 20

/** Keeps what people mean to buy. Knows books only by what it may ask of the catalogue. */
export function createCartDomain({ store, newId, catalogue, inbox }: CartOptions) {
  const handle = createInbox({ store, table: 'cartInbox', inbox })
  return {
    /** An empty cart of the caller's. */
    create(call: Call): Promise<Cart> {
      return store.transact(call, (tx) => {
        const id = newId('cart', tx.next('cart'))
        const cart = { id, customer: call.caller.customer, lines: {}, updatedAt: call.arrivedAt }
        tx.put('carts', id, cart)
        return shown(cart)
      })
    },

    /** A cart. Throws not-found, for somebody else's cart too. */
    read(id: string, call: Call): Promise<Cart> {
      return store.transact(call, (tx) => shown(found(tx, id, call)))
    },

    /** Sets how many copies of a book are in a cart. Throws not-found, cart-full, dependency-unavailable. */
    async put(
      id: string,
      { isbn, quantity }: Pick<CartLine, 'isbn' | 'quantity'>,
      expects: Expects,
      call: Call,
    ): Promise<{ cart: Cart; isNew: boolean }> {
      // Who asks for something that can not be need not wait for the catalogue.
      await store.transact(call, (tx) => expects(shown(found(tx, id, call))))
      const { title, price } = await catalogue.bookOf(isbn, call)
      return store.transact(call, (tx) => {
        const cart = found(tx, id, call)
        // Somebody else may have changed it while we asked.
        expects(shown(cart))
        const isNew = !Object.hasOwn(cart.lines, isbn)
        if (isNew && Object.keys(cart.lines).length >= MOST_LINES)
          throw new Problem('cart-full', `A cart holds ${MOST_LINES} different books. Take one out first.`)
        const lines = { ...cart.lines, [isbn]: { isbn, title, quantity, unitPrice: price } }
        return { cart: save(tx, { ...cart, lines }, call), isNew }
      })
    },

    /**
     * Hears that a book costs something else, and writes the new price into every cart that holds it, beside the one that
     * its owner saw. Throws invalid-content when the event can not be understood.
     */
    async hear(event: CloudEvent, call: Call): Promise<void> {
      const change = event.type === 'example.bookshop.price.changed' ? priceChangeIn(event.data) : undefined
      await handle(event, call, (tx) => {
        if (!change) return
        for (const cart of tx.list('carts')) {
          const line = cart.lines[change.isbn]
          if (line)
            tx.put('carts', cart.id, {
              ...cart,
              lines: { ...cart.lines, [line.isbn]: repriced(line, change) },
            })
        }
      })
    },

    /** Takes a book out of a cart, if it is in it. Throws not-found when there is no such cart. */
    delete(id: string, isbn: string, expects: Expects, call: Call): Promise<void> {
      return store.transact(call, (tx) => {
        const cart = found(tx, id, call)
        expects(shown(cart))
        const { [isbn]: gone, ...lines } = cart.lines
        if (gone) save(tx, { ...cart, lines }, call)
      })
    },
  }
}
export type CartDomain = ReturnType<typeof createCartDomain>

function priceChangeIn(data: unknown): PriceChange {
  const read = PriceChange.safeParse(data)
  if (read.success) return read.data
  throw new Problem('invalid-content', {
    detail: 'An event about a price needs isbn and price in its data.',
    errors: read.error.issues.map(({ path, message }) => ({
      pointer: `#/data${path.map((part) => `/${String(part)}`).join('')}`,
      detail: message,
    })),
  })
}

/** The line with the new price, and the one that was seen; back at that one, nothing has changed. */
function repriced({ previousPrice, ...line }: CartLine, { price }: PriceChange): CartLine {
  const seen = previousPrice ?? line.unitPrice
  const isAsSeen = seen.amount === price.amount
  return { ...line, unitPrice: price, ...(isAsSeen ? {} : { previousPrice: seen }) }
}

function found(tx: Transaction<CartTables>, id: string, { caller }: Call): CartRecord {
  const cart = tx.get('carts', id)
  if (!cart || !mayUse(cart, caller)) throw new Problem('not-found', `You have no cart ${id}.`)
  return cart
}

/** A guest's cart is for whoever knows its id; a customer's is for that customer. */
function mayUse({ customer }: CartRecord, caller: Caller): boolean {
  return customer === caller.customer || customer === GUEST.customer
}

/** Writes a cart. A guest's cart becomes the cart of the customer who signs in and goes on with it. */
function save(tx: Transaction<CartTables>, cart: CartRecord, { caller, arrivedAt }: Call): Cart {
  const saved = { ...cart, customer: caller.customer, updatedAt: arrivedAt }
  tx.put('carts', cart.id, saved)
  return shown(saved)
}

function shown({ id, customer, lines: kept, updatedAt }: CartRecord): Cart {
  const lines = Object.keys(kept)
    .sort()
    .flatMap((isbn) => kept[isbn] ?? [])
  const amount = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0)
  return { id, customer, lines, total: { amount, currency: 'EUR' }, updatedAt }
}
