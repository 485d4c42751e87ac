import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, contentOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { BOOK, type Request } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'
import { asAda } from './signed-in.ts'

const API = 'https://api.bookshop.example'
const SEARCH = '/v1/books?q=darkness&limit=1'
const PAGE = `/v1/books/${BOOK.theLeftHandOfDarkness}`
const NEW_PRICE = { amount: 1299, currency: 'EUR' }
const Priced = z.object({ price: z.object({ amount: z.number() }) })
const Found = z.object({ items: z.array(Priced) })

type Settings = NonNullable<ScenarioInput['settings']>

const KEPT_FOR_A_MINUTE: Settings = { edgeCache: 'shared', bookFreshness: 'minute' }

/** Somebody looks for the book, and then at it. */
const visit = (second: number): Request[] => [
  { method: 'GET', url: API + SEARCH, atMs: second * 1000 },
  { method: 'GET', url: API + PAGE },
]

/** What ada writes, as JSON. */
function writing(
  method: string,
  path: string,
  type: string,
  body: unknown,
  fields: Record<string, string> = {},
): Request {
  return asAda({
    method,
    url: API + path,
    headers: { 'content-type': type, ...fields },
    body: JSON.stringify(body),
  })
}

/** The night's prices, which come in behind the cache. */
const importPrice = writing('POST', '/v1/imports', 'application/json', {
  books: [
    {
      isbn: BOOK.theLeftHandOfDarkness,
      title: 'The Left Hand of Darkness',
      authors: ['Ursula K. Le Guin'],
      year: 1969,
      pages: 304,
      subjects: ['science fiction'],
      price: NEW_PRICE,
    },
  ],
})

/** Who looks before the price changes, and at these seconds after it. */
const LOOKING_AT = [20, 75, 90]

/** A visit, another price, and three visits. */
function priceChange(settings: Settings, change: readonly Request[]): ScenarioInput {
  const [first, ...more] = change
  return {
    v: 1,
    settings,
    workload: [
      ...visit(0),
      ...(first ? [{ ...first, atMs: 5_000 }] : []),
      ...more.map((request, i) => ({ ...request, atMs: 6_000 + i * 1_000 })),
      ...LOOKING_AT.flatMap(visit),
    ],
  }
}

/** The prices that the visits after the change were shown: in the list, and on the page. */
function shownPrices(run: FinishedRun): [list: number, page: number][] {
  const last = run.exchanges.length - 2 * LOOKING_AT.length
  return LOOKING_AT.map((_, i) => {
    const list = Found.parse(contentOf(run, last + 2 * i)).items[0]?.price.amount ?? 0
    const page = Priced.parse(contentOf(run, last + 2 * i + 1)).price.amount
    return [list, page]
  })
}

/** How many visits after the change were shown another price than the one that a buyer pays. */
const misled = (run: FinishedRun) =>
  shownPrices(run).filter((prices) => prices.some((amount) => amount !== NEW_PRICE.amount)).length

const callsToCatalog = (run: FinishedRun) => callsBetween(run, 'gateway', 'catalog')

/** A cache gives what was true when it asked. */
export const yesterdaysPrice: FailureScenarioInput = {
  id: 'yesterdays-price',
  number: 12,
  title: 'The price of a minute ago',
  story:
    'A shared cache stands at the edge. catalog lets books be used for a minute, and for 30 s more while they are asked for anew. The import of the night raises a price.',
  prediction: {
    question:
      'Visitors come 15, 70 and 85 seconds after the new price is in. How many of the three are shown the old one?',
    reads: misled,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'The import goes to another address. A cache forgets the address of an unsafe request that passes through it, and nothing else.',
      },
      {
        value: 1,
        text: 'One',
        why: 'With `max-age=60` alone, the answer would be stale for the second one, who would get a new one.',
      },
      {
        value: 2,
        text: 'Two',
        why: '`stale-while-revalidate=30` gives the stale answer once more, while the cache asks. That spares one visitor the wait.',
      },
      {
        value: 3,
        text: 'All three',
        why: 'For that, nothing would have to ask in between. A stale answer is given while the cache asks anew.',
      },
    ],
  },
  symptom: {
    says: 'catalog has the new price, and visitors are shown the old one. `Age` says how old each answer is.',
    scenario: priceChange(KEPT_FOR_A_MINUTE, [importPrice]),
    shows: (run) => misled(run) > 0,
  },
  cures: [
    {
      id: 'purge',
      does: 'After the import, have the cache forget what it keeps of books: `POST /v1/purges` with `/v1/books*`.',
      scenario: priceChange(KEPT_FOR_A_MINUTE, [
        importPrice,
        writing('POST', '/v1/purges', 'application/json', { addresses: ['/v1/books*'] }),
      ]),
      says: 'The next visitor gets what catalog says now, and everybody else has the cache again.',
      shows: (run) => misled(run) === 0 && callsToCatalog(run) < run.exchanges.length,
      cost: {
        says: 'Everything that was purged is asked for again. Whoever changes a price has to know which addresses show it, and caches in browsers are out of reach. No standard says how to purge: each vendor does it in its own way.',
        measured: [{ label: 'Calls from the gateway to catalog', unit: 'calls', reads: callsToCatalog }],
      },
    },
    {
      id: 'ask-each-time',
      does: 'catalog says `no-cache`: caches may keep a book, and ask with its `ETag` before each use.',
      scenario: priceChange({ edgeCache: 'shared', bookFreshness: 'revalidate' }, [importPrice]),
      says: 'What has not changed is answered with `304` and no content. What has changed is there at once.',
      shows: (run) => misled(run) === 0,
      cost: {
        says: 'catalog is asked for every visit. The content is spared, and the way is not.',
        measured: [{ label: 'Calls from the gateway to catalog', unit: 'calls', reads: callsToCatalog }],
      },
    },
  ],
  wrongCure: {
    does: 'Change the price through the cache: `PATCH` the book, so that the cache sees it and forgets it.',
    tempts: 'RFC 9111 asks caches to do that, and for the page of the book it works.',
    scenario: priceChange(KEPT_FOR_A_MINUTE, [
      writing('PATCH', PAGE, 'application/merge-patch+json', { price: NEW_PRICE }, { 'if-match': '*' }),
    ]),
    says: 'The cache forgets the page of the book. The same price is in lists, which have addresses of their own.',
    shows: (run) => shownPrices(run).every(([, page]) => page === NEW_PRICE.amount),
  },
  assumptions: [
    'The cache at the edge is the only one. Browsers have caches of their own, which nobody can purge.',
    'The cache keeps an answer as long as `Cache-Control` says, and takes no guess where it says nothing.',
    '`stale-while-revalidate` is RFC 5861, which is informational: a cache may leave it out.',
  ],
}
