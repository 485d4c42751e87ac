import type { Architecture, ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOKS, bothWays, placeOrder, type Request, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'monolith-v-microservices'
const costs = 'Say what a split costs in messages and time, and where nothing changes.'
const failures = 'Say how far a failure reaches in each construction.'
const choice = 'Say which construction a situation speaks for, and why.'
const [BOOK = { isbn: '9780060512750', title: 'The Dispossessed' }] = BOOKS

const HOME: Request = { method: 'GET', url: 'https://api.bookshop.example/v1/home' }

/** An order whose money moves at a bank that belongs to somebody else. */
function atTheBank(system: Architecture, faults: ScenarioInput['faults'] = []): ScenarioInput {
  return { v: 1, system, settings: { acquirer: 'bank' }, faults, workload: [placeOrder(BOOK)] }
}

const SLOW_BANK: ScenarioInput['faults'] = [
  { kind: 'latency', edge: { to: 'bank' }, oneWay: { kind: 'constant', us: 400_000 } },
]

function homeWithout(system: Architecture, recommendations: 'optional' | 'required'): ScenarioInput {
  return {
    v: 1,
    system,
    settings: { recommendations },
    faults: [{ kind: 'down', service: 'recommendations' }],
    workload: [HOME],
  }
}

/** What a comparison on one workload shows. */
export const measured: readonly QuestionInput[] = [
  {
    id: 'mm-time-of-an-order',
    version: 1,
    page,
    objective: costs,
    kind: 'single',
    difficulty: 'easy',
    stem: 'You split a monolith into services, without changing what the code does. Nothing was overloaded. What happens to the median time of an order?',
    options: [
      {
        id: 'longer',
        text: 'It grows: some function calls are messages now.',
        right: true,
        why: 'The work is the same, and each message between services adds its way there and back.',
      },
      {
        id: 'shorter',
        text: 'It shrinks: the services work side by side now.',
        right: false,
        misconception: 'split-is-faster',
        why: 'An order needs the price before the reservation, and that before the money. There is little to do side by side.',
      },
      {
        id: 'shorter-small',
        text: 'It shrinks: each service has less code to run.',
        right: false,
        misconception: 'split-is-faster',
        why: 'An order runs the same lines in either construction. Code that is not run takes no time.',
      },
      {
        id: 'same',
        text: 'It stays as it was: an order does the same work.',
        right: false,
        misconception: 'architecture-changes-nothing',
        why: 'The work is the same. The way between its parts is not: it leads over a network now.',
      },
    ],
    demo: {
      watch: 'The same order both ways. Compare what the client waits, and count the hops.',
      runs: bothWays(placeOrder(BOOK)),
      checks: [
        { label: 'Content of the answer', measure: { of: 'content', request: 0 }, expect: 'same' },
        { label: 'What the client waits', measure: { of: 'duration', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'A split turns calls into messages. That costs time, and time is not why one splits.',
    sources: ['bookshop'],
  },
  {
    id: 'mm-count-with-a-bank',
    version: 1,
    page,
    objective: costs,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'The shop runs as {construction}. Its payments ask a bank, which belongs to somebody else. A client places an order. How many HTTP requests is the order waiting for in all, the client’s own included?',
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
        whenRight: 'These: {hop-list}.',
        mistakes: [
          {
            value: 1,
            why: 'One short: a bank is no module of anybody. {hop-list}.',
            misconception: 'monolith-has-no-network',
          },
          {
            value: 5,
            why: 'One short: payments in turn asks the bank. {hop-list}.',
            misconception: 'one-request-is-all',
          },
        ],
        otherwise: {
          why: 'Modules of one process call functions; services and the bank are asked over HTTP: {hop-list}.',
          misconception: 'calls-are-always-http',
        },
      },
    ],
    cases: [
      {
        id: 'monolith',
        words: { construction: 'a monolith' },
        demo: {
          watch: 'What is left of the network when the shop is one process?',
          runs: [
            { id: 'monolith', label: 'Monolith', scenario: atTheBank('monolith') },
            { id: 'microservices', label: 'Microservices', scenario: atTheBank('microservices') },
          ],
        },
      },
      {
        id: 'microservices',
        words: { construction: 'microservices' },
        demo: {
          watch: 'Each arrow is a message that can be lost.',
          runs: [
            { id: 'microservices', label: 'Microservices', scenario: atTheBank('microservices') },
            { id: 'monolith', label: 'Monolith', scenario: atTheBank('monolith') },
          ],
        },
      },
    ],
    takeaway: 'A monolith ends where somebody else’s system begins.',
    sources: ['bookshop'],
  },
  {
    id: 'mm-five-nines-in-a-row',
    version: 1,
    page,
    objective: failures,
    kind: 'single',
    difficulty: 'medium',
    stem: 'An order needs five services. Each is up 99.9% of the time, they fail independently, each runs once, and nothing is answered without. How often can an order be placed?',
    options: [
      {
        id: 'five',
        text: '99.5% of the time: 0.999 five times over, multiplied',
        right: true,
        why: 'All five must be up at the same time. 0.999⁵ is 0.995: five times the downtime of one of them.',
      },
      {
        id: 'same',
        text: '99.9% of the time: a chain is as strong as its links',
        right: false,
        misconception: 'parts-average-out',
        why: 'A chain of five breaks when any link breaks. There are five of them to break.',
      },
      {
        id: 'better',
        text: '99.99% of the time: five services back each other up',
        right: false,
        misconception: 'parts-average-out',
        why: 'Spare parts back each other up. payments cannot stand in for inventory.',
      },
      {
        id: 'sum',
        text: '95.0% of the time: one per cent is lost with each one',
        right: false,
        misconception: 'parts-average-out',
        why: 'Each loses a tenth of a per cent, not a whole one. The direction is right.',
      },
    ],
    demo: {
      watch: 'One of the five is away, then another one. It does not matter which.',
      runs: [
        {
          id: 'catalog',
          label: 'Without catalog',
          scenario: run('microservices', [placeOrder(BOOK)], 'catalog'),
        },
        {
          id: 'inventory',
          label: 'Without inventory',
          scenario: run('microservices', [placeOrder(BOOK)], 'inventory'),
        },
      ],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
      ],
    },
    takeaway: 'What is needed together multiplies. Spares and doing without are how to win it back.',
    sources: ['bookshop'],
  },
  {
    id: 'mm-front-page',
    version: 1,
    page,
    objective: failures,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'The front page shows books, and recommendations beside them. A bug has killed the process that recommendations runs in. {construction} Which status does `GET /v1/home` get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code of the front page',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK, with a part missing',
            whenRight:
              'Somebody decided that a page without recommendations is a page. The answer says what is missing.',
            whenWrong: '{why}',
            misconception: 'failure-stays-local',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenWrong: 'The page exists, and its address is right. {why}',
            misconception: 'failure-is-the-clients-fault',
          },
          {
            value: 502,
            text: '`502` Bad Gateway',
            whenRight: '{why} A border alone keeps nothing alive.',
            whenWrong: '{why}',
            misconception: 'all-fails-together',
          },
          {
            value: 0,
            text: 'No answer: nobody listens',
            whenRight: '{why}',
            whenWrong: 'The gateway is a process of its own, and it is up. {why}',
            misconception: 'all-fails-together',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'optional',
        words: {
          construction: 'The shop runs as microservices, and the page is built to do without them.',
          why: 'The page is built to do without recommendations.',
        },
        demo: {
          watch: 'Look for the warning in the content.',
          runs: [{ id: 'optional', label: 'Optional', scenario: homeWithout('microservices', 'optional') }],
        },
      },
      {
        id: 'required',
        words: {
          construction: 'The shop runs as microservices, and the page insists on every part.',
          why: 'The page insists on recommendations, so it fails with them.',
        },
        demo: {
          watch: 'Books were there, and nobody sees them.',
          runs: [{ id: 'required', label: 'Required', scenario: homeWithout('microservices', 'required') }],
        },
      },
      {
        id: 'monolith',
        words: {
          construction:
            'The shop runs as a monolith with one instance, and the page is built to do without them.',
          why: 'Recommendations is a module. Its process is the process of everybody.',
        },
        demo: {
          watch: 'There is nobody left to do without.',
          runs: [{ id: 'monolith', label: 'Monolith', scenario: homeWithout('monolith', 'optional') }],
        },
      },
    ],
    takeaway: 'A border makes it possible to do without a part. Somebody has to build it.',
    sources: ['bookshop', 'key-differences'],
  },
  {
    id: 'mm-slow-bank',
    version: 1,
    page,
    objective: costs,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Orders take 0.8 s, and a trace shows that the bank takes nearly all of it. The shop is a monolith. What would splitting it into services do to an order?',
    options: [
      {
        id: 'no-faster',
        text: 'No good: it would wait for the same bank, and for more hops.',
        right: true,
        why: 'The bank is remote in both constructions. To wait less, ask it differently, or answer before it does.',
      },
      {
        id: 'isolated',
        text: 'Much good: a payments service keeps the bank away from orders.',
        right: false,
        misconception: 'split-repairs-dependencies',
        why: 'orders asks payments, and payments asks the bank. The way has become longer, not shorter.',
      },
      {
        id: 'parallel',
        text: 'Much good: the payment would be made next to the reservation.',
        right: false,
        misconception: 'split-is-faster',
        why: 'It could be made at the same time in one process as well, if nobody minded paying for a book that is gone.',
      },
      {
        id: 'scale',
        text: 'Some good: ten payments services would ask the bank faster.',
        right: false,
        misconception: 'split-repairs-dependencies',
        why: 'Ten wait for a slow bank as long as one does. Each single order waits the same.',
      },
    ],
    demo: {
      watch: 'The bank takes 400 ms one way. Compare what the client waits in both.',
      runs: [
        { id: 'monolith', label: 'Monolith', scenario: atTheBank('monolith', SLOW_BANK) },
        { id: 'microservices', label: 'Microservices', scenario: atTheBank('microservices', SLOW_BANK) },
      ],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
        { label: 'Hops of the order', measure: { of: 'hops', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'Read the trace first. A split does not help against what is outside.',
    sources: ['bookshop'],
  },
  {
    id: 'mm-favours-the-monolith',
    version: 1,
    page,
    objective: choice,
    kind: 'select',
    difficulty: 'hard',
    stem: 'You compare both constructions on one workload, each process running once. Which of these come out better for the monolith? Select all that apply.',
    options: [
      {
        id: 'messages',
        text: 'How many messages one order sends',
        right: true,
        misconception: 'calls-are-always-http',
        why: 'Modules of one process call functions. Only what belongs to others is asked over a network.',
      },
      {
        id: 'transaction',
        text: 'Keeping stock and orders in agreement',
        right: true,
        misconception: 'architecture-changes-nothing',
        why: 'One store, one transaction. Between services nothing rolls back by itself.',
      },
      {
        id: 'rename',
        text: 'The cost of renaming an internal field',
        right: true,
        misconception: 'any-change-is-independent',
        why: 'A compiler finds every reader, and they go live together. Between services, each reader is a release.',
      },
      {
        id: 'killed',
        text: 'What a killed process takes with it',
        right: false,
        misconception: 'failure-stays-local',
        why: 'With one instance everything is gone. Of the microservices, those go on that do not need it.',
      },
      {
        id: 'release',
        text: 'How much goes live with one change',
        right: false,
        misconception: 'any-change-is-independent',
        why: 'All modules go live again. Of the microservices, one does, if its contract holds.',
      },
      {
        id: 'bank',
        text: 'The time that a slow bank takes away',
        right: false,
        misconception: 'monolith-has-no-network',
        why: 'It is the same in both: a bank is remote from everybody.',
      },
    ],
    demo: {
      watch: 'One order, both ways: count messages, and look at the stores that were changed.',
      runs: bothWays(placeOrder(BOOK)),
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
        { label: 'Hops of the order', measure: { of: 'hops', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'Most figures of one request favour the monolith. Those of change favour the split.',
    sources: ['bookshop'],
  },
  {
    id: 'mm-one-team-or-four',
    version: 1,
    page,
    objective: choice,
    kind: 'single',
    difficulty: 'hard',
    stem: 'One team of five runs a shop as a tidy monolith. Traffic grew tenfold, and four instances carry it well. Releases take an hour, twice a week. “We must move to microservices now.” What do the facts say?',
    options: [
      {
        id: 'no-reason',
        text: 'No reason yet: nobody waits for anybody, and traffic is carried.',
        right: true,
        why: 'A split would let teams change things apart, and here is one team. It would pay for a network and get nothing.',
      },
      {
        id: 'traffic',
        text: 'They are right: tenfold traffic is far more than a monolith is for.',
        right: false,
        misconception: 'architecture-by-traffic',
        why: 'Four instances carry it well, and a fifth is a number in a file. Traffic alone asks for instances.',
      },
      {
        id: 'availability',
        text: 'They are right: one process is one place where all can fail.',
        right: false,
        misconception: 'monolith-is-one-instance',
        why: 'There are four processes already. One of them may die, and customers do not notice.',
      },
      {
        id: 'cost',
        text: 'They are right: small services are cheaper to run than copies.',
        right: false,
        misconception: 'split-is-cheaper',
        why: 'Copies of one program are one thing to build, watch and repair. Many services are many.',
      },
    ],
    demo: {
      watch: 'Two instances of the monolith, one of them taken away: the order is placed all the same.',
      runs: [
        {
          id: 'replicas',
          label: 'One of two is gone',
          scenario: {
            v: 1,
            system: 'monolith',
            settings: { fleets: [{ service: 'orders', instances: 2 }] },
            faults: [{ kind: 'instance-drains', service: 'orders', instance: 1 }],
            workload: [placeOrder(BOOK)],
          },
        },
      ],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
      ],
    },
    takeaway: 'Split when people wait for each other, not when requests do.',
    sources: ['fowler-monolith-first', 'bookshop'],
  },
]
