import type { Architecture } from '#mocks/systems/scenario.ts'
import {
  BOOKS,
  bothWays,
  placeOrder,
  type Request,
  readBook,
  readStock,
  run,
  THE_BOOK,
} from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'rest-api-vs-microservices'
const objective =
  'Predict what a request does in both constructions of the shop, also when a service is down.'

/** The construction that the question is about, then the other one to compare it with. */
const twins = (asked: Architecture, request: Request) =>
  bothWays(request).sort((a, b) => Number(b.id === asked) - Number(a.id === asked))

/** Predictions: the bookshop itself holds the right answers. */
export const beforeItRuns: readonly QuestionInput[] = [
  {
    id: 'rvm-count-hops',
    version: 1,
    page,
    objective,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'The shop runs as {construction}. A client sends `{request-line}`. {facts} How many HTTP requests are made in all, the client’s own included?',
    computed: {
      hops: { measure: { of: 'hops', request: 0 } },
      'hop-list': { measure: { of: 'hop-list', request: 0 } },
      'twin-hops': { run: 1, measure: { of: 'hops', request: 0 } },
    },
    asks: [
      {
        input: 'number',
        id: 'hops',
        label: 'HTTP requests in all',
        unit: 'requests',
        measure: { of: 'hops', request: 0 },
        min: 0,
        max: 30,
        whenRight: 'The trace holds these: {hop-list}. {construction-why}',
        mistakes: [
          {
            value: { word: 'hops', minus: 1 },
            why: 'One short. The request of the client to the shop is a hop, too: {hop-list}.',
            misconception: 'client-hop-forgotten',
          },
          {
            value: { word: 'twin-hops' },
            why: '{twin-why} {hop-list}.',
            misconception: 'calls-are-always-http',
          },
        ],
        otherwise: {
          why: 'Follow the request from block to block and count each arrow once: {hop-list}.',
          misconception: 'one-request-is-all',
        },
      },
    ],
    cases: BOOKS.slice(0, 2).flatMap((book, index) => [
      {
        id: `order-microservices-${index}`,
        words: {
          construction: 'microservices',
          'request-line': 'POST /v1/orders',
          facts: `The gateway passes the order for “${book.title}” to orders, and orders needs three things: the price from catalog, a reservation from inventory, an authorisation from payments.`,
          'construction-why': 'Each call between two services is an HTTP request of its own.',
          'twin-why':
            'That is the number for the monolith. Here the services that get the request ask others before they answer:',
        },
        demo: {
          watch: `An order for “${book.title}”. Count the arrows, then compare the other construction.`,
          runs: twins('microservices', placeOrder(book)),
        },
      },
      {
        id: `order-monolith-${index}`,
        words: {
          construction: 'a monolith',
          'request-line': 'POST /v1/orders',
          facts: `Its orders module needs three things for the order of “${book.title}”: the price from the catalog module, a reservation from inventory, an authorisation from payments.`,
          'construction-why':
            'Inside one process the modules call each other as functions: nothing else goes over the network.',
          'twin-why':
            'That is the number for microservices. Here the modules share one process, and a function call sends no HTTP request:',
        },
        demo: {
          watch: `An order for “${book.title}”, placed in one process. Count the arrows, then compare the other construction.`,
          runs: twins('monolith', placeOrder(book)),
        },
      },
      {
        id: `read-microservices-${index}`,
        words: {
          construction: 'microservices',
          'request-line': `GET /v1/books/${book.isbn}`,
          facts: 'The gateway routes, and catalog keeps the books.',
          'construction-why': 'Reading a book takes nobody but catalog, so the request ends there.',
          'twin-why':
            'That is the number for the monolith. Here the services that get the request ask others before they answer:',
        },
        demo: {
          watch: `A read of “${book.title}”. Count the arrows, then compare the other construction.`,
          runs: twins('microservices', readBook(book)),
        },
      },
    ]),
    takeaway:
      'In microservices one request sets off others. In a monolith the same work is done by function calls.',
    sources: ['bookshop', 'lewis-fowler-2014'],
  },
  {
    id: 'rvm-service-down',
    version: 1,
    page,
    objective,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'The shop runs as microservices, and {down} is down: connections to it are refused. A client sends `{request-line}`. The shop has no fallback. Which status code does the client get?',
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
            whenRight:
              'This read takes gateway and catalog, and both are up. It never needs {down}, so it does not notice.',
            whenWrong:
              'To answer, the shop needs {down}, and {down} does not answer. There is nothing right to say with a `200`.',
            misconception: 'failure-stays-local',
          },
          {
            value: 201,
            text: '`201` Created',
            whenWrong: 'A `201` says that the order now exists. {not-created}',
            misconception: 'partial-success-is-success',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenWrong:
              'A `404` says that there is no such resource. The address is right; at most, a part of the shop is missing.',
            misconception: 'failure-is-the-clients-fault',
          },
          {
            value: 422,
            text: '`422` Unprocessable Content',
            whenWrong:
              'A `422` blames the content of the request. The client’s message is fine and will be fine tomorrow.',
            misconception: 'failure-is-the-clients-fault',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight:
              'A service that the request cannot do without does not answer. The fault is on the server’s side and may pass: that is what `503` says, with a problem document that names {down}.',
            whenWrong:
              'Only requests that need {down} fail. This one takes gateway and catalog, and both are up.',
            misconception: 'all-fails-together',
          },
        ],
      },
    ],
    cases: [
      ...(['payments', 'inventory'] as const).map((down) => ({
        id: `order-without-${down}`,
        words: {
          down,
          'request-line': 'POST /v1/orders',
          'not-created': `Without ${down} the order cannot be confirmed, and saying otherwise would be a lie.`,
        },
        demo: {
          watch: `Where does the red arrow end, and what does the problem document say about ${down}?`,
          runs: [
            {
              id: 'microservices',
              label: `Without ${down}`,
              scenario: run('microservices', [placeOrder()], down),
            },
          ],
        },
      })),
      ...(['payments', 'orders'] as const).map((down) => ({
        id: `read-without-${down}`,
        words: {
          down,
          'request-line': `GET /v1/books/${THE_BOOK.isbn}`,
          'not-created': 'Reading a book creates nothing.',
        },
        demo: {
          watch: `Does this read ever come near ${down}?`,
          runs: [
            {
              id: 'microservices',
              label: `Without ${down}`,
              scenario: run('microservices', [readBook()], down),
            },
          ],
        },
      })),
    ],
    takeaway:
      'A failure reaches exactly the requests that need the failed service. Splitting alone does not stop it.',
    sources: ['rfc-9110', 'rfc-9457', 'bookshop'],
  },
  {
    id: 'rvm-stock-after',
    version: 1,
    page,
    objective,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'Of “{book}” there are {before} copies to order. The shop runs as microservices and {payments-state}. A client orders {quantity}: the copies are reserved first, then the payment is authorised. {rule} How many copies can be ordered afterwards?',
    computed: {
      before: { measure: { of: 'value', request: 0, pointer: '/available' } },
      after: { measure: { of: 'value', request: 2, pointer: '/available' } },
      status: { measure: { of: 'status', request: 1 } },
    },
    asks: [
      {
        input: 'number',
        id: 'available',
        label: 'Copies that can be ordered afterwards',
        unit: 'copies',
        measure: { of: 'value', request: 2, pointer: '/available' },
        min: 0,
        max: 99,
        whenRight: 'The order was answered with {status}, and {after} copies are left to order. {story}',
        mistakes: [
          {
            value: { word: 'before', minus: 'quantity' },
            why: 'The copies were reserved, yes. But the payment could not be authorised, so orders released them before it answered {status}: {after} again.',
            misconception: 'reservation-sticks',
          },
          {
            value: { word: 'before' },
            why: 'The order went through with {status}, so its copies are promised to the buyer: {after} are left to order.',
            misconception: 'stock-follows-payment',
          },
        ],
        otherwise: {
          why: 'Only this order touches the stock, and it takes or gives back {quantity}. Afterwards there are {after}. {story}',
          misconception: 'undone-is-added',
        },
      },
    ],
    cases: BOOKS.flatMap((book, index) => {
      const quantity = 1 + (index % 3)
      return [true, false].map((up) => ({
        id: `${up ? 'payments-up' : 'payments-down'}-${index}`,
        words: {
          book: book.title,
          quantity,
          'payments-state': up ? 'every service is up' : 'payments is down',
          rule: 'If a later step fails, orders undoes the earlier ones.',
          story: up
            ? 'The copies stay reserved for the buyer.'
            : 'The reservation was made and released again. No transaction spans the services: orders undoes each step by a request of its own.',
        },
        demo: {
          request: 1,
          watch: up
            ? 'Watch the stock: what the order reserved stays reserved.'
            : 'Watch the stock: reserved, then released. Find the request that gives the copies back.',
          runs: [
            {
              id: 'microservices',
              label: up ? 'All up' : 'Payments down',
              scenario: run(
                'microservices',
                [readStock(book), placeOrder(book, quantity), readStock(book)],
                ...(up ? [] : (['payments'] as const)),
              ),
            },
          ],
        },
      }))
    }),
    takeaway:
      'Across services nothing rolls back by itself. Somebody has to undo each step, and that is more requests.',
    sources: ['bookshop', 'lewis-fowler-2014'],
  },
  {
    id: 'rvm-order-of-hops',
    version: 1,
    page,
    objective,
    kind: 'order',
    difficulty: 'hard',
    stem: 'The shop runs as microservices, and {payments-state}. A client sends `POST /v1/orders`. Which HTTP requests are sent, and in which order do they leave? Some of the steps stay out.',
    steps: [
      {
        id: 'client-gateway',
        text: 'client → gateway: `POST /v1/orders`',
        hop: { from: 'client', to: 'gateway', method: 'POST' },
        whenRight: 'It starts here: the gateway is the only public address.',
        misconception: 'client-hop-forgotten',
      },
      {
        id: 'gateway-orders',
        text: 'gateway → orders: `POST /orders`',
        hop: { from: 'gateway', to: 'orders', method: 'POST' },
        whenRight: 'The gateway routes the request to the service that takes orders.',
        misconception: 'gateway-does-the-work',
      },
      {
        id: 'orders-catalog',
        text: 'orders → catalog: read the price',
        hop: { from: 'orders', to: 'catalog', method: 'GET' },
        whenRight: 'Before anything is promised, orders has to know what it costs.',
        misconception: 'services-form-a-chain',
      },
      {
        id: 'orders-inventory',
        text: 'orders → inventory: reserve the copies',
        hop: { from: 'orders', to: 'inventory', method: 'POST' },
        whenRight: 'Copies are reserved before money moves, so that nobody pays for a copy that is gone.',
        misconception: 'stock-follows-payment',
      },
      {
        id: 'orders-payments',
        text: 'orders → payments: authorise the amount',
        hop: { from: 'orders', to: 'payments', method: 'POST' },
        whenRight:
          'The riskiest step comes last. When payments is down the request still leaves; it is refused.',
        misconception: 'partial-success-is-success',
      },
      {
        id: 'orders-release',
        text: 'orders → inventory: release the copies',
        hop: { from: 'orders', to: 'inventory', method: 'PUT' },
        whenRight: 'Payment failed, so orders undoes the reservation with one more request.',
        whenWrong: 'Nothing failed, so there is nothing to undo. The copies stay reserved for the buyer.',
        misconception: 'reservation-sticks',
      },
      {
        id: 'gateway-payments',
        text: 'gateway → payments: authorise the amount',
        hop: { from: 'gateway', to: 'payments', method: 'POST' },
        whenWrong:
          'The gateway routes and knows nothing of payments. Placing an order is the business of orders.',
        misconception: 'gateway-does-the-work',
      },
      {
        id: 'inventory-payments',
        text: 'inventory → payments: announce the reservation',
        hop: { from: 'inventory', to: 'payments', method: 'POST' },
        whenWrong: 'Inventory knows books and copies, and calls nobody. Orders asks each service itself.',
        misconception: 'services-form-a-chain',
      },
    ],
    cases: [
      {
        id: 'all-up',
        words: { 'payments-state': 'every service is up' },
        demo: {
          watch: 'The numbers on the arrows are the order in which the requests left.',
          runs: [{ id: 'microservices', label: 'All up', scenario: run('microservices', [placeOrder()]) }],
        },
      },
      {
        id: 'payments-down',
        words: { 'payments-state': 'payments is down: connections to it are refused' },
        demo: {
          watch: 'One request more than on a good day. Find it.',
          runs: [
            {
              id: 'microservices',
              label: 'Payments down',
              scenario: run('microservices', [placeOrder()], 'payments'),
            },
          ],
        },
      },
    ],
    takeaway: 'The gateway routes, orders conducts: price, copies, money, and a way back if the money fails.',
    sources: ['bookshop'],
  },
]
