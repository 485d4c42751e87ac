import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOKS, placeOrder, readBook, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'partial-failure'
const telling = 'Say what a missing answer tells you, and what it does not.'
const repeating = 'Decide what may be tried again, and what trying again costs.'

type Policy = NonNullable<NonNullable<ScenarioInput['settings']>['policies']>[number]

const CHAIN = [
  { from: 'client', to: 'gateway' },
  { from: 'gateway', to: 'orders' },
  { from: 'orders', to: 'catalog' },
] as const

/** One order; the catalogue refuses everything, and so many callers of the chain try so often, the outermost first. */
function chain(callers: number, attempts: number): ScenarioInput {
  const policies: Policy[] = CHAIN.slice(0, callers).map((edge) => ({
    edge,
    retry: { attempts, methods: 'all' },
  }))
  return {
    v: 1,
    settings: { policies },
    faults: [
      { kind: 'error', edge: { from: 'orders', to: 'catalog' }, strikes: { percent: 100 }, status: 503 },
    ],
    workload: [placeOrder()],
  }
}

const layers = (callers: number, attempts: number, told: string) => ({
  id: `${callers}-callers-${attempts}-tries`,
  words: { callers: told, tries: attempts, added: callers * attempts },
  demo: {
    watch: 'Count the calls from orders to catalog.',
    runs: [{ id: 'chain', label: 'One click', scenario: chain(callers, attempts) }],
  },
})

/** The first order with a key, then a second message that names a key as well, or none. */
function twice(second: ReturnType<typeof placeOrder>): ScenarioInput {
  return { v: 1, workload: [placeOrder(), second] }
}
const [OTHER_BOOK = THE_BOOK] = BOOKS
const withoutKey = () => {
  const { headers, ...request } = placeOrder()
  const { 'idempotency-key': _, ...rest } = headers ?? {}
  return { ...request, headers: rest }
}

/** What a missing answer means, and what may be sent again. */
export const unknownAndAgain: readonly QuestionInput[] = [
  {
    id: 'pf-what-a-timeout-tells',
    version: 1,
    page,
    objective: telling,
    kind: 'single',
    difficulty: 'easy',
    stem: 'orders asks payments to set money aside. After 500 ms no answer has come, and orders gives up. What does orders know about the money?',
    options: [
      {
        id: 'unknown',
        text: 'Nothing: it may be set aside, or not, or be set aside later.',
        right: true,
        why: 'The timeout is measured by orders; the work is done by payments. The request, or the reply, may have been lost, or payments may just be slow.',
      },
      {
        id: 'not-done',
        text: 'It was not set aside, because payments did not confirm it.',
        right: false,
        misconception: 'timed-out-means-not-done',
        why: 'A confirmation that did not arrive is not a confirmation that was not sent. In the run below the money is set aside, and only the reply is lost.',
      },
      {
        id: 'rolled-back',
        text: 'It was set aside and freed again when the call was given up.',
        right: false,
        misconception: 'timed-out-means-not-done',
        why: 'Nobody tells payments that orders has given up. What it has done stays done, until somebody asks for it to be undone.',
      },
      {
        id: 'wait-longer',
        text: 'Too little for now: with a timeout of 5 s it would have known.',
        right: false,
        misconception: 'longer-timeout-is-safer',
        why: 'A lost reply does not come after 5 s either. A longer timeout only means that everybody waits longer for not knowing.',
      },
    ],
    demo: {
      watch: 'The reply of payments is lost after the work was done. Look for the payment in what changed.',
      runs: [
        {
          id: 'lost-reply',
          label: 'The reply is lost',
          scenario: {
            v: 1,
            settings: {
              recovery: 'none',
              policies: [{ edge: { from: 'orders', to: 'payments' }, timeoutMs: 500 }],
            },
            faults: [{ kind: 'lose-reply', edge: { from: 'orders', to: 'payments' }, strikes: { first: 1 } }],
            workload: [placeOrder()],
          },
        },
      ],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
        {
          label: 'Payments at the end',
          measure: { of: 'changes', party: 'payments', table: 'payments' },
          expect: { equals: 1 },
        },
      ],
    },
    takeaway: 'A timeout is about the caller’s patience. What the callee did is unknown until somebody asks.',
    sources: ['bookshop', 'brooker-retries'],
  },
  {
    id: 'pf-calls-at-the-leaf',
    version: 1,
    page,
    objective: repeating,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A click goes from the client to the gateway, from there to orders, and from there to catalog, which answers `503` to everything. {callers} {tries} times, without waiting. How many calls does catalog get?',
    computed: { calls: { measure: { of: 'calls', from: 'orders', to: 'catalog' } } },
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Calls that catalog gets',
        unit: 'calls',
        measure: { of: 'calls', from: 'orders', to: 'catalog' },
        min: 0,
        max: 100,
        whenRight: 'Each try of one caller starts all the tries of the next: {calls} calls for one click.',
        mistakes: [
          {
            value: { word: 'added' },
            why: 'That is the sum. But each try of one caller is a new request for the next one, which tries again each time.',
            misconception: 'tries-add-up',
          },
          {
            value: { word: 'tries' },
            why: 'That would be so if the last caller alone were asked once. It is asked again by every try above it.',
            misconception: 'tries-add-up',
          },
        ],
        otherwise: {
          why: 'Go from the outside inwards and multiply: tries of the first, times tries of the second, and so on. It makes {calls}.',
          misconception: 'tries-add-up',
        },
      },
    ],
    cases: [
      layers(3, 3, 'The client, the gateway and orders each try'),
      layers(3, 2, 'The client, the gateway and orders each try'),
      layers(2, 3, 'The client and the gateway each try'),
      layers(2, 4, 'The client and the gateway each try'),
    ],
    takeaway:
      'Tries multiply from layer to layer. Let one layer try again, and the others pass the failure on.',
    sources: ['bookshop', 'brooker-retries'],
  },
  {
    id: 'pf-what-may-be-repeated',
    version: 1,
    page,
    objective: repeating,
    kind: 'select',
    difficulty: 'medium',
    stem: 'A proxy gets no answer to a request, and knows nothing of the application. Which of these may it send again by the rules of HTTP?',
    options: [
      {
        id: 'get',
        text: '`GET /v1/books/9780441478125`',
        right: true,
        misconception: 'every-method-may-be-repeated',
        why: 'GET is safe: it asks for nothing but a representation. Asking twice changes nothing.',
      },
      {
        id: 'delete',
        text: '`DELETE /v1/carts/c1/items/…`',
        right: true,
        misconception: 'every-method-may-be-repeated',
        why: 'DELETE is idempotent: gone twice is gone. The second answer may be a `404`, and that is fine; the effect is what counts.',
      },
      {
        id: 'put',
        text: '`PUT /v1/orders/7/cancellation`',
        right: true,
        misconception: 'every-method-may-be-repeated',
        why: 'PUT is idempotent: after one or several, the order is cancelled. That is why this cancellation is a PUT.',
      },
      {
        id: 'post',
        text: '`POST /v1/orders`, without a key',
        right: false,
        misconception: 'every-method-may-be-repeated',
        why: 'To HTTP each POST may be a new piece of work. The first may have been done; then the second is a second order.',
      },
      {
        id: 'patch',
        text: '`PATCH /v1/books/9780441478125`',
        right: false,
        misconception: 'every-method-may-be-repeated',
        why: 'HTTP makes no promise for PATCH: “one more copy” twice is two more. With If-Match the sender can make it safe, but a proxy does not know that.',
      },
    ],
    demo: {
      watch: 'The same book is asked for twice. The second answer is the first one.',
      runs: [
        { id: 'twice', label: 'GET, sent twice', scenario: { v: 1, workload: [readBook(), readBook()] } },
      ],
      checks: [
        {
          label: 'Status of the second answer',
          measure: { of: 'status', request: 1 },
          expect: { equals: 200 },
        },
      ],
    },
    takeaway: 'GET, HEAD, PUT and DELETE may be repeated. POST needs a key that names the piece of work.',
    sources: ['rfc9110-idempotent'],
  },
  {
    id: 'pf-the-second-answer',
    version: 1,
    page,
    objective: repeating,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'An order was answered with `201`. The client sends another message to `POST /v1/orders`: {second} Which status does it get?',
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
            whenRight:
              'The key names a piece of work that is done, so the stored answer comes again, word for word. Nothing is ordered twice.',
            whenWrong: 'A `201` here would mean that this message is that same piece of work. {because}',
            misconception: 'a-key-names-a-client',
          },
          {
            value: 400,
            text: '`400` Bad Request',
            whenRight:
              'Without a key nobody can tell a repetition from a second order, so this API asks for one.',
            whenWrong: 'The request is complete and readable: it names a key. {because}',
            misconception: 'every-method-may-be-repeated',
          },
          {
            value: 422,
            text: '`422` Unprocessable Content',
            whenRight:
              'A key belongs to one piece of work. The same key with other content is a mistake, and it is better to say so than to guess.',
            whenWrong: 'A `422` says that a key is used for two different things. {because}',
            misconception: 'a-key-names-a-client',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'same-key-same-content',
        words: {
          second: 'the same key, the same content.',
          because: 'Key and content are those of the first message.',
        },
        demo: {
          watch: 'Compare the two answers, and count the orders.',
          runs: [{ id: 'again', label: 'The same again', scenario: twice(placeOrder()) }],
        },
      },
      {
        id: 'same-key-other-content',
        words: {
          second: 'the same key, but another book.',
          because: 'The key is the old one, and the content is not.',
        },
        demo: {
          watch: 'One key, two different contents.',
          runs: [
            {
              id: 'other',
              label: 'Another book',
              scenario: twice({ ...placeOrder(OTHER_BOOK), headers: placeOrder().headers ?? {} }),
            },
          ],
        },
      },
      {
        id: 'no-key',
        words: { second: 'the same content, and no key.', because: 'This message has no key at all.' },
        demo: {
          watch: 'The field is missing, and the answer says so.',
          runs: [{ id: 'no-key', label: 'Without a key', scenario: twice(withoutKey()) }],
        },
      },
    ],
    takeaway: 'One piece of work, one key. Repetitions share it; anything else gets a new one.',
    sources: ['bookshop'],
  },
  {
    id: 'pf-why-jitter',
    version: 1,
    page,
    objective: repeating,
    kind: 'single',
    difficulty: 'hard',
    stem: 'At noon a service is gone for a second, and 10,000 clients get an error. Each waits exactly 2 s, then tries again. The service is healthy, and falls over. What would have helped most?',
    options: [
      {
        id: 'jitter',
        text: 'A waiting time with chance in it, different for each client.',
        right: true,
        why: 'They failed at the same moment, so with the same wait they return at the same moment. Chance spreads them out.',
      },
      {
        id: 'longer',
        text: 'A waiting time of 20 s, so that the service can recover.',
        right: false,
        misconception: 'retries-repair',
        why: 'It has recovered long before. After 20 s the same 10,000 come back at once.',
      },
      {
        id: 'more-tries',
        text: 'More tries in a row, so that one of them gets through.',
        right: false,
        misconception: 'retries-repair',
        why: 'More tries are more load at the worst moment. What keeps them out is that they come together.',
      },
      {
        id: 'patience',
        text: 'A longer timeout, so that the late answers still count.',
        right: false,
        misconception: 'longer-timeout-is-safer',
        why: 'The clients had an error, they did not run out of patience. And a crowd that waits longer holds more.',
      },
    ],
    demo: {
      watch: 'Two tries, each after its own wait: with chance in it, no two clients wait alike.',
      runs: [
        {
          id: 'jitter',
          label: 'With chance',
          scenario: {
            v: 1,
            settings: {
              policies: [
                {
                  edge: { from: 'client', to: 'gateway' },
                  retry: {
                    attempts: 3,
                    methods: 'all',
                    backoff: { kind: 'exponential', baseMs: 500, maxMs: 4000, jitter: 'full' },
                  },
                },
              ],
            },
            faults: [
              { kind: 'error', edge: { from: 'client', to: 'gateway' }, strikes: { first: 2 }, status: 503 },
            ],
            workload: [readBook()],
          },
        },
      ],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'Those who fail together come back together, unless chance parts them.',
    sources: ['brooker-retries'],
  },
]
