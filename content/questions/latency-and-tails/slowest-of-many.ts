import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOKS, placeOrder, type Request } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'latency-and-tails'
const sums = 'Compute what serial and parallel calls take.'
const tails = 'Say how a rare delay becomes the rule, and what helps.'
const [BOOK = { isbn: '9780060512750', title: 'The Dispossessed' }] = BOOKS

const HOME: Request = { method: 'GET', url: 'https://api.bookshop.example/v1/home' }
const books = (count: number): Request => ({
  method: 'POST',
  url: 'https://api.bookshop.example/graphql',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: `{ books(first: ${count}) { nodes { title stock { available } } } }` }),
})

/** Only these services take time: so many milliseconds for each request. */
function taking(
  request: Request,
  slow: Readonly<Record<'catalog' | 'inventory' | 'payments' | 'recommendations', number>>,
): ScenarioInput {
  return {
    v: 1,
    settings: { latency: 'none' },
    faults: Object.entries(slow).flatMap(([service, ms]) =>
      ms > 0
        ? [
            {
              kind: 'slow' as const,
              service: service as 'catalog' | 'inventory' | 'payments' | 'recommendations',
              ms,
            },
          ]
        : [],
    ),
    workload: [request],
  }
}

function fanOut(count: number, graphqlBatching: 'on' | 'off', slowInstance = false): ScenarioInput {
  return {
    v: 1,
    settings: {
      graphqlBatching,
      ...(slowInstance ? { fleets: [{ service: 'inventory', instances: 10 }] } : {}),
    },
    faults: slowInstance ? [{ kind: 'slow', service: 'inventory', ms: 400, instance: 10 }] : [],
    workload: [books(count)],
  }
}

/** Sums, maxima and tails. */
export const slowestOfMany: readonly QuestionInput[] = [
  {
    id: 'la-serial-sum',
    version: 1,
    page,
    objective: sums,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'Messages take no time here. For an order, orders asks catalog ({catalog} ms), then inventory ({inventory} ms), then payments ({payments} ms), each once, and each after the one before. After how long does the client have its answer?',
    asks: [
      {
        input: 'choice',
        id: 'us',
        label: 'The answer comes after',
        measure: { of: 'duration', request: 0 },
        choices: [
          {
            value: 50_000,
            text: '50 ms',
            whenWrong:
              'That is the slowest of the three. They run one after the other, so all of them count.',
            misconception: 'parallel-is-free',
          },
          {
            value: 100_000,
            text: '100 ms',
            whenRight: 'The sum: 20, 30 and 50 in a row.',
            whenWrong: 'Add up the three numbers of this order.',
            misconception: 'average-tells',
          },
          {
            value: 150_000,
            text: '150 ms',
            whenRight: 'The sum of the three, in a row.',
            whenWrong: 'Add up the three numbers of this order.',
            misconception: 'average-tells',
          },
          {
            value: 33_000,
            text: '33 ms',
            whenWrong: 'An average of the three is a time that nobody waits.',
            misconception: 'average-tells',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'hundred',
        words: { catalog: 20, inventory: 30, payments: 50 },
        demo: {
          watch: 'Three bars, one after the other.',
          runs: [
            {
              id: 'order',
              label: 'An order',
              scenario: taking(placeOrder(BOOK), {
                catalog: 20,
                inventory: 30,
                payments: 50,
                recommendations: 0,
              }),
            },
          ],
        },
      },
      {
        id: 'hundred-fifty',
        words: { catalog: 50, inventory: 50, payments: 50 },
        demo: {
          watch: 'Three bars of the same length, in a row.',
          runs: [
            {
              id: 'order',
              label: 'An order',
              scenario: taking(placeOrder(BOOK), {
                catalog: 50,
                inventory: 50,
                payments: 50,
                recommendations: 0,
              }),
            },
          ],
        },
      },
    ],
    takeaway: 'In a row, times add up.',
    sources: ['bookshop'],
  },
  {
    id: 'la-what-counts',
    version: 1,
    page,
    objective: sums,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A front page asks for books (40 ms) and for recommendations (90 ms) at the same time, and waits for both. You can halve one of the two. What do you halve, and what is gained?',
    options: [
      {
        id: 'slow',
        text: 'The slower part: the page then takes 45 ms instead of 90.',
        right: true,
        why: 'The slowest part is the page. At 45 ms it is still the slower one, so the gain is 45 ms.',
      },
      {
        id: 'fast',
        text: 'The faster part: the page then takes 110 ms, and not 130.',
        right: false,
        misconception: 'parallel-is-free',
        why: 'These are sums. The two run at the same time, and the page takes 90 ms before and after.',
      },
      {
        id: 'either',
        text: 'Either of them: the page gets 20 to 45 ms faster with it.',
        right: false,
        misconception: 'average-tells',
        why: 'Nobody waits for the faster one. Its half would be saved for nobody.',
      },
      {
        id: 'nothing',
        text: 'Neither: what runs at the same time costs no time anyway.',
        right: false,
        misconception: 'parallel-is-free',
        why: 'It costs the time of the slowest. That is 90 ms, and it can be less.',
      },
    ],
    demo: {
      watch: 'Two bars beside each other. Which one ends with the page?',
      runs: [{ id: 'home', label: 'Front page', scenario: { v: 1, workload: [HOME] } }],
      checks: [
        { label: 'Status of the page', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'Shorten what is on the critical path. The rest is for nobody.',
    sources: ['bookshop'],
  },
  {
    id: 'la-one-in-a-hundred',
    version: 1,
    page,
    objective: tails,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Each call is slow in 1 of 100 cases, independently of the others. A page makes 100 calls at the same time and waits for all. How many pages are slow?',
    options: [
      {
        id: 'sixty-three',
        text: 'About 63 of 100: those that meet a slow call',
        right: true,
        why: 'All 100 calls are quick with probability 0.99¹⁰⁰, which is 0.37. The other 63% wait.',
      },
      {
        id: 'one',
        text: '1 of 100: that is how often a call is slow',
        right: false,
        misconception: 'rare-stays-rare',
        why: 'That is true of a page with one call. This one draws a hundred times.',
      },
      {
        id: 'all',
        text: '100 of 100: each of them meets 1 slow call',
        right: false,
        misconception: 'average-tells',
        why: 'On average each page meets one. Some meet two or three, and 37% meet none.',
      },
      {
        id: 'none',
        text: 'Hardly any, as 99 quick ones outweigh a slow',
        right: false,
        misconception: 'parallel-is-free',
        why: 'A page that waits for all waits for the slowest. The quick ones do not make up for it.',
      },
    ],
    demo: {
      watch: 'Twenty calls to ten instances, one of which is slow. Find the two long bars.',
      runs: [{ id: 'wide', label: 'Twenty books', scenario: fanOut(20, 'off', true) }],
      checks: [
        {
          label: 'Requests to inventory',
          measure: { of: 'calls', from: 'graphql', to: 'inventory' },
          expect: { equals: 20 },
        },
      ],
    },
    takeaway: 'The more answers you wait for, the more your normal case is their worst.',
    sources: ['dean-barroso'],
  },
  {
    id: 'la-n-plus-one',
    version: 1,
    page,
    objective: tails,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A page lists {count} books with their stock. The edge fetches the list from catalog, then the stock {how}. How many requests does inventory get?',
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Requests to inventory',
        unit: 'requests',
        measure: { of: 'calls', from: 'graphql', to: 'inventory' },
        min: 0,
        max: 60,
        whenRight: '{why}',
        mistakes: [
          {
            value: 2,
            why: 'Two services are asked, and each may be asked often. {why}',
            misconception: 'one-request-is-all',
          },
        ],
        otherwise: { why: '{why}', misconception: 'rare-stays-rare' },
      },
    ],
    cases: [
      {
        id: 'loop-12',
        words: {
          count: 12,
          how: 'in a loop, book by book',
          why: 'One for each book: 12. With the list that makes N+1.',
        },
        demo: {
          watch: 'A comb in the trace.',
          runs: [{ id: 'loop', label: 'In a loop', scenario: fanOut(12, 'off') }],
        },
      },
      {
        id: 'loop-24',
        words: {
          count: 24,
          how: 'in a loop, book by book',
          why: 'One for each book: 24. Twice the books, twice the requests.',
        },
        demo: {
          watch: 'A longer comb.',
          runs: [{ id: 'loop', label: 'In a loop', scenario: fanOut(24, 'off') }],
        },
      },
      {
        id: 'batch-24',
        words: { count: 24, how: 'for all of them at once', why: 'One request with 24 ISBNs in it.' },
        demo: {
          watch: 'No comb any more.',
          runs: [{ id: 'batch', label: 'At once', scenario: fanOut(24, 'on') }],
        },
      },
    ],
    takeaway: 'N+1 is a loop with a network in it.',
    sources: ['bookshop'],
  },
  {
    id: 'la-all-the-pages',
    version: 1,
    page,
    objective: sums,
    kind: 'single',
    difficulty: 'easy',
    stem: 'A phone needs 300 ms for a round, and wants the whole list of 60 books. The API now gives 10 at a time, each answer with a link to the next. What has pagination done for this phone?',
    options: [
      {
        id: 'first-sooner',
        text: 'The first books come a bit sooner, the last ones much later.',
        right: true,
        why: 'The first answer is small. The whole list takes six rounds in a row instead of one: 1.8 s of travel alone.',
      },
      {
        id: 'faster',
        text: 'The list comes about six times faster, in six light pieces.',
        right: false,
        misconception: 'pagination-cuts-latency',
        why: 'Each piece is light, and each waits for a round of its own. The trip does not get shorter for light messages.',
      },
      {
        id: 'same',
        text: 'The list takes the same time: it is the same bytes as before.',
        right: false,
        misconception: 'fewer-requests-is-always-faster',
        why: 'The bytes are about the same. The rounds are six, and these are what takes the time.',
      },
      {
        id: 'parallel',
        text: 'The list comes in one round: the six are asked at one time.',
        right: false,
        misconception: 'parallel-is-free',
        why: 'The address of each page comes with the one before. Nobody can ask for the third without the second.',
      },
    ],
    demo: {
      watch: 'The first page, and the field that links to the next.',
      runs: [
        {
          id: 'first',
          label: 'First page',
          scenario: {
            v: 1,
            workload: [{ method: 'GET', url: 'https://api.bookshop.example/v1/books?limit=10' }],
          },
        },
      ],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'Pages make the first answer small and the whole list slow. Both can be right.',
    sources: ['bookshop'],
  },
  {
    id: 'la-when-to-hedge',
    version: 1,
    page,
    objective: tails,
    kind: 'single',
    difficulty: 'hard',
    stem: 'Calls that take longer than usual are sent to a second instance as well, and the first answer counts. Where does that help?',
    options: [
      {
        id: 'one-slow',
        text: 'For reads, where a few instances are slow at times',
        right: true,
        why: 'The other instance is probably quick, and a read may be done twice.',
      },
      {
        id: 'all-slow',
        text: 'For reads, while all instances are overloaded',
        right: false,
        misconception: 'hedging-is-retrying',
        why: 'Then each second call adds to the cause, and nobody is quick.',
      },
      {
        id: 'payments',
        text: 'For payments, where each second of waiting counts',
        right: false,
        misconception: 'every-method-may-be-repeated',
        why: 'Both could be carried out. Without a key that names the work, money moves twice.',
      },
      {
        id: 'shared',
        text: 'For reads that all wait for the same slow database',
        right: false,
        misconception: 'instances-cure-everything',
        why: 'The second instance asks the same database, which now has twice as much to do.',
      },
    ],
    demo: {
      watch: 'One instance in ten is slow, and calls that take more than 40 ms are hedged.',
      runs: [
        {
          id: 'hedged',
          label: 'Hedged',
          scenario: {
            ...fanOut(12, 'off', true),
            settings: {
              graphqlBatching: 'off',
              fleets: [{ service: 'inventory', instances: 10 }],
              policies: [{ edge: { from: 'graphql', to: 'inventory' }, hedgeAfterMs: 40 }],
            },
          },
        },
      ],
      checks: [
        { label: 'Status of the page', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'Hedge what may be repeated, where slowness is single. And with a limit.',
    sources: ['dean-barroso'],
  },
]
