import type { Architecture, ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOKS, placeOrder, type Request, readBook, readStock, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'what-a-microservice-is'
const test = 'Tell a microservice from what only looks like one, by whether it can go live alone.'
const contract = 'Tell which changes a service can make alone, and which move its callers as well.'
const [BOOK = { isbn: '9780060512750', title: 'The Dispossessed' }] = BOOKS

const READ_CART: Request = { method: 'GET', url: 'https://api.bookshop.example/v1/carts/seeded-cart' }

type PriceField = NonNullable<ScenarioInput['settings']>['priceField']

/** An order, while catalog writes the price under this name. */
function orderWith(priceField: PriceField, system: Architecture = 'microservices'): ScenarioInput {
  return { v: 1, system, settings: { priceField }, workload: [placeOrder(BOOK)] }
}

/** What makes a microservice: going live alone, and what that takes. */
export const goingLive: readonly QuestionInput[] = [
  {
    id: 'ms-the-proof',
    version: 1,
    page,
    objective: test,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Somebody shows you a part called `billing` and says that it is a microservice. Which fact about it would convince you?',
    options: [
      {
        id: 'alone',
        text: 'It went live twice last week, and nothing else was released.',
        right: true,
        why: 'That is the property itself, seen at work: a change reached production and moved nobody else.',
      },
      {
        id: 'lines',
        text: 'It has 300 lines of code, and one person wrote it in a week.',
        right: false,
        misconception: 'small-makes-a-microservice',
        why: 'Small parts can be tied to others by tables or by releases. Large ones can be free.',
      },
      {
        id: 'container',
        text: 'It runs in a container of its own, started by an orchestrator.',
        right: false,
        misconception: 'containers-make-microservices',
        why: 'A container says how it is packed. Whether it can be released alone is another matter.',
      },
      {
        id: 'endpoint',
        text: 'It answers at an address of its own, and only on `/billing`.',
        right: false,
        misconception: 'endpoint-is-a-microservice',
        why: 'An address is part of the contract. One process may answer at a hundred of them.',
      },
    ],
    demo: {
      watch: 'orders at work beside its neighbours: five processes, each of which could be replaced alone.',
      runs: [{ id: 'alone', label: 'Microservices', scenario: run('microservices', [placeOrder(BOOK)]) }],
      checks: [
        { label: 'HTTP requests in the trace', measure: { of: 'hops', request: 0 }, expect: { equals: 5 } },
      ],
    },
    takeaway: 'Ask when it last went live, and what had to go with it.',
    sources: ['lewis-fowler-2014'],
  },
  {
    id: 'ms-ten-in-step',
    version: 1,
    page,
    objective: test,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Ten services, ten repositories, ten pipelines. For each release a spreadsheet says which ten versions belong together. What is this system?',
    options: [
      {
        id: 'distributed',
        text: 'A distributed monolith: released in one piece, called over a network.',
        right: true,
        why: 'The spreadsheet is the single deployment, kept by hand. The network between the parts is all that the split brought.',
      },
      {
        id: 'micro',
        text: 'Microservices: the parts are separate down to their repositories.',
        right: false,
        misconception: 'containers-make-microservices',
        why: 'Repositories and pipelines are how code is kept and built. What counts is whether one version can change alone.',
      },
      {
        id: 'modular',
        text: 'A modular monolith: its parts are clearly cut, and released together.',
        right: false,
        misconception: 'modules-are-services',
        why: 'A modular monolith is one process, so a call costs nothing and cannot be lost. These parts pay for a network.',
      },
      {
        id: 'replicas',
        text: 'A replicated monolith: ten processes that share one release.',
        right: false,
        misconception: 'replicas-are-services',
        why: 'Replicas are copies of the same program. Here are ten different ones that depend on each other.',
      },
    ],
    demo: {
      watch:
        'What such a spreadsheet prevents: catalog renamed a field and went live alone. Follow the order to the problem.',
      runs: [{ id: 'renamed', label: 'Renamed', scenario: orderWith('renamed') }],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
      ],
    },
    takeaway: 'Released in lock-step over a network: the costs of both, the benefit of neither.',
    sources: ['lewis-fowler-2014', 'bookshop'],
  },
  {
    id: 'ms-who-notices',
    version: 1,
    page,
    objective: 'Predict who notices while one service is replaced.',
    kind: 'predict',
    difficulty: 'medium',
    stem: 'The shop runs as {construction}. To go live, {service} is stopped, replaced and started. At that moment a client sends `{request-line}`. Nobody tries again. Which status does the client get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code of the answer',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: 'To answer this, nobody has to ask {service}. So nobody notices that it is away.',
            whenWrong: 'This request cannot be answered without {service}. {because}',
            misconception: 'alone-means-unaffected',
          },
          {
            value: 201,
            text: '`201` Created',
            whenRight: 'Placing an order takes no answer of {service}. {because}',
            whenWrong: 'Nothing is created here. {because}',
            misconception: 'alone-means-unaffected',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: 'Somebody on the way needs an answer of {service}. {because}',
            whenWrong: 'Only what needs {service} fails. {because}',
            misconception: 'all-fails-together',
          },
          {
            value: 0,
            text: 'No answer: nobody listens',
            whenRight:
              'All modules live in the process that is being replaced, so nobody is at the door. {because}',
            whenWrong: 'The gateway is up and answers. {because}',
            misconception: 'all-fails-together',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'order-without-catalog',
        words: {
          construction: 'microservices',
          service: 'catalog',
          'request-line': 'POST /v1/orders',
          because: 'orders asks catalog for the price.',
        },
        demo: {
          watch: 'Who asks catalog, and what does the client get to read?',
          runs: [
            {
              id: 'away',
              label: 'Without catalog',
              scenario: run('microservices', [placeOrder(BOOK)], 'catalog'),
            },
          ],
        },
      },
      {
        id: 'stock-without-catalog',
        words: {
          construction: 'microservices',
          service: 'catalog',
          'request-line': `GET /v1/stock/${BOOK.isbn}`,
          because: 'inventory keeps the number of copies itself.',
        },
        demo: {
          watch: 'inventory answers from its own data.',
          runs: [
            {
              id: 'away',
              label: 'Without catalog',
              scenario: run('microservices', [readStock(BOOK)], 'catalog'),
            },
          ],
        },
      },
      {
        id: 'order-without-notifications',
        words: {
          construction: 'microservices',
          service: 'notifications',
          'request-line': 'POST /v1/orders',
          because: 'The email is written later: its event waits in the broker until notifications is back.',
        },
        demo: {
          watch: 'The order is confirmed, and its event waits.',
          runs: [
            {
              id: 'away',
              label: 'Without notifications',
              scenario: run('microservices', [placeOrder(BOOK)], 'notifications'),
            },
          ],
        },
      },
      {
        id: 'book-without-catalog-monolith',
        words: {
          construction: 'a monolith with one instance',
          service: 'the cart module',
          'request-line': `GET /v1/books/${BOOK.isbn}`,
          because: 'To replace one module of a process is to replace the process.',
        },
        demo: {
          watch: 'One process is away, with all fourteen modules.',
          runs: [{ id: 'away', label: 'Monolith away', scenario: run('monolith', [readBook(BOOK)], 'cart') }],
        },
      },
    ],
    takeaway: 'Who goes live alone is still missed by those who need it meanwhile.',
    sources: ['bookshop'],
  },
  {
    id: 'ms-price-by-another-name',
    version: 1,
    page,
    objective: contract,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'catalog goes live alone. {change} orders was last deployed a month ago and reads `price`. {construction} Which status does the next order get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code of the order',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 201,
            text: '`201` Created',
            whenRight: '{why}',
            whenWrong: '{why} Nothing can be sold whose price nobody knows.',
            misconception: 'any-change-is-independent',
          },
          {
            value: 409,
            text: '`409` Conflict',
            whenWrong: 'A conflict is with the state of a resource: too few copies, say. {why}',
            misconception: 'failure-is-the-clients-fault',
          },
          {
            value: 422,
            text: '`422` Unprocessable Content',
            whenWrong: 'The client’s order is fine and names no price at all. {why}',
            misconception: 'failure-is-the-clients-fault',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: '{why} The problem document names the missing field.',
            whenWrong: '{why}',
            misconception: 'additions-break-callers',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'renamed',
        words: {
          change: 'It now calls `price` by the name `unitPrice`.',
          construction: 'The shop runs as microservices.',
          why: 'orders looks for `price` and does not find it.',
        },
        demo: {
          watch: 'catalog answers 200. Look at who is unhappy with it.',
          runs: [{ id: 'renamed', label: 'Renamed', scenario: orderWith('renamed') }],
        },
      },
      {
        id: 'both',
        words: {
          change: 'It now writes the price under two names: `price`, and also `unitPrice`.',
          construction: 'The shop runs as microservices.',
          why: 'orders finds `price` where it always was, and ignores what it does not know.',
        },
        demo: {
          watch: 'Two names for one price, and fields that say how long the old one stays.',
          runs: [{ id: 'both', label: 'Both names', scenario: orderWith('both') }],
        },
      },
      {
        id: 'version-2',
        words: {
          change: 'It calls `price` by the name `unitPrice` and says in each answer that this is version 2.',
          construction: 'The shop runs as microservices.',
          why: 'A version number in the answer helps nobody who still reads `price`.',
        },
        demo: {
          watch: 'The field that names the version arrives, and nobody asked for it.',
          runs: [{ id: 'version', label: 'Version 2', scenario: orderWith('version-2') }],
        },
      },
      {
        id: 'monolith',
        words: {
          change: 'In its public answers it now calls `price` by the name `unitPrice`.',
          construction: 'The shop runs as a monolith, compiled and released in one piece.',
          why: 'Inside one process orders calls a function, and the compiler had found everybody who reads the price.',
        },
        demo: {
          watch: 'One hop. The price went from module to module as a value.',
          runs: [{ id: 'monolith', label: 'Monolith', scenario: orderWith('renamed', 'monolith') }],
        },
      },
    ],
    takeaway: 'Add, and take nothing away, for as long as somebody reads it.',
    sources: ['bookshop'],
  },
  {
    id: 'ms-moves-others',
    version: 1,
    page,
    objective: contract,
    kind: 'select',
    difficulty: 'hard',
    stem: 'catalog wants to go live alone. Its callers are tolerant readers. Which of these changes force a caller to be deployed as well? Select all that apply.',
    options: [
      {
        id: 'rename',
        text: 'A field that callers read gets a better name.',
        right: true,
        misconception: 'any-change-is-independent',
        why: 'For those who read it, the old field is gone.',
      },
      {
        id: 'required',
        text: 'A request must now carry a field that was optional.',
        right: true,
        misconception: 'any-change-is-independent',
        why: 'Callers that leave it out were right yesterday, and are refused today.',
      },
      {
        id: 'unit',
        text: 'The amount of a price is now in euros, not in cents.',
        right: true,
        misconception: 'any-change-is-independent',
        why: 'Same name, same type, another meaning. It breaks callers, and no schema notices.',
      },
      {
        id: 'store',
        text: 'Its data moves into a database of another kind.',
        right: false,
        misconception: 'shared-tables-are-no-contract',
        why: 'If the data is behind the contract, no caller can see the move. That is what the border is for.',
      },
      {
        id: 'addition',
        text: 'Its answers carry one more field than before.',
        right: false,
        misconception: 'additions-break-callers',
        why: 'Tolerant readers ignore it. Strict ones would break, and that is why callers are tolerant.',
      },
      {
        id: 'language',
        text: 'It is rewritten in another programming language.',
        right: false,
        misconception: 'additions-break-callers',
        why: 'Callers see bytes. As long as these mean the same, nobody can tell.',
      },
    ],
    demo: {
      watch: 'The same order with an added name and with a changed one.',
      runs: [
        { id: 'both', label: 'Added', scenario: orderWith('both') },
        { id: 'renamed', label: 'Renamed', scenario: orderWith('renamed') },
      ],
      checks: [{ label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: 'different' }],
    },
    takeaway: 'What callers see and use is the contract. Everything else may change tonight.',
    sources: ['lewis-fowler-2014', 'bookshop'],
  },
  {
    id: 'ms-storage-service',
    version: 1,
    page,
    objective: test,
    kind: 'single',
    difficulty: 'hard',
    stem: 'A team splits its shop by technical function: a `storage` service with every table, a `validation` service, a `formatting` service. Next week books get an edition. What does that change take?',
    options: [
      {
        id: 'all-three',
        text: 'Releases of all three, since each of them handles books.',
        right: true,
        why: 'A new attribute has to be stored, checked and shown. A border that each change crosses separates nothing.',
      },
      {
        id: 'storage-only',
        text: 'A release of `storage` alone, since that is where the data is.',
        right: false,
        misconception: 'one-function-each',
        why: 'Storing is a third of the work. An edition that is not checked and not shown helps no reader.',
      },
      {
        id: 'none-waits',
        text: 'No joint release: each adds the edition when it likes.',
        right: false,
        misconception: 'any-change-is-independent',
        why: 'They may go one after another, if each is careful. The feature still waits for the last of the three.',
      },
      {
        id: 'fourth',
        text: 'A fourth service `editions`, to keep the others small.',
        right: false,
        misconception: 'small-makes-a-microservice',
        why: 'That adds a hop and a pipeline, and storage, checks and display still have to know about it.',
      },
    ],
    demo: {
      watch:
        'The bookshop is cut by business instead: to read a book, with everything that belongs to it, takes catalog alone.',
      runs: [{ id: 'book', label: 'Read a book', scenario: run('microservices', [readBook(BOOK)]) }],
      checks: [
        {
          label: 'HTTP requests in the trace',
          measure: { of: 'hops', request: 0 },
          expect: { equals: 2 },
        },
      ],
    },
    takeaway: 'Draw borders where changes stop, and that is seldom between technical functions.',
    sources: ['lewis-fowler-2014', 'key-differences'],
  },
  {
    id: 'ms-cart-while-away',
    version: 1,
    page,
    objective: 'Count the processes that one request needs.',
    kind: 'predict',
    difficulty: 'easy',
    stem: 'The shop runs as microservices. A client sends `{request-line}`. {facts} How many HTTP requests are made in all, the client’s own included?',
    computed: { 'hop-list': { measure: { of: 'hop-list', request: 0 } } },
    asks: [
      {
        input: 'number',
        id: 'hops',
        label: 'HTTP requests in all',
        unit: 'requests',
        measure: { of: 'hops', request: 0 },
        min: 0,
        max: 20,
        whenRight: 'These: {hop-list}. Each callee in this list is a process that must be up.',
        mistakes: [
          {
            value: 1,
            why: 'That is the client’s own. Behind the gateway the request goes on: {hop-list}.',
            misconception: 'one-request-is-all',
          },
        ],
        otherwise: {
          why: 'Count who asks whom, the gateway included: {hop-list}.',
          misconception: 'services-form-a-chain',
        },
      },
    ],
    cases: [
      {
        id: 'cart',
        words: {
          'request-line': 'GET /v1/carts/seeded-cart',
          facts: 'A cart holds what was put in, with the prices of that moment.',
        },
        demo: {
          watch: 'Whom does the cart ask when it is only read?',
          runs: [{ id: 'cart', label: 'Read a cart', scenario: run('microservices', [READ_CART]) }],
        },
      },
      {
        id: 'order',
        words: {
          'request-line': 'POST /v1/orders',
          facts: 'orders needs the price, a reservation and an authorised payment.',
        },
        demo: {
          watch: 'Three questions of orders, one after the other.',
          runs: [{ id: 'order', label: 'Order', scenario: run('microservices', [placeOrder(BOOK)]) }],
        },
      },
    ],
    takeaway: 'The trace of a request is the list of those it cannot do without.',
    sources: ['bookshop'],
  },
]
