import * as z from 'zod'
import { Isbn, Money } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'

export const Book = z
  .object({
    isbn: Isbn,
    title: z.string(),
    authors: z.array(z.string()),
    year: z.int().describe('Year of first publication.'),
    pages: z.int(),
    subjects: z.array(z.string()),
    price: Money,
  })
  .describe('A book in the catalogue.')
export type Book = z.infer<typeof Book>

export const BookSort = z
  .enum(['title', '-title', 'price', '-price', 'year', '-year'])
  .describe('The order; a minus sign turns it round.')
export type BookSort = z.infer<typeof BookSort>

export const BookQuery = z.object({
  q: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Words to look for in title, authors and subjects.'),
  sort: BookSort.default('title'),
  limit: z.coerce.number().int().min(1).max(50).default(10).describe('How many books a page has.'),
  cursor: z.string().max(500).optional().describe('Where to go on: `next` of an earlier page, unchanged.'),
})
export type BookQuery = z.infer<typeof BookQuery>

export const BookPage = z
  .object({
    items: z.array(Book),
    next: z.string().optional().describe('The cursor of the next page; absent on the last one.'),
  })
  .describe('One page of the catalogue.')

export const listBooks = operation({
  id: 'listBooks',
  method: 'GET',
  path: '/books',
  summary: 'List and search books',
  description:
    'Pages begin after a remembered place, so books that are added meanwhile make nobody skip or repeat one.',
  query: BookQuery,
  example: { query: { q: 'le guin', sort: 'price', limit: '2' } },
  answers: {
    200: {
      description: 'A page of books.',
      body: BookPage,
      fields: { link: 'First and next page (RFC 8288).' },
    },
  },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const readBook = operation({
  id: 'readBook',
  method: 'GET',
  path: '/books/{isbn}',
  summary: 'Read a book',
  params: z.object({ isbn: Isbn }),
  fields: { 'if-none-match': { description: 'The ETag of the copy that you have.', example: '"0"' } },
  example: { params: { isbn: '9780441478125' } },
  answers: {
    200: {
      description: 'The book.',
      body: Book,
      fields: { etag: 'Names this version of the representation.' },
    },
    304: { description: 'Your copy is still right.' },
  },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const RpcRequest = z.strictObject({
  jsonrpc: z.literal('2.0'),
  method: z.string(),
  params: z.unknown().optional(),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
})

/** Whatever is no call gets JSON-RPC's own error, not a problem document. */
export const RpcContent = z
  .union([RpcRequest, z.unknown()])
  .describe('A JSON-RPC 2.0 call. Other JSON is answered with the error -32600.')

export const RpcResponse = z
  .object({
    jsonrpc: z.literal('2.0'),
    result: z.unknown().optional(),
    error: z.object({ code: z.int(), message: z.string() }).optional(),
    id: z.union([z.string(), z.number(), z.null()]),
  })
  .describe('A JSON-RPC 2.0 response: a result or an error.')
export type RpcResponse = z.infer<typeof RpcResponse>

export const callProcedure = operation({
  id: 'callProcedure',
  method: 'POST',
  path: '/rpc',
  summary: 'Call a procedure (JSON-RPC 2.0)',
  description:
    'The same book in another style, for comparison: one address, the procedure is named in the content, and HTTP only carries it. `catalog.readBook` takes `{ isbn }`.',
  body: RpcContent,
  example: { body: { jsonrpc: '2.0', method: 'catalog.readBook', params: { isbn: '9780441478125' }, id: 1 } },
  answers: {
    200: {
      description: 'The call was understood as JSON-RPC; errors are in the content.',
      body: RpcResponse,
    },
    204: { description: 'A notification: a call without an id gets no answer.' },
  },
  problems: [
    'malformed-request',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'invalid-token',
  ],
})

/** Everything that catalog offers, in the order in which a reader would ask. */
export const catalogOperations = [listBooks, readBook, callProcedure] as const
