import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsInAll, contentOf, fieldOf, problemOf, statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, placeOrder, type Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'
const THE_BOOK: Request = { method: 'GET', url: `${API}/books/${BOOK.theLeftHandOfDarkness}` }
const NO_BOOK: Request = { method: 'GET', url: `${API}/books/9780000000002` }
const ORDER = placeOrder('one-order')

/** What the client relies on, each checked on the answers that it got. */
const PROMISES: Readonly<Record<string, (run: FinishedRun) => boolean>> = {
  'a book has a title': (run) => z.object({ title: z.string() }).safeParse(contentOf(run, 0)).success,
  'a book has a price': (run) =>
    z.object({ price: z.object({ amount: z.int(), currency: z.string() }) }).safeParse(contentOf(run, 0))
      .success,
  'what is not there is a 404 and a problem document': (run) =>
    statusOf(run, 1) === 404 && problemOf(run, 1) === 'not-found',
  'a new order has an address': (run) =>
    statusOf(run, 2) === 201 && fieldOf(run, 2, 'location') !== undefined,
  'the same order with the same key is not placed twice': (run) =>
    statusOf(run, 3) === 201 && fieldOf(run, 3, 'location') === fieldOf(run, 2, 'location'),
}

const kept = (run: FinishedRun) => Object.values(PROMISES).filter((holds) => holds(run)).length
const broken = (run: FinishedRun) =>
  Object.entries(PROMISES)
    .filter(([, holds]) => !holds(run))
    .map(([says]) => says)
    .join('; ') || 'none'
/** The book as the client got it, character by character. */
const bookOf = (run: FinishedRun) => JSON.stringify(contentOf(run, 0))

const BEHIND: Readonly<
  Record<string, Pick<ScenarioInput, 'system'> & { settings: ScenarioInput['settings'] }>
> = {
  services: { system: 'microservices', settings: {} },
  monolith: { system: 'monolith', settings: {} },
  copies: {
    system: 'microservices',
    settings: {
      edgeCache: 'shared',
      fleets: [
        { service: 'catalog', instances: 3 },
        { service: 'orders', instances: 2 },
      ],
    },
  },
}

const PRICES = { same: 'price', renamed: 'renamed', both: 'both' } as const
function isChange(value: string | undefined): value is keyof typeof PRICES {
  return value !== undefined && Object.hasOwn(PRICES, value)
}

/** One client with five expectations. What may be changed behind them, and what not? */
export const panel: PanelInput = {
  id: 'one-contract',
  title: 'Change what is behind it, then change what it says',
  invites:
    'A client sends four requests and relies on five promises. Swap what answers. Then change one small thing in what the answers say.',
  controls: [
    {
      id: 'behind',
      legend: 'Behind the interface',
      options: [
        { value: 'services', label: 'Microservices' },
        { value: 'monolith', label: 'One process' },
        { value: 'copies', label: 'A cache and more instances' },
      ],
    },
    {
      id: 'says',
      legend: 'What a book says',
      options: [
        { value: 'same', label: 'price, as always' },
        { value: 'renamed', label: 'unitPrice instead' },
        { value: 'both', label: 'price and unitPrice' },
      ],
    },
  ],
  scenario: ({ behind = 'services', says }) => {
    const { system, settings } = BEHIND[behind] ?? { system: 'microservices', settings: {} }
    return {
      v: 1,
      ...(system ? { system } : {}),
      settings: { ...settings, priceField: isChange(says) ? PRICES[says] : 'price' },
      workload: [THE_BOOK, NO_BOOK, ORDER, ORDER],
    }
  },
  // The order: it needs most of the services.
  watch: () => 2,
  shows: ['messages', 'blocks'],
  figures: [
    { label: 'Promises kept, of 5', evidence: 'observed', reads: kept },
    { label: 'Broken', evidence: 'observed', reads: broken },
    { label: 'HTTP requests behind it, in all', evidence: 'observed', reads: callsInAll },
    {
      label: 'The book, as it arrives',
      unit: 'bytes',
      evidence: 'observed',
      reads: (run) => bookOf(run).length,
    },
  ],
  prediction: {
    question:
      'Nothing is swapped, and nothing gets lost. But the price of a book is now called `unitPrice`, which is a better name. How many of the five promises are kept?',
    about: { says: 'renamed' },
    reads: kept,
    options: [
      {
        value: 5,
        text: 'Five: the price is still there',
        why: 'A person would find it. The client looks under `price`, because that is what it was promised.',
      },
      {
        value: 4,
        text: 'Four: all but the price',
        why: 'That is what happens in the monolith. Between services there is a second client of the same interface.',
      },
      {
        value: 2,
        text: 'Two',
        why: 'orders is a client of catalog, too, and looks for `price`. It finds none and refuses every order, so three promises fall at once.',
      },
    ],
  },
  claims: [
    {
      says: 'Whatever stands behind it, all five promises are kept.',
      holds: (at) => Object.keys(BEHIND).every((behind) => kept(at({ behind })) === 5),
    },
    {
      says: 'The book arrives the same, byte for byte, with very different work behind it.',
      holds: (at) =>
        bookOf(at({ behind: 'monolith' })) === bookOf(at()) &&
        callsInAll(at({ behind: 'monolith' })) < callsInAll(at()),
    },
    {
      says: 'One new name breaks the client, and between services it breaks orders as well, which is a client too.',
      holds: (at) =>
        kept(at({ says: 'renamed' })) === 2 && kept(at({ behind: 'monolith', says: 'renamed' })) === 4,
    },
    {
      says: 'Saying more than before breaks none of them.',
      holds: (at) => kept(at({ says: 'both' })) === 5,
    },
  ],
  assumptions: [
    'The five promises are those of this client. Another one may rely on others, such as the order of a list.',
    'The client ignores members that it does not know. A stricter one could be broken by `unitPrice` beside `price`.',
    'Times are not part of these promises. A client that needs an answer within 100 ms has one more.',
  ],
}
