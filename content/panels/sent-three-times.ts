import * as z from 'zod'
import { ordersBy, recordAfter, statusesOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, placeOrder, type Request } from '../scenarios/requests.ts'
import { TOKEN } from '../scenarios/tokens.ts'
import type { PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'
const THE_BOOK = BOOK.theLeftHandOfDarkness
/** A book that nobody has ordered. */
const THE_ODYSSEY = '9780140448061'
const CART = `${API}/carts/seeded-cart`

const asKeeper = { authorization: `Bearer ${TOKEN.keeperOfTheCatalogue}`, 'if-match': '*' }
const patch = (format: string, document: unknown): Request => ({
  method: 'PATCH',
  url: `${API}/books/${THE_BOOK}`,
  headers: { ...asKeeper, 'content-type': `application/${format}` },
  body: JSON.stringify(document),
})

/** One operation: its request, and what it is about, as that stands after an exchange. */
interface Subject {
  readonly request: Request
  readonly stands: (run: FinishedRun, exchange: number) => string
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  get: { request: { method: 'GET', url: `${API}/books/${THE_BOOK}` }, stands: bookOf(THE_BOOK) },
  put: {
    request: {
      method: 'PUT',
      url: `${CART}/items/9780547928227`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ quantity: 2 }),
    },
    stands: cart,
  },
  'delete-item': { request: { method: 'DELETE', url: `${CART}/items/${THE_BOOK}` }, stands: cart },
  'delete-book': {
    request: { method: 'DELETE', url: `${API}/books/${THE_ODYSSEY}`, headers: asKeeper },
    stands: bookOf(THE_ODYSSEY),
  },
  post: { request: placeOrder(undefined), stands: orders },
  'post-with-key': { request: placeOrder('one-order'), stands: orders },
  'patch-add': {
    request: patch('json-patch+json', [{ op: 'add', path: '/subjects/-', value: 'classic' }]),
    stands: bookOf(THE_BOOK),
  },
  'patch-set': {
    request: patch('merge-patch+json', { price: { amount: 1199 } }),
    stands: bookOf(THE_BOOK),
  },
}

const Book = z.object({ subjects: z.array(z.string()), price: z.object({ amount: z.number() }) })
const Cart = z.object({ lines: z.record(z.string(), z.object({ title: z.string(), quantity: z.number() })) })

function bookOf(isbn: string) {
  return (run: FinishedRun, exchange: number): string => {
    const record = recordAfter(run, exchange, { party: 'catalog', table: 'books', key: isbn })
    if (record === undefined) return 'no such book'
    const { subjects, price } = Book.parse(record)
    return `${subjects.join(', ')}; ${(price.amount / 100).toFixed(2)} EUR`
  }
}

function cart(run: FinishedRun, exchange: number): string {
  const record = recordAfter(run, exchange, { party: 'cart', table: 'carts', key: 'seeded-cart' })
  return Object.values(Cart.parse(record).lines)
    .map(({ title, quantity }) => `${quantity} × ${title}`)
    .join(', ')
}

function orders(run: FinishedRun, exchange: number): string {
  const placed = ordersBy(run, exchange)
  return placed === 1 ? '1 order' : `${placed} orders`
}

const subjectOf = (method = 'get'): Subject => {
  const subject = SUBJECTS[method]
  if (!subject) throw new Error(`The panel has no operation "${method}".`)
  return subject
}

/** How many of the messages after the first left something else behind than they found. */
function repeatsThatChange(run: FinishedRun, method: string | undefined): number {
  const { stands } = subjectOf(method)
  const after = run.exchanges.map((_, exchange) => stands(run, exchange))
  return after.filter((state, exchange) => exchange > 0 && state !== after[exchange - 1]).length
}

/** The same message once, or three times: which methods make the difference? */
export const panel: PanelInput = {
  id: 'sent-three-times',
  title: 'The same message, three times',
  invites:
    'Choose an operation, then send its message three times instead of once. Watch what the repeats change, and what they answer.',
  controls: [
    {
      id: 'method',
      legend: 'Operation',
      options: [
        { value: 'get', label: 'GET a book' },
        { value: 'put', label: 'PUT a cart item' },
        { value: 'delete-item', label: 'DELETE a cart item' },
        { value: 'delete-book', label: 'DELETE a book' },
        { value: 'post', label: 'POST an order' },
        { value: 'post-with-key', label: 'POST an order, with a key' },
        { value: 'patch-add', label: 'PATCH: add a subject' },
        { value: 'patch-set', label: 'PATCH: set the price' },
      ],
    },
    {
      id: 'times',
      legend: 'Sent',
      options: [
        { value: 'once', label: 'Once' },
        { value: 'three-times', label: '3 times' },
      ],
    },
  ],
  scenario: ({ method, times }) => {
    const { request } = subjectOf(method)
    return {
      v: 1,
      settings: { idempotencyKey: 'optional' },
      workload: times === 'once' ? [request] : [request, request, request],
    }
  },
  shows: ['messages'],
  figures: [
    { label: 'Statuses, in order', evidence: 'observed', reads: statusesOf },
    {
      label: 'Repeats that changed something',
      evidence: 'observed',
      reads: (run, { method }) => repeatsThatChange(run, method),
    },
    {
      label: 'What is there afterwards',
      evidence: 'observed',
      reads: (run, { method }) => subjectOf(method).stands(run, run.exchanges.length - 1),
    },
  ],
  prediction: {
    question:
      'A `PATCH` says: add the subject “classic”. It is sent three times, and each is answered with `200`. How many of the two repeats change the book?',
    about: { method: 'patch-add', times: 'three-times' },
    reads: (run, { method }) => repeatsThatChange(run, method),
    options: [
      {
        value: 0,
        text: 'Neither',
        why: 'That would be so if the patch said what the book should be, as “price = 11.99” does. HTTP promises nothing of the kind for `PATCH`.',
      },
      {
        value: 1,
        text: 'One',
        why: 'Nothing tells the second repeat from the first. If one is carried out, so is the other.',
      },
      {
        value: 2,
        text: 'Both',
        why: 'The patch says what to do, not what the result should be, so it is done each time. The book ends with “classic” three times.',
      },
    ],
  },
  claims: [
    {
      says: 'No repeat of a GET, a PUT or a DELETE changes anything here.',
      holds: (at) =>
        ['get', 'put', 'delete-item', 'delete-book'].every(
          (method) => repeatsThatChange(at({ method, times: 'three-times' }), method) === 0,
        ),
    },
    {
      says: 'Their answers may differ all the same: 201 and 200 for PUT, 204 and 404 for one of the DELETEs.',
      holds: (at) =>
        statusesOf(at({ method: 'put', times: 'three-times' })) === '201, 200, 200' &&
        statusesOf(at({ method: 'delete-book', times: 'three-times' })) === '204, 404, 404' &&
        statusesOf(at({ method: 'delete-item', times: 'three-times' })) === '204, 204, 204',
    },
    {
      says: 'Three POSTs are three orders, and with one key they are one order and the same answer three times.',
      holds: (at) =>
        ordersBy(at({ method: 'post', times: 'three-times' }), 2) === 3 &&
        ordersBy(at({ method: 'post-with-key', times: 'three-times' }), 2) === 1 &&
        statusesOf(at({ method: 'post-with-key', times: 'three-times' })) === '201, 201, 201',
    },
    {
      says: 'One PATCH adds something each time, and another only the first time.',
      holds: (at) =>
        repeatsThatChange(at({ method: 'patch-add', times: 'three-times' }), 'patch-add') === 2 &&
        repeatsThatChange(at({ method: 'patch-set', times: 'three-times' }), 'patch-set') === 0,
    },
  ],
  assumptions: [
    'The messages are the same, byte for byte, and nobody else changes anything meanwhile.',
    'Each is sent when the one before it has been answered.',
    'The shop is set to take orders without an `Idempotency-Key`, which it normally refuses.',
    'What writes a time of change or a line in a log at each request is not counted: the client did not ask for that.',
    'Books are changed and removed by Ada, who keeps the catalogue, with `If-Match: *`: whatever version is there.',
  ],
}
