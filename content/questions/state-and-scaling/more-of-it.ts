import type { Architecture, ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOKS, placeOrder, type Request, readStock, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'state-and-scaling'
const state = 'Say where state lives, and which instances may go.'
const work = 'Say what more instances will help, and what they will not.'
const [BOOK = { isbn: '9780060512750', title: 'The Dispossessed' }] = BOOKS

const CART: Request = {
  method: 'PUT',
  url: `https://api.bookshop.example/v1/carts/seeded-cart/items/${BOOK.isbn}`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ quantity: 2 }),
}
const READ_CART: Request = { method: 'GET', url: 'https://api.bookshop.example/v1/carts/seeded-cart' }

/** An order while one of several instances of orders is away. */
function withInstances(system: Architecture, instances: number, workload: readonly Request[]): ScenarioInput {
  return {
    v: 1,
    system,
    settings: { fleets: [{ service: 'orders', instances }] },
    faults: [{ kind: 'instance-down', service: 'orders', instance: 1 }],
    workload: [...workload],
  }
}

/** Two orders at once, with so many instances, and the work done here or at a bank with one worker. */
function atOnce(instances: number, shared: boolean): ScenarioInput {
  const workers = { places: 1, queue: 10 }
  return {
    v: 1,
    system: 'monolith',
    settings: {
      latency: 'none',
      acquirer: 'bank',
      publishing: 'none',
      fleets: shared
        ? [
            { service: 'orders', instances },
            { service: 'bank', workers },
          ]
        : [{ service: 'orders', instances, workers }],
    },
    faults: [{ kind: 'slow', service: shared ? 'bank' : 'orders', ms: 100 }],
    workload: Array.from({ length: 4 }, (_, turn) => ({
      ...placeOrder(BOOK),
      headers: { 'content-type': 'application/json', 'idempotency-key': `"at-once-${turn}"` },
      atMs: 0,
      waits: false as const,
    })),
  }
}

/** State, and more of the same. */
export const moreOfIt: readonly QuestionInput[] = [
  {
    id: 'ss-last-of-four',
    version: 1,
    page,
    objective: work,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'Four orders arrive at the same moment at a monolith with {instances}. Each needs 100 ms of work of {whose}. Nothing else takes time. After how long is the last one answered?',
    asks: [
      {
        input: 'choice',
        id: 'us',
        label: 'The last answer comes after',
        measure: { of: 'duration', request: 3 },
        choices: [
          {
            value: 100_000,
            text: '100 ms',
            whenRight: 'Four workers, one order each: they work side by side.',
            whenWrong: 'For that, each order would need a worker of its own. {why}',
            misconception: 'instances-cure-everything',
          },
          {
            value: 200_000,
            text: '200 ms',
            whenRight: '{why}',
            whenWrong: 'Two workers would do that. {why}',
            misconception: 'instances-cure-everything',
          },
          {
            value: 400_000,
            text: '400 ms',
            whenRight: '{why}',
            whenWrong: 'That is one worker for all of them. {why}',
            misconception: 'monoliths-do-not-scale',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'four-own',
        words: {
          instances: 'four instances of one worker each',
          whose: 'the instance that takes it',
          why: 'The instances divide work of their own.',
        },
        demo: {
          request: 3,
          watch: 'Four orders, four instances.',
          runs: [{ id: 'own', label: 'Work of their own', scenario: atOnce(4, false) }],
        },
      },
      {
        id: 'two-own',
        words: {
          instances: 'two instances of one worker each',
          whose: 'the instance that takes it',
          why: 'Each instance does two orders, one after the other.',
        },
        demo: {
          request: 3,
          watch: 'Two orders for each instance.',
          runs: [{ id: 'own', label: 'Work of their own', scenario: atOnce(2, false) }],
        },
      },
      {
        id: 'four-shared',
        words: {
          instances: 'four instances',
          whose: 'a bank with one worker, which all of them share',
          why: 'The bank does the four one after the other, whoever sends them.',
        },
        demo: {
          request: 3,
          watch: 'Four instances wait in the line of one bank.',
          runs: [{ id: 'shared', label: 'A shared part', scenario: atOnce(4, true) }],
        },
      },
    ],
    takeaway: 'Instances divide what is theirs. What they share decides the rest.',
    sources: ['bookshop'],
  },
  {
    id: 'ss-one-is-gone',
    version: 1,
    page,
    objective: state,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'The shop is {construction}, and orders runs in {instances}. Instance 1 has just been killed, and the balancer knows. A client places an order. Which status does it get?',
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
            whenRight:
              'Another instance takes it. Nothing that the order needs was kept in the one that is gone.',
            whenWrong: 'There was one instance of orders, and it is gone.',
            misconception: 'stateless-means-no-data',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenWrong:
              'Data lives in a store and outlives every instance; and a new order looks for nothing.',
            misconception: 'stateless-means-no-data',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight:
              'The gateway is up and says that orders is not. With a second instance nobody would have noticed.',
            whenWrong: 'One instance is left, and any instance will do.',
            misconception: 'monoliths-do-not-scale',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'monolith-two',
        words: { construction: 'a monolith', instances: 'two copies of the whole' },
        demo: {
          watch: 'The other copy answers.',
          runs: [
            { id: 'two', label: 'Monolith, two', scenario: withInstances('monolith', 2, [placeOrder(BOOK)]) },
          ],
        },
      },
      {
        id: 'services-two',
        words: { construction: 'built of microservices', instances: 'two instances' },
        demo: {
          watch: 'The other instance answers.',
          runs: [
            {
              id: 'two',
              label: 'Services, two',
              scenario: withInstances('microservices', 2, [placeOrder(BOOK)]),
            },
          ],
        },
      },
      {
        id: 'services-one',
        words: { construction: 'built of microservices', instances: 'one instance' },
        demo: {
          watch: 'Nobody is left to take the order.',
          runs: [
            {
              id: 'one',
              label: 'Services, one',
              scenario: withInstances('microservices', 1, [placeOrder(BOOK)]),
            },
          ],
        },
      },
    ],
    takeaway: 'If instances keep nothing, any one of them will do.',
    sources: ['bookshop'],
  },
  {
    id: 'ss-stateless-which',
    version: 1,
    page,
    objective: state,
    kind: 'select',
    difficulty: 'medium',
    stem: 'An instance is killed at random once an hour, and another one takes over. In which of these designs does nobody lose anything? Select all that apply.',
    options: [
      {
        id: 'store',
        text: 'Carts are in a database that all the instances share.',
        right: true,
        misconception: 'stateless-means-no-data',
        why: 'The next instance finds the cart where the last one left it.',
      },
      {
        id: 'token',
        text: 'Who is signed in is told by a signed token in each request.',
        right: true,
        misconception: 'authentication-needs-state',
        why: 'Whoever has the public key can verify it, so any instance will do.',
      },
      {
        id: 'client',
        text: 'The cart comes along in each request from the browser.',
        right: true,
        misconception: 'stateless-means-no-data',
        why: 'State that the client keeps outlives every instance. It costs bytes, and the server has to check it.',
      },
      {
        id: 'memory',
        text: 'Carts are in the memory of the instance, found by cookie.',
        right: false,
        misconception: 'instances-cure-everything',
        why: 'The balancer may send a client to the same instance each time; once an hour there is no such instance.',
      },
      {
        id: 'files',
        text: 'Uploads wait on the disk of the instance that took them.',
        right: false,
        misconception: 'stateless-means-no-data',
        why: 'The next instance has another disk. Files that must survive belong in a store.',
      },
    ],
    demo: {
      request: 1,
      watch: 'A cart is filled and read. Look where it is kept.',
      runs: [{ id: 'cart', label: 'A cart', scenario: run('microservices', [CART, READ_CART]) }],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 1 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'State belongs where it outlives the instance.',
    sources: ['fielding-2000'],
  },
  {
    id: 'ss-find-the-bottleneck',
    version: 1,
    page,
    objective: work,
    kind: 'single',
    difficulty: 'hard',
    stem: 'Orders are slow at noon. The four instances of the shop use 15% of their processors. The database uses 98% of its own. What do you do first?',
    options: [
      {
        id: 'ask-less',
        text: 'Find out what the database is asked, and ask it less often.',
        right: true,
        why: 'It is what is busy while the others wait. An index, a batch or a cache may be all it takes.',
      },
      {
        id: 'instances',
        text: 'Run eight instances of the shop, and more in the evening.',
        right: false,
        misconception: 'instances-cure-everything',
        why: 'The four have hardly anything to do. Eight would send the same questions to the same database.',
      },
      {
        id: 'split',
        text: 'Split orders off, so that it can be scaled independently.',
        right: false,
        misconception: 'monoliths-do-not-scale',
        why: 'orders is not short of anything. A split that divides the data might help, much later and at a price.',
      },
      {
        id: 'copies',
        text: 'Add copies of the database, so that orders write faster.',
        right: false,
        misconception: 'copies-multiply-writes',
        why: 'Copies answer reads. Each write goes to all of them, and orders are writes.',
      },
    ],
    demo: {
      request: 3,
      watch: 'Four instances and one busy bank: who waits for whom?',
      runs: [{ id: 'shared', label: 'A shared part', scenario: atOnce(4, true) }],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 3 }, expect: { equals: 201 } },
      ],
    },
    takeaway: 'Look for what is busy while the others wait.',
    sources: ['bookshop'],
  },
  {
    id: 'ss-partition-key',
    version: 1,
    page,
    objective: 'Choose a key by which data is divided.',
    kind: 'single',
    difficulty: 'hard',
    stem: 'Orders have outgrown one database and are divided among eight. Customers look at their own orders, and place new ones all day. By which key do you divide?',
    options: [
      {
        id: 'customer',
        text: 'By customer: a person’s orders are together',
        right: true,
        why: 'Writes spread over all eight, and “my orders” is a question for one of them.',
      },
      {
        id: 'day',
        text: 'By day: those of the same date are together',
        right: false,
        misconception: 'instances-cure-everything',
        why: 'All of today’s orders go to one database, and seven have nothing to do.',
      },
      {
        id: 'random',
        text: 'By chance: each order goes to any of eight',
        right: false,
        misconception: 'copies-multiply-writes',
        why: 'The writes are spread well. But “my orders” has to ask all eight, each time.',
      },
      {
        id: 'status',
        text: 'By status: open ones here, closed ones there',
        right: false,
        misconception: 'stateless-means-no-data',
        why: 'An order would have to move when its status changes, and nearly all writes go to the open ones.',
      },
    ],
    demo: {
      watch: 'inventory divides its stock by ISBN: one question, one record.',
      runs: [{ id: 'stock', label: 'Stock', scenario: run('microservices', [readStock(BOOK)]) }],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'A good key spreads the writes and keeps together what is asked together.',
    sources: ['bookshop'],
  },
]
