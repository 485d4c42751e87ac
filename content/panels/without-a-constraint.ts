import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, type Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'
const ISBN = BOOK.theLeftHandOfDarkness

/** The book as a resource, for anybody on the way to understand. */
const read: Request = { method: 'GET', url: `${API}/books/${ISBN}` }
/** The same book by a procedure call, which only its two ends understand. */
const call: Request = {
  method: 'POST',
  url: `${API}/rpc`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ jsonrpc: '2.0', method: 'catalog.readBook', params: { isbn: ISBN }, id: 1 }),
}
/** The same book from the service itself, by somebody who knows where it runs. */
const readInside: Request = { method: 'GET', url: `https://catalog.bookshop.internal/books/${ISBN}` }

const READINGS = 4
const readings = (request: Request): Request[] =>
  Array.from({ length: READINGS }, (_, i) => ({ ...request, atMs: i * 5000 }))

/** A cart is taken, filled and read. */
const cart: readonly Request[] = [
  { method: 'POST', url: `${API}/carts` },
  {
    method: 'PUT',
    url: `${API}/carts/{{${READINGS}:/id}}/items/${ISBN}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ quantity: 1 }),
  },
  { method: 'GET', url: `${API}/carts/{{${READINGS}:/id}}` },
]

/** Everybody on the way repeats what may be repeated, once. */
const REPEATS: NonNullable<NonNullable<ScenarioInput['settings']>['policies']> = [
  { edge: { from: 'gateway', to: 'catalog' }, timeoutMs: 300, retry: { attempts: 2 } },
]

const answeredReadings = (run: FinishedRun) =>
  run.exchanges.slice(0, READINGS).filter((_, i) => statusOf(run, i) === 200).length
const answeredCart = (run: FinishedRun) =>
  run.exchanges.slice(READINGS).filter((_, i) => {
    const status = statusOf(run, READINGS + i)
    return status >= 200 && status < 300
  }).length
/** How many readings reached the catalogue, by whomever they came. */
const callsToCatalog = (run: FinishedRun) =>
  callsBetween(run, 'gateway', 'catalog') + callsBetween(run, 'client', 'catalog')

/** The same visit with one constraint taken away: which property goes with it? */
export const panel: PanelInput = {
  id: 'without-a-constraint',
  title: 'Take one constraint away',
  invites:
    'Somebody reads a book four times and fills a cart. A cache and a gateway stand on the way, cart runs in three instances, and the first reply of catalog gets lost. Take one constraint away, and send the same visit.',
  controls: [
    {
      id: 'without',
      legend: 'What is kept',
      options: [
        { value: 'none', label: 'Every constraint' },
        { value: 'cache', label: 'All but the cache' },
        { value: 'uniform-interface', label: 'All but the uniform interface' },
        { value: 'stateless', label: 'All but statelessness' },
        { value: 'layered-system', label: 'All but layers' },
      ],
    },
  ],
  scenario: ({ without }) => ({
    v: 1,
    settings: {
      edgeCache: without === 'cache' ? 'none' : 'shared',
      bookFreshness: 'minute',
      carts: without === 'stateless' ? 'memory' : 'store',
      fleets: [{ service: 'cart', instances: 3 }],
      policies: REPEATS,
    },
    faults: (['gateway', 'client'] as const).map((from) => ({
      kind: 'lose-reply',
      edge: { from, to: 'catalog' },
      strikes: { first: 1 },
    })),
    workload: [
      ...readings(without === 'uniform-interface' ? call : without === 'layered-system' ? readInside : read),
      ...cart,
    ],
  }),
  shows: ['messages'],
  figures: [
    {
      label: `Reads that were answered, of ${READINGS}`,
      evidence: 'observed',
      reads: answeredReadings,
    },
    { label: 'Requests that reached catalog', evidence: 'observed', reads: callsToCatalog },
    { label: 'Cart requests that were answered, of 3', evidence: 'observed', reads: answeredCart },
  ],
  prediction: {
    question:
      'Now the same book is read by `POST /v1/rpc`. Cache, gateway and retry rule stay as they are. How many of the four reads are answered?',
    about: { without: 'uniform-interface' },
    reads: answeredReadings,
    options: [
      {
        value: 4,
        text: 'All four',
        why: 'That needs somebody on the way who knows that this call reads. The method says POST, and nobody repeats a POST by itself.',
      },
      {
        value: 3,
        text: 'Three',
        why: 'The first reply is lost, and the gateway must not repeat a POST. The other three work, each by asking catalog again.',
      },
      {
        value: 1,
        text: 'One',
        why: 'That would be so if every reply got lost. Only the first one does.',
      },
    ],
  },
  claims: [
    {
      says: 'With every constraint in place all is answered, and catalog is asked twice: once, and once again after the lost reply.',
      holds: (at) =>
        answeredReadings(at()) === READINGS && answeredCart(at()) === 3 && callsToCatalog(at()) === 2,
    },
    {
      says: 'Without the cache, catalog gets every read.',
      holds: (at) =>
        answeredReadings(at({ without: 'cache' })) === READINGS &&
        callsToCatalog(at({ without: 'cache' })) === READINGS + 1,
    },
    {
      says: 'Without the uniform interface, cache and retry rule are still there and help with nothing.',
      holds: (at) =>
        answeredReadings(at({ without: 'uniform-interface' })) === READINGS - 1 &&
        callsToCatalog(at({ without: 'uniform-interface' })) === READINGS,
    },
    {
      says: 'Without statelessness, the cart is known to one instance of three.',
      holds: (at) => answeredCart(at({ without: 'stateless' })) < 3,
    },
    {
      says: 'Without layers, nobody stands in between who could help: a read is lost, and catalog gets them all.',
      holds: (at) =>
        answeredReadings(at({ without: 'layered-system' })) === READINGS - 1 &&
        callsToCatalog(at({ without: 'layered-system' })) === READINGS,
    },
  ],
  assumptions: [
    'The gateway waits 300 ms for catalog, and repeats a request once if its method is idempotent. It knows nothing else of what it forwards.',
    'The client itself does not repeat anything, and keeps no copies.',
    'Without layers, the client talks to catalog at its own address. Only the reads do; the cart is reached as before.',
    'Client and server cannot be made one in a run, and nothing here sends code: two constraints have no switch.',
  ],
}
