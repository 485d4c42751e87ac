import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOKS, bothWays, type Request, readStock, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'gateway-and-composition'
const rounds = 'Count what composing at the edge saves, and what it does not.'
const place = 'Decide what belongs at the edge.'
const [BOOK = { isbn: '9780060512750', title: 'The Dispossessed' }] = BOOKS

const SHOP = 'https://api.bookshop.example'
const HOME: Request = { method: 'GET', url: `${SHOP}/v1/home` }
const LIST: Request = { method: 'GET', url: `${SHOP}/v1/books?limit=5&fields=isbn,title` }
const ORDERS_OF_ALICE: Request = { method: 'GET', url: `${SHOP}/v1/carts/seeded-cart-of-alice` }

function homeWithout(
  service: 'catalog' | 'recommendations',
  recommendations: 'optional' | 'required',
): ScenarioInput {
  return {
    v: 1,
    settings: { recommendations },
    faults: [{ kind: 'down', service }],
    workload: [HOME],
  }
}

/** Five books and their stock by GraphQL, with the edge asking for all of it at once, or one by one. */
function composed(graphqlBatching: 'on' | 'off'): ScenarioInput {
  return {
    v: 1,
    settings: { graphqlBatching },
    workload: [
      {
        method: 'POST',
        url: `${SHOP}/graphql`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ books(first: 5) { nodes { title stock { available } } } }' }),
      },
    ],
  }
}

/** What belongs at the edge, and what composing there saves. */
export const atTheEdge: readonly QuestionInput[] = [
  {
    id: 'ga-slow-phone',
    version: 1,
    page,
    objective: rounds,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A phone needs 300 ms for each round. A screen takes a list and the stock of its 20 books; the phone asks for these one after the other. The shop answers in 5 ms. What helps most, with the least change?',
    options: [
      {
        id: 'together',
        text: 'The phone asks for the 20 stocks at the same time.',
        right: true,
        why: 'Twenty-one rounds become two, and no server changes. Composing would save one more round.',
      },
      {
        id: 'faster',
        text: 'The services answer in 1 ms instead, from a cache.',
        right: false,
        misconception: 'fewer-requests-is-always-faster',
        why: 'That saves 4 ms in each of 21 rounds of 300. The time goes into travel, not into the shop.',
      },
      {
        id: 'instances',
        text: 'The shop runs several more instances of inventory.',
        right: false,
        misconception: 'instances-cure-everything',
        why: 'Nobody waits for inventory. More of it would be idle as well.',
      },
      {
        id: 'balancer',
        text: 'A load balancer is put in front of all the services.',
        right: false,
        misconception: 'gateway-is-a-balancer',
        why: 'It chooses which copy answers. The phone would still wait for 21 rounds.',
      },
    ],
    demo: {
      watch: 'A list, then one stock after another: each starts when the one before has ended.',
      runs: [
        {
          id: 'serial',
          label: 'One by one',
          scenario: run('microservices', [LIST, readStock(BOOK), readStock(BOOK)]),
        },
      ],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'Count the rounds over the slow network. Everything else is small.',
    sources: ['bookshop'],
  },
  {
    id: 'ga-calls-inside',
    version: 1,
    page,
    objective: rounds,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'One request asks the edge for five books with their stock. The edge asks for the stock {how}. How many requests does inventory get?',
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Requests to inventory',
        unit: 'requests',
        measure: { of: 'calls', from: 'graphql', to: 'inventory' },
        min: 0,
        max: 30,
        whenRight: '{why}',
        mistakes: [
          {
            value: 1,
            why: 'One request of the client need not be one request inside. {why}',
            misconception: 'composing-saves-work',
          },
          { value: 5, why: 'That would be one for each book. {why}', misconception: 'one-request-is-all' },
        ],
        otherwise: { why: '{why}', misconception: 'composing-saves-work' },
      },
    ],
    cases: [
      {
        id: 'one-by-one',
        words: {
          how: 'book by book',
          why: 'Five books, five requests: composing moved them inside, where a round is short.',
        },
        demo: {
          watch: 'Five arrows to inventory.',
          runs: [{ id: 'off', label: 'Book by book', scenario: composed('off') }],
        },
      },
      {
        id: 'batched',
        words: { how: 'for all books at once', why: 'A loader collects the five ISBNs and asks once.' },
        demo: {
          watch: 'One arrow to inventory.',
          runs: [{ id: 'on', label: 'At once', scenario: composed('on') }],
        },
      },
    ],
    takeaway: 'The client’s rounds and the shop’s requests are two different counts.',
    sources: ['bookshop'],
  },
  {
    id: 'ga-a-part-is-missing',
    version: 1,
    page,
    objective: rounds,
    kind: 'predict',
    difficulty: 'medium',
    stem: '`GET /v1/home` composes books from catalog with recommendations. {missing} is down. {built} Which status does the client get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code of the page',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: 'The page is there, with a hole and a warning that names it.',
            whenWrong: '{why}',
            misconception: 'failure-stays-local',
          },
          {
            value: 502,
            text: '`502` Bad Gateway',
            whenRight: '{why} A nicety decided about the page.',
            whenWrong: '{why}',
            misconception: 'composing-is-all-or-nothing',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: '{why} It may be back soon, and `503` says so.',
            whenWrong: '{why}',
            misconception: 'composing-is-all-or-nothing',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'nicety-optional',
        words: {
          missing: 'recommendations',
          built: 'The edge was built to do without recommendations.',
          why: 'The edge can do without recommendations, and says that they are missing.',
        },
        demo: {
          watch: 'Read the warning.',
          runs: [{ id: 'optional', label: 'Optional', scenario: homeWithout('recommendations', 'optional') }],
        },
      },
      {
        id: 'nicety-required',
        words: {
          missing: 'recommendations',
          built: 'The edge insists on recommendations.',
          why: 'The edge insists on a part that does not come.',
        },
        demo: {
          watch: 'The books came, and nobody sees them.',
          runs: [{ id: 'required', label: 'Required', scenario: homeWithout('recommendations', 'required') }],
        },
      },
      {
        id: 'core',
        words: {
          missing: 'catalog',
          built: 'The edge was built to do without recommendations.',
          why: 'Books are what the page is about. Without catalog there is no page.',
        },
        demo: {
          watch: 'What is a page of books without books?',
          runs: [{ id: 'core', label: 'Without catalog', scenario: homeWithout('catalog', 'optional') }],
        },
      },
    ],
    takeaway: 'Whoever composes decides what each part is worth.',
    sources: ['bookshop'],
  },
  {
    id: 'ga-whose-rule',
    version: 1,
    page,
    objective: place,
    kind: 'select',
    difficulty: 'medium',
    stem: 'Which of these belong in a gateway that all clients share? Select all that apply.',
    options: [
      {
        id: 'routes',
        text: 'Which service answers for `/v1/orders`',
        right: true,
        misconception: 'gateway-is-a-balancer',
        why: 'That is what it is for: services may move behind it.',
      },
      {
        id: 'quota',
        text: 'How many requests a caller may send',
        right: true,
        misconception: 'rules-belong-at-the-edge',
        why: 'It is the same for every request, and best counted where all of them pass.',
      },
      {
        id: 'trace',
        text: 'Giving each request an id for its trace',
        right: true,
        misconception: 'gateway-is-a-balancer',
        why: 'A trace starts where the request comes in.',
      },
      {
        id: 'whose-order',
        text: 'Which of the orders Bob may look at',
        right: false,
        misconception: 'rules-belong-at-the-edge',
        why: 'orders knows whose they are. Whoever gets past the edge would otherwise see them all.',
      },
      {
        id: 'discount',
        text: 'The discount on the third book of a cart',
        right: false,
        misconception: 'rules-belong-at-the-edge',
        why: 'A rule of the business belongs to the service that owns its data.',
      },
      {
        id: 'phone',
        text: 'Which of the fields the phone app shows',
        right: false,
        misconception: 'rules-belong-at-the-edge',
        why: 'That is about one client. It belongs to that client, or to the backend for that frontend.',
      },
    ],
    demo: {
      watch: 'A cart of Alice, asked for by a guest: who says no, the gateway or the owner of the data?',
      runs: [
        { id: 'cart', label: 'Somebody else’s cart', scenario: run('microservices', [ORDERS_OF_ALICE]) },
      ],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 404 } },
        { label: 'Hops', measure: { of: 'hops', request: 0 }, expect: { equals: 2 } },
      ],
    },
    takeaway: 'Everybody’s at the edge, one client’s beside it, the business’s behind it.',
    sources: ['bookshop'],
  },
  {
    id: 'ga-monolith-home',
    version: 1,
    page,
    objective: rounds,
    kind: 'single',
    difficulty: 'easy',
    stem: 'The front page is composed of books and recommendations. The shop is built once as a monolith and once of services. What does the client notice?',
    options: [
      {
        id: 'nothing-but-time',
        text: 'The same answer, after a different time',
        right: true,
        why: 'The contract is one resource in both. Inside, it is function calls or messages.',
      },
      {
        id: 'more-requests',
        text: 'That it has to send more requests itself',
        right: false,
        misconception: 'composing-saves-work',
        why: 'The edge composes in both. The client sends one request.',
      },
      {
        id: 'other-content',
        text: 'Other content, since the parts are apart',
        right: false,
        misconception: 'architecture-changes-the-contract',
        why: 'Byte for byte the same: compare the two answers.',
      },
      {
        id: 'no-page',
        text: 'No page: a monolith has nothing to compose',
        right: false,
        misconception: 'calls-are-always-http',
        why: 'Modules are asked by function calls, and what they say is put together as well.',
      },
    ],
    demo: {
      watch: 'Compare content and hops.',
      runs: bothWays(HOME),
      checks: [
        { label: 'Content of the answer', measure: { of: 'content', request: 0 }, expect: 'same' },
        { label: 'Hops', measure: { of: 'hops', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'A composed resource is part of the contract. How it is composed is not.',
    sources: ['bookshop'],
  },
]
