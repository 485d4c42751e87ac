import type { Architecture, ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOK, placeOrder as orderOf } from '../../scenarios/requests.ts'
import { placeOrder, readBook, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'database-per-service'
const owning = 'Say who owns which data, and what goes wrong when others write or read them.'
const joining = 'Answer a question that spans services, and name what that costs.'

type Settings = NonNullable<ScenarioInput['settings']>

const buyers = (
  id: string,
  words: { way: string; when: string; because: string },
  holding: Settings['holding'],
  apartMs: number,
  system: Architecture = 'microservices',
) => ({
  id,
  words,
  demo: {
    request: 1,
    watch: 'The two requests buy the same last copy. Compare their answers.',
    runs: [
      {
        id: 'two-buyers',
        label: 'Two buyers',
        scenario: {
          v: 1 as const,
          system,
          settings: { holding, publishing: 'none' as const },
          faults: [{ kind: 'slow' as const, service: 'inventory' as const, ms: 100 }],
          workload: [
            { ...orderOf('quiz-first', BOOK.theCyberiad), atMs: 0, waits: false as const },
            { ...orderOf('quiz-second', BOOK.theCyberiad), atMs: apartMs, waits: false as const },
          ],
        },
      },
    ],
  },
})

const renamed = (
  id: string,
  words: { change: string; request: string; because: string },
  priceField: Settings['priceField'],
  request: ReturnType<typeof readBook>,
) => ({
  id,
  words,
  demo: {
    watch: 'Look at who asked catalog, and what they made of its answer.',
    runs: [
      {
        id: 'after',
        label: 'After the change',
        scenario: { v: 1 as const, settings: { priceField }, workload: [request] },
      },
    ],
  },
})

const joined = (books: number, batching: 'on' | 'off', way: string) => ({
  id: `${books}-${batching}`,
  words: { books, way },
  demo: {
    watch: 'Count the requests from graphql to inventory.',
    runs: [
      {
        id: 'page',
        label: `${books} books`,
        scenario: {
          v: 1 as const,
          settings: { graphqlBatching: batching },
          workload: [
            {
              method: 'POST',
              url: 'https://api.bookshop.example/graphql',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({
                query: `{ books(first: ${books}) { nodes { title stock { available } } } }`,
              }),
            },
          ],
        },
      },
    ],
  },
})

/** Whose data are they, and who may do what with them. */
export const owners: readonly QuestionInput[] = [
  {
    id: 'db-the-last-copy',
    version: 1,
    page,
    objective: owning,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'One copy of a book is left. {way} Two buyers come {when}. The first is answered with `201`. Which status does the second get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code of the second answer',
        measure: { of: 'status', request: 1 },
        choices: [
          {
            value: 201,
            text: '`201` Created',
            whenRight: 'The last copy is sold twice. {because}',
            whenWrong: 'For that, both would have to see a copy. {because}',
            misconception: 'checked-means-safe',
          },
          {
            value: 409,
            text: '`409` Conflict',
            whenRight: 'The second buyer is told that there are too few. {because}',
            whenWrong: 'For that, somebody would have to notice that there are two. {because}',
            misconception: 'checked-means-safe',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenWrong: 'Everybody is there and answers. {because}',
            misconception: 'healthy-means-compatible',
          },
        ],
      },
    ],
    cases: [
      buyers(
        'write-together',
        {
          way: 'orders reads the count at inventory and writes it back, smaller by one.',
          when: 'at the same moment',
          because: 'Both read 1 before either writes 0. Looking and taking are two requests.',
        },
        'read-then-write',
        0,
      ),
      buyers(
        'ask-together',
        {
          way: 'orders asks inventory to hold a copy.',
          when: 'at the same moment',
          because: 'inventory looks and takes in one transaction, so one of the two comes second.',
        },
        'reservation',
        0,
      ),
      buyers(
        'write-in-turn',
        {
          way: 'orders reads the count at inventory and writes it back, smaller by one.',
          when: 'two seconds apart',
          because: 'The first has written before the second reads. Tests mostly look like this.',
        },
        'read-then-write',
        2000,
      ),
      buyers(
        'one-store',
        {
          way: 'The shop is one process over one store. Its orders module reads the count and writes it back.',
          when: 'at the same moment',
          because:
            'An order is one transaction there, and this store runs them one after another: the second sees what the first has written.',
        },
        'read-then-write',
        0,
        'monolith',
      ),
    ],
    takeaway: 'A rule about data holds where looking and changing are one transaction: at the owner.',
    sources: ['bookshop'],
  },
  {
    id: 'db-renamed',
    version: 1,
    page,
    objective: owning,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'catalog is deployed with a better name for `price`: `unitPrice`. {change} orders is not deployed. A client {request}. Which status does it get?',
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
            whenRight: 'catalog itself is content. {because}',
            whenWrong: 'A `200` would be for reading. {because}',
            misconception: 'healthy-means-compatible',
          },
          {
            value: 201,
            text: '`201` Created',
            whenRight: 'The order goes through. {because}',
            whenWrong: 'An order needs a price. {because}',
            misconception: 'healthy-means-compatible',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: 'orders cannot do without what it needs. {because}',
            whenWrong: 'Nobody misses anything here. {because}',
            misconception: 'api-makes-it-decoupled',
          },
        ],
      },
    ],
    cases: [
      renamed(
        'order-after-rename',
        {
          change: 'The old name is gone.',
          request: 'places an order',
          because: 'orders looks for `price` under the name that it knows, and catalog answers without it.',
        },
        'renamed',
        placeOrder(),
      ),
      renamed(
        'read-after-rename',
        {
          change: 'The old name is gone.',
          request: 'reads a book',
          because: 'It answers with the new name, and does not know who needed the old one.',
        },
        'renamed',
        readBook(),
      ),
      renamed(
        'order-with-both',
        {
          change: 'For a while both names are in each answer.',
          request: 'places an order',
          because: 'orders finds `price` as ever, and may change when it likes.',
        },
        'both',
        placeOrder(),
      ),
    ],
    takeaway:
      'What others read is a contract, be it a column or a field. Add first, remove when nobody reads it.',
    sources: ['bookshop'],
  },
  {
    id: 'db-requests-for-a-join',
    version: 1,
    page,
    objective: joining,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'A page shows {books} books with their stock. The books are with catalog, the stock with inventory. The GraphQL edge puts them together {way}. How many requests does inventory get?',
    computed: { calls: { measure: { of: 'calls', from: 'graphql', to: 'inventory' } } },
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Requests to inventory',
        unit: 'requests',
        measure: { of: 'calls', from: 'graphql', to: 'inventory' },
        min: 0,
        max: 100,
        whenRight: 'Put together {way}, {books} books make {calls} here.',
        mistakes: [
          {
            value: 0,
            why: 'That would be a join in one store. Here the stock is somebody else’s.',
            misconception: 'joins-are-gone',
          },
          {
            value: { word: 'books' },
            why: 'That is one for each book. It need not be, if the edge collects what is asked for.',
            misconception: 'joins-are-gone',
          },
        ],
        otherwise: {
          why: 'Ask whether each book asks for itself, or somebody collects. Here it makes {calls}.',
          misconception: 'joins-are-gone',
        },
      },
    ],
    cases: [
      joined(24, 'off', 'book by book'),
      joined(24, 'on', 'after it has collected what all books need'),
      joined(10, 'off', 'book by book'),
      joined(10, 'on', 'after it has collected what all books need'),
    ],
    takeaway: 'A join over services is a request for each owner at best, and one for each row at worst.',
    sources: ['bookshop'],
  },
  {
    id: 'db-whose-copy',
    version: 1,
    page,
    objective: owning,
    kind: 'single',
    difficulty: 'medium',
    stem: 'orders stores the title and the price of each book that was ordered, although catalog has both. What do you say about that?',
    options: [
      {
        id: 'another-fact',
        text: 'It is right: what it cost then is a fact of the order.',
        right: true,
        why: 'Next week’s price is another fact, and belongs to catalog. An invoice must not change with it.',
      },
      {
        id: 'redundant',
        text: 'It is wrong: each fact should be stored in one place.',
        right: false,
        misconception: 'data-are-never-copied',
        why: 'Then old orders would change their total whenever a price does, and nobody could read them while catalog is away.',
      },
      {
        id: 'reference',
        text: 'Better a reference, and a look at catalog for each view.',
        right: false,
        misconception: 'data-are-never-copied',
        why: 'catalog knows what a book costs now. What it cost then, nobody would know.',
      },
      {
        id: 'shared',
        text: 'Better one table of prices that both services can read.',
        right: false,
        misconception: 'api-makes-it-decoupled',
        why: 'Then catalog can no longer change that table without orders. That is the tie that was to be cut.',
      },
    ],
    demo: {
      request: 1,
      watch:
        'The orders are listed, with title and price of each line. catalog is asked once: when the order was placed.',
      runs: [
        {
          id: 'listed',
          label: 'Placed, then listed',
          scenario: {
            v: 1,
            settings: { publishing: 'none' },
            workload: [placeOrder(), { method: 'GET', url: 'https://api.bookshop.example/v1/orders' }],
          },
        },
      ],
      checks: [
        { label: 'Status of the list', measure: { of: 'status', request: 1 }, expect: { equals: 200 } },
        {
          label: 'Calls to catalog, for both requests',
          measure: { of: 'calls', from: 'orders', to: 'catalog' },
          expect: { equals: 1 },
        },
      ],
    },
    takeaway: 'A copy is fine when it is a fact of its own, or when somebody keeps it up to date.',
    sources: ['bookshop'],
  },
  {
    id: 'db-one-server',
    version: 1,
    page,
    objective: owning,
    kind: 'single',
    difficulty: 'easy',
    stem: 'A small team runs five services on one database server. Each has a schema and a login of its own, and no login can read another schema. Is that a database for each service?',
    options: [
      {
        id: 'yes',
        text: 'Yes: nobody can rely on somebody else’s tables.',
        right: true,
        why: 'The rule is about who may look. What they share is a machine: its load, its upgrades and its outages.',
      },
      {
        id: 'needs-servers',
        text: 'No: that takes five servers, one for each service.',
        right: false,
        misconception: 'one-server-each',
        why: 'Five servers isolate load and outages as well. The boundary of the schema is there without them.',
      },
      {
        id: 'needs-kinds',
        text: 'No: each service would need another kind of store.',
        right: false,
        misconception: 'one-server-each',
        why: 'They may choose differently. Nothing says that they must.',
      },
      {
        id: 'needs-replicas',
        text: 'Only if each service gets a replica of the others.',
        right: false,
        misconception: 'data-are-never-copied',
        why: 'A full replica of other schemas brings the tie back: now everybody reads everybody’s tables.',
      },
    ],
    demo: {
      watch:
        'The same order in one store with tables for each module, and in a store for each service. The answer is the same.',
      runs: [
        { id: 'split', label: 'Many stores', scenario: run('microservices', [placeOrder()]) },
        { id: 'one', label: 'One store', scenario: run('monolith', [placeOrder()]) },
      ],
      checks: [
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: 'same' },
        { label: 'Content', measure: { of: 'content', request: 0 }, expect: 'same' },
      ],
    },
    takeaway: 'Ownership is about access. Servers are about load and outages.',
    sources: ['bookshop', 'richardson-db'],
  },
  {
    id: 'db-ties',
    version: 1,
    page,
    objective: owning,
    kind: 'select',
    difficulty: 'medium',
    stem: 'Which of these tie two services together so that one cannot change its tables without the other?',
    options: [
      {
        id: 'view',
        text: 'A view in the database over tables of both',
        right: true,
        misconception: 'one-server-each',
        why: 'It names columns of both. Whoever renames one breaks the view.',
      },
      {
        id: 'foreign-key',
        text: 'A foreign key from orders into the books table',
        right: true,
        misconception: 'data-are-never-copied',
        why: 'Then a book cannot be removed or moved without orders. An ISBN as plain text does not do that.',
      },
      {
        id: 'generated-api',
        text: 'An API whose fields are made from the columns',
        right: true,
        misconception: 'api-makes-it-decoupled',
        why: 'The column is the contract now, over HTTP. Renaming it renames the field.',
      },
      {
        id: 'read-model',
        text: 'A list of orders that is built from events',
        right: false,
        misconception: 'data-are-never-copied',
        why: 'It relies on the events, which are a contract, and not on the tables behind them.',
      },
      {
        id: 'same-server',
        text: 'Two schemas on a server, with a login each',
        right: false,
        misconception: 'one-server-each',
        why: 'They share a machine. Neither can look into the other.',
      },
    ],
    demo: {
      watch: 'catalog renames what others read. It is healthy, and the order fails.',
      runs: [
        {
          id: 'renamed',
          label: 'Renamed',
          scenario: { v: 1, settings: { priceField: 'renamed' }, workload: [placeOrder()] },
        },
      ],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
      ],
    },
    takeaway: 'Look for whatever names somebody else’s columns.',
    sources: ['bookshop', 'richardson-db'],
  },
  {
    id: 'db-the-report',
    version: 1,
    page,
    objective: joining,
    kind: 'single',
    difficulty: 'hard',
    stem: 'Every Monday somebody wants turnover by subject: orders and payments belong to two services, subjects to a third. What do you build?',
    options: [
      {
        id: 'own-store',
        text: 'A store for reports, fed from events of all three',
        right: true,
        why: 'There a join is a join again. It lags a little, which a report on Monday can bear, and it slows nobody down.',
      },
      {
        id: 'ask-all',
        text: 'A page that asks the three services for each of the orders',
        right: false,
        misconception: 'joins-are-gone',
        why: 'That is a request for each row of a year, on services that have customers to serve.',
      },
      {
        id: 'read-tables',
        text: 'A login with which reports may read all of the tables',
        right: false,
        misconception: 'api-makes-it-decoupled',
        why: 'It works until somebody renames a column, and then the report decides when services may be deployed.',
      },
      {
        id: 'not-possible',
        text: 'Nothing: this is what one gives up with microservices',
        right: false,
        misconception: 'joins-are-gone',
        why: 'What one gives up is asking the running services’ tables. The data can be brought together elsewhere.',
      },
    ],
    demo: {
      request: 0,
      watch:
        'One order, and who hears of it by events: order-history keeps a list of its own, and orders was not asked for it.',
      runs: [{ id: 'fed', label: 'Fed by events', scenario: run('microservices', [placeOrder()]) }],
      checks: [
        {
          label: 'Requests from order-history to orders',
          measure: { of: 'calls', from: 'order-history', to: 'orders' },
          expect: { equals: 0 },
        },
        {
          label: 'Records in the list of orders',
          measure: { of: 'changes', party: 'order-history', table: 'history' },
          expect: { equals: 1 },
        },
      ],
    },
    takeaway: 'Questions over everything deserve a store of their own, fed by contract.',
    sources: ['bookshop'],
  },
]
