import * as z from 'zod'
import { Isbn, Money, Timestamp } from '../../http/formats.ts'
import type { Needs } from '../../http/needs.ts'
import { operation } from '../../http/operation.ts'
import { JsonPatch } from '../../http/patch.ts'

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

export const BookField = Book.keyof()
export type BookField = z.infer<typeof BookField>
const FIELDS = BookField.options.join('|')

const words = z.string().trim().min(1).max(100)
const cursor = z.string().max(500)

/** ISBNs with commas between them, as an address carries a list. */
const Isbns = z
  .string()
  .max(50 * 14)
  .transform((list) => list.split(','))
  .pipe(z.array(Isbn).min(1).max(50))

export const BookQuery = z.object({
  q: words.optional().describe('Words to look for in title, authors and subjects.'),
  isbn: Isbns.optional().describe(
    'Only these books, such as `9780441478125,9780441013593`; at most 50. Those that there are not are left out.',
  ),
  sort: BookSort.default('title'),
  limit: z.coerce.number().int().min(1).max(50).default(10).describe('How many books a page has.'),
  fields: z
    .string()
    .max(100)
    .regex(
      new RegExp(`^(${FIELDS})(,(${FIELDS}))*$`),
      `is a list of field names with commas between them, out of ${BookField.options.join(', ')}`,
    )
    .transform((names) => names.split(',').flatMap((name) => BookField.safeParse(name).data ?? []))
    .optional()
    .describe('The fields that you need, such as `isbn,title`; all if left out.'),
  cursor: cursor.optional().describe('Where to go on: `next` or `prev` of an earlier page, unchanged.'),
})
export type BookQuery = z.infer<typeof BookQuery>

/** A search that says more than fits into an address, as the content of a QUERY. */
export const BookSearch = z
  .strictObject({
    q: words.optional().describe('Words to look for in title, authors and subjects.'),
    subjects: z.array(words).min(1).max(20).optional().describe('The book has at least one of these.'),
    years: z
      .strictObject({ from: z.int().optional(), to: z.int().optional() })
      .optional()
      .describe('Years of first publication, both included.'),
    priceUpTo: Money.strict().optional(),
    sort: BookSort.default('title'),
    limit: z.int().min(1).max(50).default(10),
    fields: z.array(BookField).min(1).max(BookField.options.length).optional(),
    cursor: cursor.optional().describe('`next` or `prev` of an earlier page of the same search.'),
  })
  .describe('Which books, in which order, and what of them.')
export type BookSearch = z.infer<typeof BookSearch>

const pageFields = {
  next: z.string().optional().describe('The cursor of the next page; absent on the last one.'),
  prev: z.string().optional().describe('The cursor of the page before; absent on the first one.'),
}
export const BookPage = z
  .object({ items: z.array(Book), ...pageFields })
  .describe('One page of the catalogue.')
export const SparseBookPage = z
  .object({ items: z.array(Book.partial()), ...pageFields })
  .describe('One page of the catalogue, with the fields that were asked for.')

/** What a list of books can be had as; JSON for whoever does not mind. */
export const LIST_TYPES = [
  'application/json',
  'text/csv; charset=utf-8; header=present',
  'text/html; charset=utf-8',
] as const

export const listBooks = operation({
  id: 'listBooks',
  method: 'GET',
  path: '/books',
  summary: 'List and search books',
  description:
    'Pages begin after a remembered place, so books that are added meanwhile make nobody skip or repeat one. The same list can be had as JSON, as a table, and as a document in English or German.',
  query: BookQuery,
  fields: {
    accept: { description: 'The format that you prefer; JSON without it.', example: 'application/json' },
    'accept-language': { description: 'The language that you prefer for a document.', example: 'en' },
    'if-none-match': { description: 'The ETag of the page that you have.', example: '"0"' },
  },
  example: { query: { q: 'le guin', sort: 'price', limit: '2' } },
  answers: {
    200: {
      description: 'A page of books.',
      type: LIST_TYPES,
      body: z.union([BookPage, SparseBookPage]),
      fields: {
        vary: 'What decided on the format, and on the language where there are several.',
        link: 'First, next and previous page (RFC 8288).',
        etag: 'Names this version of this representation of the page.',
      },
    },
    304: { description: 'Your copy is still right.' },
  },
  problems: ['invalid-parameter', 'not-acceptable', 'precondition-failed'],
})

export const queryBooks = operation({
  id: 'queryBooks',
  method: 'QUERY',
  path: '/books',
  summary: 'Search books with a query as content',
  description:
    'Safe and idempotent like GET, with content like POST (the QUERY method, RFC 10008). Caches and retries may treat it as what it is: a question.',
  body: BookSearch,
  example: {
    body: { subjects: ['science fiction'], years: { to: 1970 }, sort: 'year', fields: ['title', 'year'] },
  },
  answers: {
    200: { description: 'A page of books.', body: z.union([BookPage, SparseBookPage]) },
  },
  problems: [
    'malformed-request',
    'invalid-parameter',
    'not-acceptable',
    'content-too-large',
    'unsupported-media-type',
    'invalid-content',
  ],
})

const bookPath = z.object({ isbn: Isbn })

export const readBook = operation({
  id: 'readBook',
  method: 'GET',
  path: '/books/{isbn}',
  summary: 'Read a book',
  params: bookPath,
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
  problems: ['not-found', 'not-acceptable', 'precondition-failed'],
})

export const PriceV1 = z
  .object({ isbn: Isbn, cents: z.int() })
  .describe('A price as the first clients read it: a bare number of euro cents.')

export const readPrice = operation({
  id: 'readPrice',
  method: 'GET',
  path: '/books/{isbn}/price',
  summary: 'Read the price of a book in cents',
  description: 'On its way out: a number without a currency. Read `price` of the book instead.',
  deprecated: {
    since: '2025-10-01T00:00:00Z',
    sunset: '2027-10-01T00:00:00Z',
    successor: '/books/{isbn}',
  },
  params: bookPath,
  example: { params: { isbn: '9780441478125' } },
  answers: { 200: { description: 'The price.', body: PriceV1 } },
  problems: ['not-found', 'not-acceptable'],
})

/** A book as whoever keeps the catalogue writes it. */
export const BookContent = z
  .strictObject({
    isbn: Isbn,
    title: z.string().trim().min(1).max(200),
    authors: z.array(words).min(1).max(10),
    year: z.int().min(-3000).max(2100).describe('Year of first publication.'),
    pages: z.int().min(1).max(20_000),
    subjects: z.array(words).max(20),
    price: Money.extend({ amount: z.int().min(0).max(1_000_000) }).strict(),
  })
  .describe('A book, complete.')
export type BookContent = z.infer<typeof BookContent>

const { isbn: _, ...changeable } = BookContent.shape

/** Every field may be left out, and `null` would remove one: the result has to be a whole book again. */
export const BookMergePatch = z
  .strictObject({
    title: changeable.title.nullable(),
    authors: changeable.authors.nullable(),
    year: changeable.year.nullable(),
    pages: changeable.pages.nullable(),
    subjects: changeable.subjects.nullable(),
    price: changeable.price.partial().nullable(),
  })
  .partial()
  .describe('The fields that shall change (RFC 7396).')

/** Writes need somebody who may change the catalogue. */
const KEEPER: Needs = { token: true, scope: 'catalog:write' }

const IF_MATCH = {
  'if-match': {
    description:
      'The ETag of the version that you change. Without it, somebody else’s change could get lost.',
    required: true,
    example: '*',
  },
}
const PREFER = {
  prefer: {
    description: '`return=minimal` leaves the content out of the answer (RFC 7240).',
    example: 'return=minimal',
  },
}
const WRITING = [
  'malformed-request',
  'not-acceptable',
  'content-too-large',
  'unsupported-media-type',
  'invalid-content',
] as const

export const EARTHSEA: BookContent = {
  isbn: '9780689845345',
  title: 'The Tombs of Atuan',
  authors: ['Ursula K. Le Guin'],
  year: 1971,
  pages: 180,
  subjects: ['fantasy'],
  price: { amount: 999, currency: 'EUR' },
}

export const addBook = operation({
  id: 'addBook',
  method: 'POST',
  path: '/books',
  summary: 'Add a book',
  needs: KEEPER,
  fields: PREFER,
  body: BookContent,
  example: { body: EARTHSEA },
  answers: {
    201: {
      description: 'The book is in the catalogue.',
      body: Book,
      fields: { location: 'The book.', etag: 'Names this version of it.' },
    },
  },
  problems: [...WRITING, 'book-exists'],
})

export const putBook = operation({
  id: 'putBook',
  method: 'PUT',
  path: '/books/{isbn}',
  summary: 'Put a book in its place',
  description:
    'Replaces the book that `If-Match` names, or with `If-None-Match: *` puts a new one where none is. Doing it twice is doing it once.',
  needs: KEEPER,
  params: bookPath,
  fields: {
    ...IF_MATCH,
    ...PREFER,
  },
  body: BookContent,
  example: {
    params: { isbn: '9780441478125' },
    body: {
      isbn: '9780441478125',
      title: 'The Left Hand of Darkness',
      authors: ['Ursula K. Le Guin'],
      year: 1969,
      pages: 304,
      subjects: ['science fiction', 'classic'],
      price: { amount: 1199, currency: 'EUR' },
    },
  },
  answers: {
    200: { description: 'The book is replaced.', body: Book, fields: { etag: 'Names this version of it.' } },
    201: {
      description: 'The book is new.',
      body: Book,
      fields: { location: 'The book.', etag: 'Names this version of it.' },
    },
    204: { description: 'The book is replaced; you prefer to hear no more (`return=minimal`).' },
  },
  problems: [...WRITING, 'not-found', 'precondition-failed', 'precondition-required'],
})

export const patchBook = operation({
  id: 'patchBook',
  method: 'PATCH',
  path: '/books/{isbn}',
  summary: 'Change a book in part',
  description:
    'In two formats: a merge patch shows what the result looks like, a JSON Patch says what to do, and can test first.',
  needs: KEEPER,
  params: bookPath,
  fields: { ...IF_MATCH, ...PREFER },
  mediaType: 'application/merge-patch+json',
  body: z.union([BookMergePatch, JsonPatch]),
  otherBodies: {
    'application/merge-patch+json': BookMergePatch,
    'application/json-patch+json': JsonPatch,
  },
  otherExamples: {
    'application/merge-patch+json': { price: { amount: 1199 } },
    'application/json-patch+json': [
      { op: 'test', path: '/price/amount', value: 1099 },
      { op: 'replace', path: '/price/amount', value: 1199 },
    ],
  },
  example: { params: { isbn: '9780441478125' }, body: { price: { amount: 1199 } } },
  answers: {
    200: { description: 'The book is changed.', body: Book, fields: { etag: 'Names this version of it.' } },
    204: { description: 'The book is changed; you prefer to hear no more (`return=minimal`).' },
  },
  problems: [...WRITING, 'not-found', 'patch-conflict', 'precondition-failed', 'precondition-required'],
})

export const removeBook = operation({
  id: 'removeBook',
  method: 'DELETE',
  path: '/books/{isbn}',
  summary: 'Remove a book',
  needs: KEEPER,
  params: bookPath,
  fields: IF_MATCH,
  example: { params: { isbn: '9780140448061' } },
  answers: { 204: { description: 'The book is gone.' } },
  problems: ['not-found', 'precondition-failed', 'precondition-required'],
})

export const Import = z
  .object({
    id: z.string().describe('Opaque: do not build or parse it.'),
    state: z.enum(['waiting', 'running', 'completed']),
    total: z.int().describe('How many books were sent.'),
    done: z.int().describe('How many of them have been looked at.'),
    startedAt: Timestamp,
    report: z.string().optional().describe('Where the report is, once the import is completed.'),
  })
  .describe('An import of many books: work that goes on after the answer.')
export type Import = z.infer<typeof Import>

export const NewImport = z
  .strictObject({
    books: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .max(500)
      .describe(
        'Books as `POST /books` takes them. Each is looked at on its own: one that is wrong stops none of the others.',
      ),
  })
  .describe('Books to take over.')
export type NewImport = z.infer<typeof NewImport>

export const startImport = operation({
  id: 'startImport',
  method: 'POST',
  path: '/imports',
  summary: 'Import many books',
  description:
    'Answers 202 at once and works on. With `Prefer: wait=10` it waits up to that many seconds, and answers 201 if the work is done by then (RFC 7240).',
  needs: KEEPER,
  fields: {
    prefer: { description: '`respond-async`, `wait=<seconds>` (RFC 7240).', example: 'respond-async' },
  },
  body: NewImport,
  maxBytes: 500_000,
  example: { body: { books: [EARTHSEA, { ...EARTHSEA, isbn: 'not an ISBN' }] } },
  answers: {
    201: { description: 'The import is completed.', body: Import, fields: { location: 'The import.' } },
    202: {
      description: 'The import is accepted. Look where `Location` says.',
      body: Import,
      fields: { location: 'The import.', 'retry-after': 'When to look, in seconds.' },
    },
  },
  problems: WRITING,
})

const importPath = z.object({ id: z.string().max(100) })

export const readImport = operation({
  id: 'readImport',
  method: 'GET',
  path: '/imports/{id}',
  summary: 'Look how far an import is',
  needs: KEEPER,
  params: importPath,
  example: { params: { id: 'seeded-1' } },
  answers: { 200: { description: 'The import.', body: Import } },
  problems: ['not-found', 'not-acceptable'],
})

export const readImportReport = operation({
  id: 'readImportReport',
  method: 'GET',
  path: '/imports/{id}/report',
  summary: 'Read what became of each book of an import',
  description: 'One line for each book (RFC 4180). Parts can be had with `Range`.',
  needs: KEEPER,
  params: importPath,
  fields: {
    range: { description: 'The part that you want (RFC 9110 §14).', example: 'bytes=0-99' },
    'if-none-match': { description: 'The ETag of the copy that you have.', example: '"0"' },
  },
  example: { params: { id: 'seeded-1' } },
  answers: {
    200: {
      description: 'The report.',
      type: 'text/csv; charset=utf-8; header=present',
      body: z.string(),
      fields: { etag: 'Names this version of it.', 'accept-ranges': 'That parts can be had.' },
    },
    206: {
      description: 'The part that you asked for.',
      type: 'text/csv; charset=utf-8; header=present',
      body: z.string(),
      fields: { 'content-range': 'Which part, of how much.' },
    },
    304: { description: 'Your copy is still right.' },
  },
  problems: ['not-found', 'not-acceptable', 'range-not-satisfiable', 'precondition-failed'],
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

const SOAP = 'application/soap+xml; charset=utf-8'

export const callSoap = operation({
  id: 'callSoap',
  method: 'POST',
  path: '/soap',
  summary: 'Call an operation (SOAP 1.2)',
  description:
    'The same book once more, as an envelope: `ReadBook` with an `isbn`. What goes wrong is a Fault in the envelope, with the status that the HTTP binding of SOAP 1.2 gives it.',
  mediaType: 'application/soap+xml',
  body: z.string(),
  example: {
    body: '<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><ReadBook xmlns="https://api.bookshop.example/soap"><isbn>9780441478125</isbn></ReadBook></env:Body></env:Envelope>',
  },
  answers: {
    200: { description: 'The book, in an envelope.', type: SOAP, body: z.string() },
    400: { description: 'A Fault: the sender made a mistake.', type: SOAP, body: z.string() },
    500: {
      description: 'A Fault: another version of SOAP, or a header that must be understood and is not.',
      type: SOAP,
      body: z.string(),
    },
  },
  problems: ['malformed-request', 'content-too-large', 'unsupported-media-type', 'not-acceptable'],
})

export const describeSoap = operation({
  id: 'describeSoap',
  method: 'GET',
  path: '/soap',
  summary: 'Read the description of the SOAP operation (WSDL 1.1)',
  query: z.object({ wsdl: z.literal('').describe('Ask for `/soap?wsdl`.') }),
  example: { query: { wsdl: '' } },
  answers: {
    200: { description: 'The description.', type: 'text/xml; charset=utf-8', body: z.string() },
  },
  problems: ['invalid-parameter', 'not-acceptable'],
})

/** Everything that catalog offers, in the order in which a reader would ask. */
export const catalogOperations = [
  listBooks,
  readBook,
  queryBooks,
  readPrice,
  addBook,
  putBook,
  patchBook,
  removeBook,
  startImport,
  readImport,
  readImportReport,
  callProcedure,
  describeSoap,
  callSoap,
] as const
