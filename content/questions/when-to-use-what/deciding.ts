import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOKS, placeOrder, type Request, readBook, readStock, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'when-to-use-what'
const deciding = 'Tell a reason to split a system from what only sounds like one.'
const moving = 'Move one part of a running system, and know when to stop.'
const [BOOK = { isbn: '9780060512750', title: 'The Dispossessed' }] = BOOKS

const HOME: Request = { method: 'GET', url: 'https://api.bookshop.example/v1/home' }

/** Old and new code of inventory side by side; the new one gets this share of the requests, and fails them all. */
function newCode(percent: number): ScenarioInput {
  return {
    v: 1,
    settings: { fleets: [{ service: 'inventory', canary: { percent } }] },
    faults: [
      { kind: 'error', edge: { to: 'inventory' }, strikes: { percent: 100 }, status: 503, version: 2 },
    ],
    workload: [readStock(BOOK)],
  }
}

const oneOfTwo = (workload: readonly Request[]): ScenarioInput => ({
  v: 1,
  system: 'monolith',
  settings: { fleets: [{ service: 'orders', instances: 2 }] },
  faults: [{ kind: 'instance-drains', service: 'orders', instance: 1 }],
  workload: [...workload],
})

/** Deciding about a split, and moving without stopping. */
export const decidingQuestions: readonly QuestionInput[] = [
  {
    id: 'wu-reasons',
    version: 1,
    page,
    objective: deciding,
    kind: 'select',
    difficulty: 'medium',
    stem: 'A shop runs as a monolith. Which of these facts, by themselves, are reasons to pull a part out of it? Select all that apply.',
    options: [
      {
        id: 'waiting',
        text: 'Six teams: last month 11 of 14 releases waited for another team.',
        right: true,
        why: 'People wait for each other, and somebody counted it. This is what a split is for.',
      },
      {
        id: 'hardware',
        text: 'Covers need graphics cards, which the rest of it never touches.',
        right: true,
        misconception: 'split-is-cheaper',
        why: 'Resources differ by kind. As one program, every instance would carry a card that mostly idles.',
      },
      {
        id: 'cards',
        text: 'Auditors demand that what touches card numbers is kept apart.',
        right: true,
        misconception: 'others-do-it',
        why: 'A duty to isolate is a reason by itself. A process of its own is how a wall is shown to exist.',
      },
      {
        id: 'users',
        text: 'Users double each quarter, and a new instance starts in 40 s.',
        right: false,
        misconception: 'growth-needs-microservices',
        why: 'The second half answers the first. More of the same work asks for more instances.',
      },
      {
        id: 'age',
        text: 'The code is eleven years old, and parts of it are hard to read.',
        right: false,
        misconception: 'monoliths-end-in-mud',
        why: 'Code that is hard to read is hard to cut. Borders inside come first, and may be enough.',
      },
      {
        id: 'netflix',
        text: 'Netflix does it, and the last three applicants asked about it.',
        right: false,
        misconception: 'others-do-it',
        why: 'Their reason is theirs. Nothing was counted here that a split would cure.',
      },
    ],
    demo: {
      watch: 'What a monolith does about users who come in numbers: two instances, one of them taken out.',
      runs: [{ id: 'two', label: 'Two instances', scenario: oneOfTwo([placeOrder(BOOK)]) }],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
      ],
    },
    takeaway: 'People who wait, resources that differ, walls that must exist. Count before you cut.',
    sources: ['fowler-premium'],
  },
  {
    id: 'wu-growing-tenfold',
    version: 1,
    page,
    objective: deciding,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Two people, a first product, a tidy monolith on one machine. Investors expect tenfold growth. “So we build microservices from the start.” What is the best answer?',
    options: [
      {
        id: 'replicas',
        text: 'Keep modules apart, keep it stateless, and plan for instances.',
        right: true,
        why: 'That carries growth, keeps every door open, and costs two people little. Borders can be cut later, when they are known.',
      },
      {
        id: 'now',
        text: 'Agree: it is much cheaper to split a system before it has users.',
        right: false,
        misconception: 'growth-needs-microservices',
        why: 'Cheaper to write, perhaps. But where the borders run is a guess now, and a wrong border on a network is costly.',
      },
      {
        id: 'rewrite',
        text: 'Do it quickly now, and rewrite it in services next year.',
        right: false,
        misconception: 'big-bang',
        why: 'A rewrite chases a product that goes on changing. Modules would let you move one part at a time.',
      },
      {
        id: 'core',
        text: 'Begin with one service, for the catalogue that all need.',
        right: false,
        misconception: 'cut-the-core-first',
        why: 'What all need has the costliest border, and two people wait for nobody.',
      },
    ],
    demo: {
      watch: 'One request for stock, answered by one of two instances of the monolith.',
      runs: [{ id: 'two', label: 'Two instances', scenario: oneOfTwo([readStock(BOOK)]) }],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'Growth asks for instances. Keep the doors open; do not walk through all of them.',
    sources: ['fowler-monolith-first', 'key-differences'],
  },
  {
    id: 'wu-first-part',
    version: 1,
    page,
    objective: moving,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Four teams wait for each other, borders are known, operations are ready. All four parts below change equally often. Which one do you pull out of the shop first?',
    options: [
      {
        id: 'notifications',
        text: 'notifications: it hears about events and writes emails',
        right: true,
        why: 'No customer waits for it, and no call crosses its border but events. If it fails, emails are late.',
      },
      {
        id: 'catalog',
        text: 'catalog: the books and prices that all others need',
        right: false,
        misconception: 'cut-the-core-first',
        why: 'Front pages, carts, orders and recommendations ask it. Each of these calls would become a message.',
      },
      {
        id: 'inventory',
        text: 'inventory: the stock that each order has to change',
        right: false,
        misconception: 'cut-the-core-first',
        why: 'Stock and order change in one transaction today. Cutting there brings reservations and undoing with it.',
      },
      {
        id: 'all-four',
        text: 'The four of them in one go: one part each for every team',
        right: false,
        misconception: 'big-bang',
        why: 'Then nobody learns from the first before doing the fourth, and nothing can be undone alone.',
      },
    ],
    demo: {
      watch: 'An order without notifications, and one without catalog.',
      runs: [
        {
          id: 'notifications',
          label: 'Without notifications',
          scenario: run('microservices', [placeOrder(BOOK)], 'notifications'),
        },
        {
          id: 'catalog',
          label: 'Without catalog',
          scenario: run('microservices', [placeOrder(BOOK)], 'catalog'),
        },
      ],
      checks: [{ label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: 'different' }],
    },
    takeaway: 'Begin where few calls cross the border and little hangs on it.',
    sources: ['bookshop'],
  },
  {
    id: 'wu-across-the-border',
    version: 1,
    page,
    objective: moving,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'A team wants to pull {part} out of the monolith. In the shop as it is built, {facts} A client sends `{request-line}` once. How many requests would {from} then send to {to} over the network?',
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Requests across the border',
        unit: 'requests',
        measure: { of: 'calls', from: 'recommendations', to: 'catalog' },
        min: 0,
        max: 30,
        whenRight: '{why}',
        mistakes: [
          {
            value: 1,
            why: 'One would do if it asked for all of them together. {why}',
            misconception: 'one-request-is-all',
          },
        ],
        otherwise: { why: '{why}', misconception: 'services-form-a-chain' },
      },
    ],
    cases: [
      {
        id: 'front-page',
        words: {
          part: 'recommendations',
          facts: 'it recommends five books, and asks catalog about each of them by itself.',
          from: 'recommendations',
          to: 'catalog',
          'request-line': 'GET /v1/home',
          why: 'One for each of the five books. In one process these were function calls, and nobody had noticed.',
        },
        demo: {
          watch: 'Five arrows from recommendations to catalog, for one front page.',
          runs: [{ id: 'home', label: 'Front page', scenario: run('microservices', [HOME]) }],
        },
      },
      {
        id: 'book',
        words: {
          part: 'recommendations',
          facts: 'it recommends five books on the front page, and asks catalog about each of them by itself.',
          from: 'recommendations',
          to: 'catalog',
          'request-line': `GET /v1/books/${BOOK.isbn}`,
          why: 'None: reading a book recommends nothing.',
        },
        demo: {
          watch: 'Who is asked when somebody reads one book?',
          runs: [{ id: 'book', label: 'A book', scenario: run('microservices', [readBook(BOOK)]) }],
        },
      },
    ],
    takeaway: 'Count what would cross a border before you draw it. Loops of calls hide in a process.',
    sources: ['bookshop'],
  },
  {
    id: 'wu-first-step',
    version: 1,
    page,
    objective: moving,
    kind: 'single',
    difficulty: 'medium',
    stem: 'You will move `/v1/stock` from the monolith to a new service while customers use it. What do you put into production first?',
    options: [
      {
        id: 'router',
        text: 'A router that sends every request to the monolith.',
        right: true,
        why: 'Nothing changes for anybody, and from now on one line decides where a route goes, in either direction.',
      },
      {
        id: 'service',
        text: 'The service, and all clients that ask its new address.',
        right: false,
        misconception: 'architecture-changes-the-contract',
        why: 'Then every client moves with you, and back with you. Behind a router none of them notices.',
      },
      {
        id: 'cutover',
        text: 'The service, on one night, for the whole traffic.',
        right: false,
        misconception: 'big-bang',
        why: 'What is wrong with it is then wrong for all customers at once, and the way back is another night.',
      },
      {
        id: 'data',
        text: 'The stock table, moved to a database of its own.',
        right: false,
        misconception: 'moved-is-doubled',
        why: 'The monolith still reads and writes that table. Data moves last, when one side alone owns it.',
      },
    ],
    demo: {
      watch: 'The new code is there, fails everything, and gets none of the requests.',
      runs: [{ id: 'none', label: 'Share 0%', scenario: newCode(0) }],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'First the switch, then something to switch to.',
    sources: ['strangler-fig'],
  },
  {
    id: 'wu-share-of-the-route',
    version: 1,
    page,
    objective: moving,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'Old and new code of inventory run side by side. The new code has a bug: it answers `503` to everything. The router gives it {share} of the requests. Which status does `GET /v1/stock/…` get?',
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
            whenRight: 'The old code answers. A bug in production that gets no requests harms nobody.',
            whenWrong: 'The router gives all of them to the new code, and the old one has no say any more.',
            misconception: 'moved-is-doubled',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenWrong: 'The address is what it was. Clients never see which code answers.',
            misconception: 'architecture-changes-the-contract',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: 'All requests go to the new code. The way back is to lower the share to 0%.',
            whenWrong: 'That is what the new code would say, and it is not asked.',
            misconception: 'all-fails-together',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'none',
        words: { share: '0%' },
        demo: {
          watch: 'Two versions are up, and one of them is asked.',
          runs: [{ id: 'none', label: 'Share 0%', scenario: newCode(0) }],
        },
      },
      {
        id: 'all',
        words: { share: '100%' },
        demo: {
          watch: 'The version that fails is the one that is asked.',
          runs: [{ id: 'all', label: 'Share 100%', scenario: newCode(100) }],
        },
      },
    ],
    takeaway: 'A share that can be raised can be lowered. That is the whole safety of moving.',
    sources: ['strangler-fig', 'bookshop'],
  },
  {
    id: 'wu-when-to-stop',
    version: 1,
    page,
    objective: moving,
    kind: 'single',
    difficulty: 'hard',
    stem: 'Two parts of the shop have been pulled out. Teams that waited for each other no longer do. The plan names nine more parts. What do you recommend?',
    options: [
      {
        id: 'stop',
        text: 'Stop here. The reason has gone, and the next cut would need its own.',
        right: true,
        why: 'A split is a cure. When what it cured is gone, more of it has only its costs left.',
      },
      {
        id: 'finish',
        text: 'Go on. A system that is half one and half the other is worst of all.',
        right: false,
        misconception: 'others-do-it',
        why: 'A monolith with two services beside it is an ordinary system. Uniform is not a property that customers see.',
      },
      {
        id: 'rewrite',
        text: 'Go on, but write the nine of them anew at once to save the detour.',
        right: false,
        misconception: 'big-bang',
        why: 'Nine at once cannot be undone one by one, and nobody has named a reason for even one.',
      },
      {
        id: 'mud',
        text: 'Go on slowly, for what is left will sooner or later be a mess.',
        right: false,
        misconception: 'monoliths-end-in-mud',
        why: 'What is left can keep its borders inside, checked by a tool. That is cheaper than nine networks.',
      },
    ],
    demo: {
      watch: 'What the tenth service would do to an order: one more process that it cannot do without.',
      runs: [
        { id: 'monolith', label: 'Monolith', scenario: run('monolith', [placeOrder(BOOK)]) },
        { id: 'microservices', label: 'Microservices', scenario: run('microservices', [placeOrder(BOOK)]) },
      ],
      checks: [{ label: 'Hops of the order', measure: { of: 'hops', request: 0 }, expect: 'different' }],
    },
    takeaway: 'Ask for the reason again after each part, and stop when there is none.',
    sources: ['fowler-premium', 'bookshop'],
  },
]
