import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { placeOrder, readBook } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'circuit-breakers'
const states = 'Say what a circuit breaker does with each call, and what that tells you.'
const containing = 'Choose a guard that keeps one service’s trouble from the others, and know its price.'

type Settings = NonNullable<ScenarioInput['settings']>
type Faults = NonNullable<ScenarioInput['faults']>

const TO_PAYMENTS = { from: 'orders', to: 'payments' } as const
/** A dozen copies: enough for a crowd. */
const SHELF = { isbn: '9780141439518', title: 'Pride and Prejudice' }

/** Orders of one copy each, at these times, whether or not those before them have ended. */
function ordersAt(times: readonly number[]): NonNullable<ScenarioInput['workload']> {
  return times.map((atMs, index) => {
    const { headers, ...order } = placeOrder(SHELF)
    return {
      ...order,
      headers: { ...headers, 'idempotency-key': `quiz-order-${index}` },
      atMs,
      waits: false as const,
    }
  })
}

/** So many orders, one each second; orders keeps no saga log, so that only the orders themselves call payments. */
function oneASecond(count: number, policies: Settings['policies'], faults: Faults): ScenarioInput {
  return {
    v: 1,
    settings: { recovery: 'none', publishing: 'none', policies },
    faults,
    workload: ordersAt(Array.from({ length: count }, (_, second) => second * 1000)),
  }
}

const answers = (status: number): Faults => [
  { kind: 'error', edge: TO_PAYMENTS, strikes: { percent: 100 }, status },
]

function breaker(failures: number, openMs: number, timeoutMs?: number): NonNullable<Settings['policies']> {
  return [
    {
      edge: TO_PAYMENTS,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      breaker: { opens: { after: 'consecutive', failures }, openMs },
    },
  ]
}

const whileOpen = (failures: number, openS: number, orders: number) => ({
  id: `${failures}-failures-${String(openS).replace('.', '-')}-s`,
  words: { failures, open: openS, orders },
  demo: {
    watch: 'Count the calls from orders to payments. The others fail without one.',
    runs: [
      {
        id: 'breaker',
        label: `${orders} orders`,
        scenario: oneASecond(orders, breaker(failures, openS * 1000), answers(503)),
      },
    ],
  },
})

const inTrouble = (id: string, trouble: string, because: string, scenario: ScenarioInput) => ({
  id,
  words: { trouble, because },
  demo: {
    watch: 'Count the calls from orders to payments.',
    runs: [{ id: 'trouble', label: 'Eight orders', scenario }],
  },
})

const pool = (places: number, queue: number, orders: number) => ({
  id: `${places}-places-${queue}-wait-${orders}`,
  words: { places, queue, orders, refused: orders - places - queue },
  demo: {
    watch: 'Count the calls from the gateway to orders.',
    runs: [
      {
        id: 'pool',
        label: `${orders} orders at once`,
        scenario: {
          v: 1 as const,
          settings: {
            publishing: 'none' as const,
            policies: [{ edge: { from: 'gateway', to: 'orders' } as const, bulkhead: { places, queue } }],
          },
          workload: ordersAt(Array.from({ length: orders }, () => 0)),
        },
      },
    ],
  },
})

/** What each guard does, whom it helps, and who pays. */
export const guards: readonly QuestionInput[] = [
  {
    id: 'cb-calls-while-open',
    version: 1,
    page,
    objective: states,
    kind: 'predict',
    difficulty: 'medium',
    contrast: 'retry-or-breaker',
    stem: 'payments fails each call at once. orders has a breaker that opens after {failures} failures in a row and stays open for {open} s; then it lets one call through. {orders} orders come, one each second. How many calls does payments get?',
    computed: { calls: { measure: { of: 'calls', from: 'orders', to: 'payments' } } },
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Calls that payments gets',
        unit: 'calls',
        measure: { of: 'calls', from: 'orders', to: 'payments' },
        min: 0,
        max: 30,
        whenRight:
          'The first {failures} pass and fail. From then on only probes are sent: {calls} calls in all.',
        mistakes: [
          {
            value: { word: 'orders' },
            why: 'An open breaker answers instead of payments. Nothing is sent while it is open.',
            misconception: 'breaker-is-a-retry',
          },
          {
            value: { word: 'orders', minus: 'failures' },
            why: 'That is closer to the number that is refused. The first {failures} are the ones that are sent.',
            misconception: 'breaker-is-a-retry',
          },
        ],
        otherwise: {
          why: 'Write down the seconds. Until the breaker opens each order is a call; after {open} s the next order is a probe, and a failed probe opens it anew. It makes {calls}.',
          misconception: 'open-means-down',
        },
      },
    ],
    cases: [whileOpen(3, 60, 8), whileOpen(3, 2.5, 9), whileOpen(2, 60, 6), whileOpen(2, 1.5, 8)],
    takeaway: 'Open means: nothing is sent. Half open means: one is sent, to see.',
    sources: ['bookshop', 'fowler-breaker'],
  },
  {
    id: 'cb-what-trips-it',
    version: 1,
    page,
    objective: states,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'orders has a breaker for payments: it opens after 3 failures in a row, for a minute. {trouble} Eight orders come, one each second. How many calls does payments get?',
    asks: [
      {
        input: 'choice',
        id: 'calls',
        label: 'Calls that payments gets',
        measure: { of: 'calls', from: 'orders', to: 'payments' },
        choices: [
          {
            value: 0,
            text: '0',
            whenWrong: 'A breaker begins closed. It has to see failures before it refuses a call.',
            misconception: 'open-means-down',
          },
          {
            value: 3,
            text: '3',
            whenRight: 'Three failures, and it opens. {because}',
            whenWrong: 'It would open if these were failures. {because}',
            misconception: 'slow-counts-as-failed',
          },
          {
            value: 8,
            text: '8',
            whenRight: 'It never opens. {because}',
            whenWrong: 'It does open. {because}',
            misconception: 'every-refusal-is-a-failure',
          },
        ],
      },
    ],
    cases: [
      inTrouble(
        'slow',
        'payments takes 3 s for each call, and nobody has set a timeout.',
        'A slow answer is an answer. Without a timeout nothing fails.',
        oneASecond(8, breaker(3, 60_000), [{ kind: 'slow', service: 'payments', ms: 3000 }]),
      ),
      inTrouble(
        'slow-with-timeout',
        'payments takes 3 s for each call, and orders waits 300 ms at most.',
        'The timeout turns each slow call into a failed one, and those are counted.',
        oneASecond(8, breaker(3, 60_000, 300), [{ kind: 'slow', service: 'payments', ms: 3000 }]),
      ),
      inTrouble(
        'conflict',
        'payments answers each call with `409`.',
        'A `409` comes from a service that works and says no. A breaker counts those that do not work.',
        oneASecond(8, breaker(3, 60_000), answers(409)),
      ),
      inTrouble(
        'unavailable',
        'payments answers each call with `503`.',
        'A `503` says that the server cannot do it now. That is what a breaker counts.',
        oneASecond(8, breaker(3, 60_000), answers(503)),
      ),
    ],
    takeaway: 'A breaker sees failures. Only a timeout lets it see slowness, and a 4xx is no failure.',
    sources: ['bookshop'],
  },
  {
    id: 'cb-pool-size',
    version: 1,
    page,
    objective: containing,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'A bulkhead gives the gateway {places} places for calls to orders, and {queue} more may wait in line. {orders} orders arrive at the same moment. How many of them does orders ever see?',
    computed: { seen: { measure: { of: 'calls', from: 'gateway', to: 'orders' } } },
    asks: [
      {
        input: 'number',
        id: 'seen',
        label: 'Orders that get through',
        unit: 'orders',
        measure: { of: 'calls', from: 'gateway', to: 'orders' },
        min: 0,
        max: 30,
        whenRight: 'Those inside and those in line: {seen}. The other {refused} are refused at once.',
        mistakes: [
          {
            value: { word: 'orders' },
            why: 'That needs a line that is long enough for everybody. Whoever finds it full is refused.',
            misconception: 'any-answer-beats-an-error',
          },
          {
            value: { word: 'places' },
            why: 'Count the line as well: whoever waits gets a place when one becomes free.',
            misconception: 'breaker-repairs',
          },
          {
            value: { word: 'refused' },
            why: 'That is how many are turned away.',
            misconception: 'breaker-repairs',
          },
        ],
        otherwise: {
          why: 'Places plus line: {seen} get through sooner or later, and {refused} are refused.',
          misconception: 'breaker-repairs',
        },
      },
    ],
    cases: [pool(2, 1, 6), pool(3, 2, 8), pool(1, 2, 5)],
    takeaway: 'A bulkhead needs no failure to work. It bounds what one dependency may hold.',
    sources: ['bookshop'],
  },
  {
    id: 'cb-what-open-tells',
    version: 1,
    page,
    objective: states,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A dashboard shows that the breaker between orders and payments is open. What does that tell you for certain?',
    options: [
      {
        id: 'failed-before',
        text: 'That calls from orders failed some time ago, here.',
        right: true,
        why: 'A breaker is a memory of one caller. It knows nothing that it has not tried.',
      },
      {
        id: 'down-now',
        text: 'That payments is down, for everybody who would use it.',
        right: false,
        misconception: 'open-means-down',
        why: 'The way between the two may be broken, or payments may be well again. In the run below it is well, and still refused.',
      },
      {
        id: 'being-repaired',
        text: 'That payments is being restarted by whoever watches it.',
        right: false,
        misconception: 'breaker-repairs',
        why: 'A breaker restarts nothing. It leaves the service alone, and looks again after a while.',
      },
      {
        id: 'retrying',
        text: 'That orders sends its calls again until one succeeds.',
        right: false,
        misconception: 'breaker-is-a-retry',
        why: 'That is a retry. An open breaker sends nothing at all.',
      },
    ],
    demo: {
      request: 3,
      watch:
        'payments fails twice and is well again. The third and the fourth order are refused all the same, by the breaker.',
      runs: [
        {
          id: 'well-again',
          label: 'Well again',
          scenario: oneASecond(4, breaker(2, 60_000), [
            { kind: 'error', edge: TO_PAYMENTS, strikes: { first: 2 }, status: 503 },
          ]),
        },
      ],
      checks: [
        {
          label: 'Calls to payments',
          measure: { of: 'calls', from: 'orders', to: 'payments' },
          expect: { equals: 2 },
        },
        {
          label: 'Status of the fourth order',
          measure: { of: 'status', request: 3 },
          expect: { equals: 503 },
        },
      ],
    },
    takeaway: 'Open is what one caller remembers, not what the callee is.',
    sources: ['bookshop', 'fowler-breaker'],
  },
  {
    id: 'cb-honest-fallback',
    version: 1,
    page,
    objective: containing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Some service does not answer. Which of these fallbacks can go live without doing harm?',
    options: [
      {
        id: 'leave-out',
        text: 'recommendations is away: leave them out, and say they are missing.',
        right: true,
        why: 'Whoever reads it can see that a part is missing, and nothing depends on it.',
      },
      {
        id: 'assume-stock',
        text: 'inventory is away: show “in stock”, for that is what most books are.',
        right: false,
        misconception: 'any-answer-beats-an-error',
        why: 'Somebody will order by it. A guess that looks like knowledge is the worst of the three answers.',
      },
      {
        id: 'assume-paid',
        text: 'payments is away: confirm the order now, and collect the money later.',
        right: false,
        misconception: 'any-answer-beats-an-error',
        why: 'That can be a business decision, with a limit and somebody who carries the risk. As a silent fallback it gives books away.',
      },
      {
        id: 'assume-allowed',
        text: 'auth is away: let everybody in for the moment, with their last scopes.',
        right: false,
        misconception: 'any-answer-beats-an-error',
        why: 'Then whoever wants in only has to make auth fall over. What protects something must fail closed.',
      },
    ],
    demo: {
      watch: 'The page comes with `200`, without recommendations, and `warnings` says so.',
      runs: [
        {
          id: 'front-page',
          label: 'The front page',
          scenario: {
            v: 1,
            faults: [{ kind: 'down', service: 'recommendations' }],
            workload: [{ method: 'GET', url: 'https://api.bookshop.example/v1/home' }],
          },
        },
      ],
      checks: [
        { label: 'Status of the page', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
        {
          label: 'The part that is missing',
          measure: { of: 'value', request: 0, pointer: '/warnings/0/part' },
          expect: { equals: 'recommendations' },
        },
      ],
    },
    takeaway: 'A fallback must be visible as one, and harmless if somebody acts on it.',
    sources: ['bookshop', 'gabrielson-fallback'],
  },
  {
    id: 'cb-keep-books-quick',
    version: 1,
    page,
    objective: containing,
    kind: 'select',
    difficulty: 'hard',
    stem: 'payments has become slow: 3 s for each call, and it does answer. Orders fill all the workers of the gateway, so that reading a book takes seconds. Which of these make reading quick again?',
    options: [
      {
        id: 'bulkhead',
        text: 'A bulkhead: at most half of the workers for orders',
        right: true,
        misconception: 'issues-stay-local',
        why: 'Slow orders fill their own places. The other workers are left for the books.',
      },
      {
        id: 'timeout',
        text: 'A timeout of 300 ms on the calls to payments',
        right: true,
        misconception: 'issues-stay-local',
        why: 'Each order gives its worker back after a third of a second. The orders fail, and the books are quick.',
      },
      {
        id: 'breaker-alone',
        text: 'A breaker on the calls to payments, on its own',
        right: false,
        misconception: 'slow-counts-as-failed',
        why: 'It counts failures, and there are none. It stays closed, and everybody waits as before.',
      },
      {
        id: 'retry',
        text: 'Two more tries whenever payments is too slow',
        right: false,
        misconception: 'breaker-is-a-retry',
        why: 'Each try holds the worker for longer and gives payments more to do.',
      },
      {
        id: 'separate',
        text: 'Nothing: catalog is a service of its own',
        right: false,
        misconception: 'issues-stay-local',
        why: 'catalog is idle all the time. What is shared is the gateway in front of it.',
      },
    ],
    demo: {
      request: 6,
      watch: 'The last request reads a book. Compare how long it takes without a bulkhead and with one.',
      runs: [
        { id: 'without', label: 'Without', scenario: crowd([]) },
        {
          id: 'with',
          label: 'With a bulkhead',
          scenario: crowd([{ edge: { from: 'gateway', to: 'orders' }, bulkhead: { places: 2, queue: 0 } }]),
        },
      ],
      checks: [
        {
          label: 'Time until the book is there',
          measure: { of: 'duration', request: 6 },
          expect: 'different',
        },
        { label: 'Status of the book', measure: { of: 'status', request: 6 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'Against slowness: a timeout, or a limit on how much one dependency may hold.',
    sources: ['bookshop'],
  },
  {
    id: 'cb-retry-and-breaker',
    version: 1,
    page,
    objective: states,
    kind: 'single',
    difficulty: 'medium',
    contrast: 'retry-or-breaker',
    stem: 'payments loses one message in a hundred, at random, and is well otherwise. Which guard makes more orders succeed?',
    options: [
      {
        id: 'retry',
        text: 'A timeout, and one more try with the same key',
        right: true,
        why: 'Short, independent failures are what a retry is for: the second message is very likely to arrive, and the key keeps it from being done twice.',
      },
      {
        id: 'breaker',
        text: 'A breaker that opens at the first failed call',
        right: false,
        misconception: 'breaker-is-a-retry',
        why: 'It answers one lost message by refusing many good ones. A breaker is for failures that last.',
      },
      {
        id: 'bulkhead',
        text: 'A bulkhead that lets fewer calls out at a time',
        right: false,
        misconception: 'breaker-repairs',
        why: 'It bounds how much is held while waiting. The lost message stays lost.',
      },
      {
        id: 'shedding',
        text: 'Shedding at payments, before it has too much',
        right: false,
        misconception: 'any-answer-beats-an-error',
        why: 'payments is not overloaded. Refusing work would only make more orders fail.',
      },
    ],
    demo: {
      watch: 'The first message to payments is lost. With one more try the order goes through.',
      runs: [
        { id: 'no-retry', label: 'A timeout alone', scenario: lostOnce() },
        { id: 'retry', label: 'And one more try', scenario: lostOnce({ attempts: 2, methods: 'all' }) },
      ],
      checks: [{ label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: 'different' }],
    },
    takeaway: 'Retry what fails seldom and briefly. Break what fails often and for long.',
    sources: ['bookshop', 'fowler-breaker'],
  },
]

/** Six orders at once, slow payments, four workers in the gateway, and then a reader. */
function crowd(policies: Settings['policies']): ScenarioInput {
  return {
    v: 1,
    settings: {
      recovery: 'none',
      publishing: 'none',
      policies,
      fleets: [{ service: 'gateway', workers: { places: 4, queue: 1000 } }],
    },
    faults: [{ kind: 'slow', service: 'payments', ms: 3000 }],
    workload: [...ordersAt(Array.from({ length: 6 }, () => 0)), { ...readBook(), atMs: 200, waits: false }],
  }
}

/** One order whose first message to payments is lost. */
function lostOnce(retry?: NonNullable<NonNullable<Settings['policies']>[number]['retry']>): ScenarioInput {
  return {
    v: 1,
    settings: {
      recovery: 'none',
      publishing: 'none',
      policies: [{ edge: TO_PAYMENTS, timeoutMs: 300, ...(retry ? { retry } : {}) }],
    },
    faults: [{ kind: 'lose-request', edge: TO_PAYMENTS, strikes: { first: 1 } }],
    workload: ordersAt([0]),
  }
}
