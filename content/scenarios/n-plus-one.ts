import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, callsInAll, statusOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import type { Request } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

type Settings = NonNullable<ScenarioInput['settings']>

const SHOP = 'https://api.bookshop.example'
/** How many books the page shows. */
const BOOKS = 24

/** The page as one operation: each book asks for its own stock. */
const PAGE: Request = {
  method: 'POST',
  url: `${SHOP}/graphql`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: `{ books(first: ${BOOKS}) { nodes { title stock { available } } } }` }),
}

/** What a reader sees of the page, and no more. */
const Answered = z.object({
  data: z.object({ books: z.object({ nodes: z.array(z.object({ stock: z.unknown() })) }) }),
})

const Listed = z.object({ items: z.array(z.object({ isbn: z.string() })) })

/** Somebody opens the page with the books and how many copies there are of each. */
function openPage(settings: Settings, more: Partial<ScenarioInput> = {}): ScenarioInput {
  return { v: 1, ...more, settings, workload: [PAGE] }
}

const forStock = (run: FinishedRun) => callsBetween(run, 'graphql', 'inventory')

/** What an answer holds; null when there is none. */
function jsonOf(exchange: FinishedRun['exchanges'][number] | undefined): unknown {
  const content = exchange?.response?.content
  return content && 'text' in content ? JSON.parse(content.text) : null
}

/** How many books of the page come without their stock; all of them when no page comes. */
function booksWithoutStock({ exchanges }: FinishedRun): number {
  const page = Answered.safeParse(jsonOf(exchanges[0])).data
  return page ? page.data.books.nodes.filter(({ stock }) => stock === null).length : BOOKS
}

/** The books on the page, in its order. */
const ON_THE_PAGE: readonly string[] = [
  '9780547773742',
  '9780141439761',
  '9780143035008',
  '9780140449068',
  '9780141439723',
  '9780140449136',
  '9780140448078',
  '9780060934347',
  '9780141439846',
  '9780441013593',
  '9780141439587',
  '9780802130303',
  '9780553293357',
  '9780141439471',
  '9780140447422',
  '9780141439563',
  '9780156439619',
  '9780156453806',
  '9780141441146',
  '9780807083697',
  '9780140444308',
  '9780140449129',
  '9780141439549',
  '9780142437247',
]

/** The same page by REST: the books, then the stock of all of them in one request. */
const BY_REST: readonly Request[] = [
  { method: 'GET', url: `${SHOP}/v1/books?limit=${BOOKS}&fields=isbn,title` },
  { method: 'GET', url: `${SHOP}/v1/stock?isbn=${ON_THE_PAGE.join(',')}` },
]

/** The ISBNs in an answer of the REST API, in its order. */
function isbnsIn({ exchanges }: FinishedRun, exchange: number): string {
  const content = jsonOf(exchanges[exchange])
  return (
    Listed.safeParse(content)
      .data?.items.map(({ isbn }) => isbn)
      .join() ?? 'nothing'
  )
}

/** One question for the list, and then one for each of its items: harmless in memory, a crowd on the network. */
export const nPlusOne: FailureScenarioInput = {
  id: 'n-plus-one',
  number: 19,
  title: 'One request, and 24 more',
  story:
    'A page shows 24 books and how many copies there are of each. The GraphQL edge asks catalog for the list, and inventory for each book by itself.',
  prediction: {
    question: 'The client sends one request for the page. How many requests does inventory get?',
    reads: forStock,
    options: [
      {
        value: 1,
        text: '1',
        why: 'That takes somebody who collects what the 24 fields ask for. A field knows only its own book.',
      },
      {
        value: 2,
        text: '2',
        why: 'That is how many services are asked: catalog and inventory. A service may be asked more than once.',
      },
      {
        value: BOOKS,
        text: `${BOOKS}`,
        why: 'The field `stock` is worked out for each book, and each time it asks inventory.',
      },
      {
        value: BOOKS + 1,
        text: `${BOOKS + 1}`,
        why: 'That counts the request for the list as well. It goes to catalog.',
      },
    ],
  },
  symptom: {
    says: `One request for the list and ${BOOKS} for its items: the page costs inventory ${BOOKS} requests, and twice as many books would cost twice as many.`,
    scenario: openPage({ graphqlBatching: 'off' }),
    shows: (run) =>
      statusOf(run, 0) === 200 && callsBetween(run, 'graphql', 'catalog') === 1 && forStock(run) === BOOKS,
  },
  cures: [
    {
      id: 'loader',
      does: 'A loader in the GraphQL edge collects what the fields ask for in one moment, and asks inventory once for all of it.',
      scenario: openPage({ graphqlBatching: 'on' }),
      says: 'inventory gets one request, with 24 ISBNs in it. The client and its query stay as they are.',
      shows: (run) => statusOf(run, 0) === 200 && forStock(run) === 1 && booksWithoutStock(run) === 0,
      cost: {
        says: 'All books share the fate of one request. Measured with one failed request to inventory.',
        measured: [{ label: 'Books without their stock', unit: 'books', reads: booksWithoutStock }],
        runs: { without: oneFails('off'), with: oneFails('on') },
      },
    },
    {
      id: 'batch-endpoint',
      does: 'The client asks by REST: `GET /v1/books`, then `GET /v1/stock?isbn=…` with all of its ISBNs.',
      scenario: { v: 1, workload: [...BY_REST] },
      says: 'Two requests from the client, and one to each service behind the gateway.',
      shows: (run) =>
        isbnsIn(run, 0) === ON_THE_PAGE.join() &&
        isbnsIn(run, 1) === ON_THE_PAGE.join() &&
        callsBetween(run, 'gateway', 'catalog') === 1 &&
        callsBetween(run, 'gateway', 'inventory') === 1,
      cost: {
        says: 'The client waits twice on the long way to the shop, and puts books and stock together by itself.',
        measured: [
          {
            label: 'Requests that the client sends',
            unit: 'requests',
            reads: ({ exchanges }) => exchanges.length,
          },
        ],
      },
    },
    {
      id: 'one-process',
      does: 'Build the shop as a monolith. The same query calls functions, and none of the calls leaves the process.',
      scenario: openPage({ graphqlBatching: 'off' }, { system: 'monolith' }),
      says: 'The stock is still read 24 times, and the network sees one request: the one of the client.',
      shows: (run) => statusOf(run, 0) === 200 && callsInAll(run) === 1 && booksWithoutStock(run) === 0,
      cost: {
        says: 'What brings inventory down brings the page down. Measured with inventory down.',
        measured: [
          {
            label: 'Pages that did not come',
            unit: 'pages',
            reads: (run) => (statusOf(run, 0) === 200 ? 0 : 1),
          },
        ],
        runs: { without: inventoryIsDown('microservices'), with: inventoryIsDown('monolith') },
      },
    },
  ],
  wrongCure: {
    does: 'Let the GraphQL edge collapse requests: what is asked for while the same request is under way shares its answer.',
    tempts: 'Request collapsing turns a crowd of requests into one when everybody wants the same thing.',
    scenario: openPage({
      graphqlBatching: 'off',
      policies: [{ edge: { from: 'graphql', to: 'inventory' }, collapse: true }],
    }),
    says: 'The 24 requests ask for 24 books. No two are the same, and all of them are sent.',
    shows: (run) => forStock(run) === BOOKS,
  },
  assumptions: [
    'The edge asks for all items at the same time, so the page waits for the slowest of 24 answers and not for their sum.',
    'Nothing fails except where a price is measured.',
  ],
}

/** The page, while inventory answers its first request with a failure. */
function oneFails(graphqlBatching: 'on' | 'off'): ScenarioInput {
  return openPage(
    { graphqlBatching },
    {
      faults: [
        {
          kind: 'error',
          edge: { from: 'graphql', to: 'inventory' },
          strikes: { first: 1 },
          status: 503,
        },
      ],
    },
  )
}

function inventoryIsDown(system: NonNullable<ScenarioInput['system']>): ScenarioInput {
  return openPage({ graphqlBatching: 'off' }, { system, faults: [{ kind: 'down', service: 'inventory' }] })
}
