import * as z from 'zod'
import { hearing } from '../../http/events/hearing.ts'
import { Isbn, Money, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'
import { EXAMPLE_EVENT } from './seed.ts'

export const CartLine = z
  .object({
    isbn: Isbn,
    title: z.string(),
    quantity: z.int(),
    unitPrice: Money.describe('What it costs, as far as the cart has heard; the order asks again.'),
    previousPrice: Money.optional().describe(
      'What it cost when you put it in; only where that is not what it costs now. Putting it in again accepts the new price.',
    ),
  })
  .describe('A book in a cart.')
export type CartLine = z.infer<typeof CartLine>

export const Cart = z
  .object({
    id: z.string().describe('Opaque, and not to be guessed: whoever knows a guest cart may use it.'),
    customer: z.string(),
    lines: z.array(CartLine).describe('In the order of their ISBNs.'),
    total: Money,
    updatedAt: Timestamp,
  })
  .describe('What somebody means to buy.')
export type Cart = z.infer<typeof Cart>

export const Quantity = z
  .strictObject({
    quantity: z.int('must be a whole number').min(1, 'must be at least 1').max(20, 'must be at most 20'),
  })
  .describe('How many copies; to have none, delete the item.')

/** What cart reads of an event about a price. More may come, and is ignored. */
export const PriceChange = z.object({ isbn: Isbn, price: Money })
export type PriceChange = z.infer<typeof PriceChange>

export const hearEvent = hearing('cart', EXAMPLE_EVENT)

const cartPath = z.object({ id: z.string() })
const itemPath = cartPath.extend({ isbn: Isbn })
const READS = { scope: 'orders:read' } as const
const WRITES = { scope: 'orders:write' } as const
const ifMatch = {
  'if-match': {
    description:
      'The ETag of the cart as you saw it. If it has changed since, the answer is 412 and nothing happens.',
    example: '*',
  },
}
const tag = { etag: 'Names this version of the cart; its items share it.' }

export const createCart = operation({
  id: 'createCart',
  method: 'POST',
  path: '/carts',
  summary: 'Take an empty cart',
  description: 'The request has no content.',
  needs: WRITES,
  example: {},
  answers: { 201: { description: 'The cart.', body: Cart, fields: { location: 'The cart.' } } },
  problems: ['not-acceptable', 'invalid-token'],
})

export const readCart = operation({
  id: 'readCart',
  method: 'GET',
  path: '/carts/{id}',
  summary: 'Read a cart',
  description:
    "Somebody else's cart is answered like one that does not exist, so that ids can not be tried out.",
  params: cartPath,
  fields: { 'if-none-match': { description: 'The ETag of the copy that you have.', example: '"0"' } },
  needs: READS,
  example: { params: { id: 'seeded-cart' } },
  answers: {
    200: { description: 'The cart.', body: Cart, fields: tag },
    304: { description: 'Your copy is still right.' },
  },
  problems: ['not-found', 'precondition-failed', 'not-acceptable', 'invalid-token'],
})

export const readItem = operation({
  id: 'readItem',
  method: 'GET',
  path: '/carts/{id}/items/{isbn}',
  summary: 'Read one item of a cart',
  params: itemPath,
  needs: READS,
  example: { params: { id: 'seeded-cart', isbn: '9780441478125' } },
  answers: { 200: { description: 'The item.', body: CartLine, fields: tag } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const putItem = operation({
  id: 'putItem',
  method: 'PUT',
  path: '/carts/{id}/items/{isbn}',
  summary: 'Have so many copies of a book in a cart',
  description:
    'Idempotent: it says how many there shall be, not how many more. Title and price are looked up. The answer is the cart.',
  params: itemPath,
  fields: ifMatch,
  body: Quantity,
  needs: WRITES,
  example: { params: { id: 'seeded-cart', isbn: '9780547928227' }, body: { quantity: 2 } },
  answers: {
    200: {
      description: 'The cart, with another quantity.',
      body: Cart,
      fields: { 'content-location': 'The cart.' },
    },
    201: {
      description: 'The cart, with a new item.',
      body: Cart,
      fields: { location: 'The item.', 'content-location': 'The cart.' },
    },
  },
  problems: [
    'malformed-request',
    'invalid-content',
    'not-found',
    'cart-full',
    'precondition-failed',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'invalid-token',
    'dependency-unavailable',
  ],
})

export const deleteItem = operation({
  id: 'deleteItem',
  method: 'DELETE',
  path: '/carts/{id}/items/{isbn}',
  summary: 'Take a book out of a cart',
  description: 'Idempotent: what is not in it stays out of it.',
  params: itemPath,
  fields: ifMatch,
  needs: WRITES,
  example: { params: { id: 'seeded-cart', isbn: '9780441478125' } },
  answers: { 204: { description: 'It is not in the cart.' } },
  problems: ['not-found', 'precondition-failed', 'invalid-token'],
})

/** Everything that cart offers, in the order in which a reader would ask. */
export const cartOperations = [createCart, readCart, readItem, putItem, deleteItem, hearEvent] as const
/** Those for clients. */
export const publicCartOperations = [createCart, readCart, readItem, putItem, deleteItem] as const
