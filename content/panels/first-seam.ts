import { hopsOf } from '#mocks/log/views/spans.ts'
import type { ServiceName } from '#mocks/systems/scenario.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, placeOrder, type Request } from '../scenarios/requests.ts'
import type { Chosen, PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'
const ISBN = BOOK.prideAndPrejudice
const json = { 'content-type': 'application/json' }

/** What customers do, and which part answers them. */
const ROUND: readonly ((turn: number) => Request)[] = [
  () => ({ method: 'GET', url: `${API}/home` }),
  () => ({ method: 'GET', url: `${API}/books/${ISBN}` }),
  () => ({ method: 'GET', url: `${API}/stock/${ISBN}` }),
  () => ({
    method: 'PUT',
    url: `${API}/carts/seeded-cart/items/${ISBN}`,
    headers: json,
    body: JSON.stringify({ quantity: 1 }),
  }),
  (turn) => placeOrder(`buyer-${turn}`, ISBN),
]
const ROUNDS = 2
const WORKLOAD = Array.from(
  { length: ROUNDS * ROUND.length },
  (_, turn) => ROUND[turn % ROUND.length]?.(turn) ?? placeOrder(`buyer-${turn}`),
)

const PARTS = ['notifications', 'recommendations', 'cart', 'inventory', 'payments', 'catalog'] as const
const partOf = ({ part }: Chosen): ServiceName => PARTS.find((each) => each === part) ?? 'notifications'

const failed = ({ exchanges }: FinishedRun) =>
  exchanges.filter(({ response }) => response === undefined || response.status >= 400).length

/** Calls that customers wait for and that would cross the new border. What comes straight from the edge is routed there anyway. */
function crossing({ events, exchanges }: FinishedRun, chosen: Chosen): number {
  const part = partOf(chosen)
  return exchanges
    .flatMap(({ traceId }) => hopsOf(events, traceId))
    .filter(
      ({ from, to }) =>
        (to === part && from !== 'gateway' && from !== 'client') || (from === part && to !== 'broker'),
    ).length
}

/** Of the five kinds of request, those in whose trace the part shows up. */
function kindsThatAsk({ events, exchanges }: FinishedRun, chosen: Chosen): number {
  const part = partOf(chosen)
  return exchanges
    .slice(0, ROUND.length)
    .filter(({ traceId }) => hopsOf(events, traceId).some(({ to }) => to === part)).length
}

/** Which part first? What its border would cost, and what hangs on it. */
export const panel: PanelInput = {
  id: 'first-seam',
  title: 'Where would you cut first?',
  invites:
    'Ten requests of customers: front pages, books, stock, carts, orders. Choose a part to pull out of a monolith, and see what would cross its border, and what fails when it is down.',
  controls: [
    {
      id: 'part',
      legend: 'Pull out',
      options: PARTS.map((value) => ({ value, label: value })),
    },
    {
      id: 'state',
      legend: 'The new service',
      options: [
        { value: 'up', label: 'Is up' },
        { value: 'away', label: 'Is away' },
      ],
    },
  ],
  scenario: (chosen) => ({
    v: 1,
    ...(chosen.state === 'away' ? { faults: [{ kind: 'down', service: partOf(chosen) }] } : {}),
    workload: WORKLOAD,
  }),
  // The first order.
  watch: () => ROUND.length - 1,
  shows: ['blocks', 'messages'],
  figures: [
    { label: 'Calls across the new border', evidence: 'observed', reads: crossing },
    { label: 'Kinds of request that wait for it', unit: 'of 5', evidence: 'observed', reads: kindsThatAsk },
    { label: 'Requests that fail', unit: 'of 10', evidence: 'observed', reads: failed },
  ],
  prediction: {
    question:
      'Somebody proposes catalog as the first service: “Everything starts with a book.” If it is pulled out and then goes down, how many of the 10 requests fail?',
    about: { part: 'catalog', state: 'away' },
    reads: failed,
    options: [
      {
        value: 2,
        text: '2: the books',
        why: 'Those ask catalog directly. Front pages, carts and orders ask it as well.',
      },
      {
        value: 4,
        text: '4: books and front pages',
        why: 'An order needs a price too, and so does a book that is put into a cart.',
      },
      {
        value: 8,
        text: '8: everything but the stock',
        why: 'Front pages, books, carts and orders all need a book. What everybody needs makes the costliest border.',
      },
      { value: 10, text: 'All 10', why: 'inventory counts copies by itself, and knows nothing of titles.' },
    ],
  },
  claims: [
    {
      says: 'No customer waits for notifications: nothing crosses its border but events.',
      holds: (at) =>
        crossing(at(), {}) === 0 && kindsThatAsk(at(), {}) === 0 && failed(at({ state: 'away' })) === 0,
    },
    {
      says: 'Without recommendations nothing fails, because the front page was built to do without.',
      holds: (at) => failed(at({ part: 'recommendations', state: 'away' })) === 0,
    },
    {
      says: 'Without payments or inventory, orders fail, and without catalog 8 of 10.',
      holds: (at) =>
        failed(at({ part: 'payments', state: 'away' })) === 2 &&
        failed(at({ part: 'inventory', state: 'away' })) === 4 &&
        failed(at({ part: 'catalog', state: 'away' })) === 8,
    },
    {
      says: 'More calls would cross the border of catalog than that of any other part.',
      holds: (at) =>
        PARTS.every(
          (part) =>
            part === 'catalog' ||
            crossing(at({ part }), { part }) < crossing(at({ part: 'catalog' }), { part: 'catalog' }),
        ),
    },
  ],
  assumptions: [
    'Counted in the microservices, where every call between parts is a message: in the monolith the same calls are functions. Pulling a part out turns the counted ones into messages, and no others.',
    'What the edge sends straight to a part does not count as a new call: it is routed there instead of elsewhere.',
    'The events of the broker are not counted: no customer waits for them.',
    'Nobody tries again.',
  ],
}
