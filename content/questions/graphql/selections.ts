import type { ScenarioInput, ServiceName } from '#mocks/systems/scenario.ts'
import { readBook, run, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'graphql'
const work = 'Say what a query costs the services behind the edge.'
const limits = 'Bound what clients may ask for, and read answers that hold errors.'

const PLAIN = 'application/json'
const RESPONSE = 'application/graphql-response+json'

/** A query as a client sends it. */
function ask(query: string, accept: string = PLAIN): NonNullable<ScenarioInput['workload']>[number] {
  return {
    method: 'POST',
    url: 'https://api.bookshop.example/graphql',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  }
}

const RECOMMENDED = (books: number) =>
  `{ books(first: ${books}) { nodes { title recommendations { because } } } }`
const TITLES = (books: number) => `{ books(first: ${books}) { nodes { title } } }`
const TOO_MUCH =
  '{ books(first: 50) { nodes { recommendations(first: 10) { book { recommendations(first: 10) { book { title } } } } } } }'

const inside = (books: number, what: string, query: string, batching: 'on' | 'off') => ({
  id: `${books}-${what.replaceAll(' ', '-')}-${batching}`,
  words: {
    books,
    what,
    loader: batching === 'on' ? 'The edge has a loader.' : 'The edge has no loader.',
  },
  demo: {
    watch: 'Count the requests from graphql to recommendations.',
    runs: [
      {
        id: 'query',
        label: 'One query',
        scenario: { v: 1 as const, settings: { graphqlBatching: batching }, workload: [ask(query)] },
      },
    ],
  },
})

const answered = (
  id: string,
  what: string,
  because: string,
  request: ReturnType<typeof ask>,
  ...down: ServiceName[]
) => ({
  id,
  words: { what, because },
  demo: {
    watch: 'Look at the status, and then into the content.',
    runs: [{ id: 'query', label: 'One query', scenario: run('microservices', [request], ...down) }],
  },
})

/** What is selected, what it costs, and what comes back. */
export const selections: readonly QuestionInput[] = [
  {
    id: 'gq-requests-inside',
    version: 1,
    page,
    objective: work,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'One query selects {what} of {books} books. {loader} recommendations has no operation for several books at once. How many requests does recommendations get?',
    computed: { calls: { measure: { of: 'calls', from: 'graphql', to: 'recommendations' } } },
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Requests to recommendations',
        unit: 'requests',
        measure: { of: 'calls', from: 'graphql', to: 'recommendations' },
        min: 0,
        max: 100,
        whenRight:
          'Only what is selected is asked for, and what cannot be asked for together is asked for one by one: {calls}.',
        mistakes: [
          {
            value: 1,
            why: 'A loader can only send together what the other side takes together.',
            misconception: 'one-request-is-one-request',
          },
          {
            value: { word: 'books' },
            why: 'A resolver works only if its field is selected.',
            misconception: 'one-request-is-one-request',
          },
        ],
        otherwise: {
          why: 'Ask first whether the field is selected at all, then once for each book: {calls}.',
          misconception: 'one-request-is-one-request',
        },
      },
    ],
    cases: [
      inside(10, 'titles and recommendations', RECOMMENDED(10), 'on'),
      inside(10, 'titles and recommendations', RECOMMENDED(10), 'off'),
      inside(24, 'titles and recommendations', RECOMMENDED(24), 'on'),
      inside(24, 'titles', TITLES(24), 'on'),
    ],
    takeaway: 'A loader is as good as the batch operations behind it.',
    sources: ['bookshop', 'graphql-spec'],
  },
  {
    id: 'gq-which-status',
    version: 1,
    page,
    objective: limits,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'A client sends {what} Which status does the answer have?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: 'The content has to be read to know more. {because}',
            whenWrong: 'A `200` here would hide that nothing was carried out. {because}',
            misconception: 'status-tells-the-errors',
          },
          {
            value: 400,
            text: '`400` Bad Request',
            whenRight: 'Nothing was carried out, and the status says so. {because}',
            whenWrong:
              'A `400` would say that nothing was carried out, or that the media type lets it say so. {because}',
            misconception: 'status-tells-the-errors',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenWrong: 'The edge is there and answers. {because}',
            misconception: 'status-tells-the-errors',
          },
        ],
      },
    ],
    cases: [
      answered(
        'typo-plain',
        'a query with a field that does not exist, and accepts `application/json`.',
        'With plain JSON a wrong query is a 200 with errors, for old clients’ sake.',
        ask('{ book(isbn: "9780441478125") { titel } }'),
      ),
      answered(
        'typo-response',
        'a query with a field that does not exist, and accepts `application/graphql-response+json`.',
        'This media type lets the status speak: the document is invalid.',
        ask('{ book(isbn: "9780441478125") { titel } }', RESPONSE),
      ),
      answered(
        'half',
        'a query for title and stock while inventory is down, and accepts `application/graphql-response+json`.',
        'There is data: the title. The stock is null, and `errors` says why.',
        ask('{ book(isbn: "9780441478125") { title stock { available } } }', RESPONSE),
        'inventory',
      ),
      answered(
        'too-much',
        'a query that may hold eleven thousand objects, and accepts `application/graphql-response+json`.',
        'It is weighed before anybody is asked, and refused.',
        ask(TOO_MUCH, RESPONSE),
      ),
    ],
    takeaway: 'A 200 may hold errors. Read both halves of the answer.',
    sources: ['bookshop', 'graphql-over-http'],
  },
  {
    id: 'gq-half-an-answer',
    version: 1,
    page,
    objective: limits,
    kind: 'single',
    difficulty: 'easy',
    stem: 'A screen asks for the title and the stock of a book. inventory is down, catalog is well. What does the answer hold?',
    options: [
      {
        id: 'both',
        text: 'The title, `stock: null`, and an error',
        right: true,
        why: 'Each field fails for itself. `path` says which one, so the screen can show the rest.',
      },
      {
        id: 'error-only',
        text: 'An error alone, since one of the two parts failed',
        right: false,
        misconception: 'status-tells-the-errors',
        why: 'That would throw away what catalog has answered. It happens when a field that failed must not be null, all the way up.',
      },
      {
        id: 'zero',
        text: 'The title, and 0 copies, as the stock is unknown',
        right: false,
        misconception: 'no-overfetching-anywhere',
        why: 'Unknown is not none. An edge that makes up a 0 sells nothing, or lies.',
      },
      {
        id: 'title-only',
        text: 'The title, and no field `stock` anywhere in it',
        right: false,
        misconception: 'one-request-is-one-request',
        why: 'The answer has the shape of the query. What failed is there, as null.',
      },
    ],
    demo: {
      watch: 'Look for `data`, and for `errors` with its `path`.',
      runs: [
        {
          id: 'half',
          label: 'inventory is down',
          scenario: run(
            'microservices',
            [ask(`{ book(isbn: "${THE_BOOK.isbn}") { title stock { available } } }`)],
            'inventory',
          ),
        },
      ],
      checks: [
        {
          label: 'The title',
          measure: { of: 'value', request: 0, pointer: '/data/book/title' },
          expect: { equals: THE_BOOK.title },
        },
        {
          label: 'The field that failed',
          measure: { of: 'value', request: 0, pointer: '/errors/0/path/1' },
          expect: { equals: 'stock' },
        },
      ],
    },
    takeaway: 'GraphQL answers in part: data and errors side by side.',
    sources: ['bookshop', 'graphql-spec'],
  },
  {
    id: 'gq-what-bounds-it',
    version: 1,
    page,
    objective: limits,
    kind: 'select',
    difficulty: 'medium',
    stem: 'A stranger sends a query that is eight levels deep and asks for fifty of everything. Which of these keep it from hurting the shop?',
    options: [
      {
        id: 'cost',
        text: 'Weighing how much it may return, before running it',
        right: true,
        misconception: 'counting-requests-bounds-load',
        why: 'The lists multiply on paper already. Above a limit nobody is asked.',
      },
      {
        id: 'depth',
        text: 'A limit on how deep fields may be inside of fields',
        right: true,
        misconception: 'counting-requests-bounds-load',
        why: 'It stops the worst ones. Flat and wide ones need a limit of cost.',
      },
      {
        id: 'persisted',
        text: 'Taking only queries that were registered beforehand',
        right: true,
        misconception: 'graphql-is-uncacheable',
        why: 'Then there are no strange queries. It needs clients that are your own.',
      },
      {
        id: 'rate',
        text: 'A limit of one thousand requests for each client',
        right: false,
        misconception: 'counting-requests-bounds-load',
        why: 'It is one request. It counts like the one that asks for a title.',
      },
      {
        id: 'introspection',
        text: 'Switching introspection off, so nobody sees types',
        right: false,
        misconception: 'graphql-is-uncacheable',
        why: 'Names can be guessed, and suggestions for typing errors give them away. It bounds nothing.',
      },
    ],
    demo: {
      watch: 'It is refused, and no service behind the edge was asked.',
      runs: [{ id: 'refused', label: 'Too much', scenario: run('microservices', [ask(TOO_MUCH, RESPONSE)]) }],
      checks: [
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 400 } },
        {
          label: 'Requests to catalog',
          measure: { of: 'calls', from: 'graphql', to: 'catalog' },
          expect: { equals: 0 },
        },
      ],
    },
    takeaway: 'Count what a query may cost, not how many queries come.',
    sources: ['bookshop'],
  },
  {
    id: 'gq-shared-cache',
    version: 1,
    page,
    objective: work,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A cache stands in front of the shop. Reads of books by REST are answered from it again and again; GraphQL queries always go through. Why?',
    options: [
      {
        id: 'one-address',
        text: 'One address, POST, and an answer shaped by each query',
        right: true,
        why: 'A cache goes by method and address. Here both say nothing about what is asked for.',
      },
      {
        id: 'no-http',
        text: 'GraphQL is a protocol of its own and does not use HTTP',
        right: false,
        misconception: 'graphql-replaces-rest',
        why: 'It uses HTTP as an envelope, with fields, media types and statuses.',
      },
      {
        id: 'always-new',
        text: 'Each answer is made anew, so it is never the same twice',
        right: false,
        misconception: 'graphql-is-uncacheable',
        why: 'The same query of the same data gives the same answer. The cache has no way to see that.',
      },
      {
        id: 'forbidden',
        text: 'The GraphQL specification forbids keeping its answers',
        right: false,
        misconception: 'graphql-is-uncacheable',
        why: 'It does not. Known queries, sent with GET, have addresses of their own and can be kept.',
      },
    ],
    demo: {
      watch:
        'The same book twice through a shared cache: by REST catalog is asked as the answer allows, by GraphQL each time.',
      runs: [
        {
          id: 'rest',
          label: 'REST',
          scenario: {
            v: 1,
            settings: { edgeCache: 'shared', bookFreshness: 'minute' },
            workload: [readBook(), readBook()],
          },
        },
        {
          id: 'graphql',
          label: 'GraphQL',
          scenario: {
            v: 1,
            settings: { edgeCache: 'shared', bookFreshness: 'minute' },
            workload: [
              ask(`{ book(isbn: "${THE_BOOK.isbn}") { title } }`),
              ask(`{ book(isbn: "${THE_BOOK.isbn}") { title } }`),
            ],
          },
        },
      ],
      checks: [
        {
          label: 'Requests from the gateway to graphql',
          measure: { of: 'calls', from: 'gateway', to: 'graphql' },
          expect: 'different',
        },
        {
          label: 'Requests from the gateway to catalog',
          measure: { of: 'calls', from: 'gateway', to: 'catalog' },
          expect: 'different',
        },
      ],
    },
    takeaway: 'HTTP caches know methods and addresses. Give known queries addresses, or cache in the client.',
    sources: ['bookshop', 'graphql-over-http'],
  },
  {
    id: 'gq-what-is-saved',
    version: 1,
    page,
    objective: work,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A screen asked for whole books by REST, and now asks by GraphQL for titles alone. Where do fewer bytes travel?',
    options: [
      {
        id: 'to-client',
        text: 'Between the edge and the screen, and only there',
        right: true,
        why: 'catalog still sends its representation to the edge, which takes the titles out of it.',
      },
      {
        id: 'everywhere',
        text: 'Everywhere, since only titles are asked for now',
        right: false,
        misconception: 'no-overfetching-anywhere',
        why: 'The selection is known to the edge. What it fetches is what catalog has to offer.',
      },
      {
        id: 'from-store',
        text: 'Between catalog and its store, as rows are short',
        right: false,
        misconception: 'no-overfetching-anywhere',
        why: 'catalog reads the books as before. It does not know what was selected.',
      },
      {
        id: 'nowhere',
        text: 'Nowhere, because the query itself is long as well',
        right: false,
        misconception: 'graphql-replaces-rest',
        why: 'The query has some forty bytes. Twelve whole books have two thousand.',
      },
    ],
    demo: {
      watch:
        'The same twelve books: compare what the screen gets. Between graphql and catalog whole books travel.',
      runs: [
        {
          id: 'rest',
          label: 'REST',
          scenario: run('microservices', [
            { method: 'GET', url: 'https://api.bookshop.example/v1/books?limit=12' },
          ]),
        },
        { id: 'graphql', label: 'GraphQL', scenario: run('microservices', [ask(TITLES(12))]) },
      ],
      checks: [
        { label: 'Content for the screen', measure: { of: 'content', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'Selection saves on the last stretch. The others have to be looked at for themselves.',
    sources: ['bookshop'],
  },
]
