import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { placeOrder, type Request, readBook, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'how-this-sandbox-works'
const telling = 'Tell what was observed in a run from what was modelled.'
const reading = 'Read a trace and a wire.'

const API = 'https://api.bookshop.example/v1'
const run = (more: Partial<ScenarioInput>, ...workload: Request[]): ScenarioInput => ({
  v: 1,
  ...more,
  workload,
})
const putItem: Request = {
  method: 'PUT',
  url: `${API}/carts/seeded-cart/items/9780547928227`,
  headers: { 'content-type': 'application/json' },
  body: '{"quantity": 2}',
}
/** The last copy of a book, and one that is too many. */
const lastCopies = (copies: number): Request => ({
  ...placeOrder({ isbn: '9780156235501', title: 'The Cyberiad' }, copies),
})

/** What a run tells, and what it does not. */
export const believeWhat: readonly QuestionInput[] = [
  {
    id: 'sb-which-are-observed',
    version: 1,
    page,
    objective: telling,
    kind: 'select',
    difficulty: 'medium',
    stem: 'An order is placed in this sandbox. Which of these figures are *observed*, and so the same with any other seed?',
    options: [
      {
        id: 'requests',
        text: 'How many requests were made',
        right: true,
        misconception: 'it-is-all-canned',
        why: 'Each of them was sent and answered. They were counted.',
      },
      {
        id: 'status',
        text: 'Which status the client got',
        right: true,
        misconception: 'it-is-all-canned',
        why: 'A service decided on it, by its own rules and data.',
      },
      {
        id: 'stock',
        text: 'How many copies are left now',
        right: true,
        misconception: 'it-is-all-canned',
        why: 'It is what stands in the store of inventory after the run.',
      },
      {
        id: 'waited',
        text: 'How long the client waited',
        right: false,
        misconception: 'mocks-prove-performance',
        why: 'It is a sum of latencies that were drawn at random from a model. Another seed, another sum.',
      },
      {
        id: 'slowest',
        text: 'Which hop was the slowest one',
        right: false,
        misconception: 'mocks-prove-performance',
        why: 'That, too, follows from the draw.',
      },
    ],
    demo: {
      watch: 'The same order with two seeds: status and requests are the same, the time is not.',
      runs: [
        { id: 'seven', label: 'Seed 7', scenario: run({ seed: 7 }, placeOrder()) },
        { id: 'eight', label: 'Seed 8', scenario: run({ seed: 8 }, placeOrder()) },
      ],
      checks: [
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: 'same' },
        { label: 'Requests until the answer', measure: { of: 'hop-list', request: 0 }, expect: 'same' },
        { label: 'Time', measure: { of: 'duration', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'Counts and contents are observed. Durations are modelled.',
    sources: ['bookshop'],
  },
  {
    id: 'sb-same-link-same-run',
    version: 1,
    page,
    objective: telling,
    kind: 'single',
    difficulty: 'easy',
    stem: 'You send a colleague the link to a run with seed 7. On your screen the client waited 58.8 ms. What is on theirs, on a slow old laptop?',
    options: [
      {
        id: 'same',
        text: 'The same 58.8 ms: the draw follows from the seed',
        right: true,
        why: 'The clock of a run is not the laptop’s. It counts latencies that were drawn, and the seed decides the draw.',
      },
      {
        id: 'longer',
        text: 'More than that: their machine takes longer for it',
        right: false,
        misconception: 'mocks-prove-performance',
        why: 'They wait longer for the picture. The run itself is over a modelled network, on a clock of its own.',
      },
      {
        id: 'other',
        text: 'Another time: each of the runs has luck of its own',
        right: false,
        misconception: 'mocks-prove-performance',
        why: 'So it would be with another seed. With the same one, the same numbers are drawn.',
      },
      {
        id: 'recorded',
        text: 'The same 58.8 ms: the link holds the whole answer',
        right: false,
        misconception: 'it-is-all-canned',
        why: 'It holds settings, faults, requests and the seed, and no answer. Your colleague’s browser runs it anew.',
      },
    ],
    demo: {
      watch: 'Twice the same seed: not a microsecond differs.',
      runs: [
        { id: 'here', label: 'Here', scenario: run({ seed: 7 }, placeOrder()) },
        { id: 'there', label: 'There', scenario: run({ seed: 7 }, placeOrder()) },
      ],
      checks: [{ label: 'Time', measure: { of: 'duration', request: 0 }, expect: 'same' }],
    },
    takeaway: 'A run follows from system, settings, requests and seed.',
    sources: ['bookshop'],
  },
  {
    id: 'sb-does-it-remember',
    version: 1,
    page,
    objective: telling,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'Of “The Cyberiad” one copy is left. {before} Then a client orders one copy. Which status does that order get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status of the last order',
        measure: { of: 'status', request: 1 },
        choices: [
          {
            value: 201,
            text: '`201` Created',
            whenRight: '{because}',
            whenWrong: 'That is the answer of somebody who does not remember. {because}',
            misconception: 'it-is-all-canned',
          },
          {
            value: 409,
            text: '`409` Conflict',
            whenRight: '{because}',
            whenWrong: 'The copy is still there. {because}',
            misconception: 'it-is-all-canned',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenWrong: 'catalog has the book, sold out or not. {because}',
            misconception: 'it-is-all-canned',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'sold',
        words: {
          before: 'Somebody orders it, and gets `201`.',
          because: 'inventory has sold its last copy, and knows.',
        },
        demo: {
          request: 1,
          watch: 'Look at the store of inventory after the first order.',
          runs: [
            {
              id: 'run',
              label: 'Sold before',
              scenario: run(
                {},
                { ...lastCopies(1), headers: { ...lastCopies(1).headers, 'idempotency-key': 'before' } },
                lastCopies(1),
              ),
            },
          ],
        },
      },
      {
        id: 'looked-at',
        words: { before: 'Somebody looks at another book.', because: 'Looking changes nothing.' },
        demo: {
          request: 1,
          watch: 'The first request leaves no trace in any store.',
          runs: [{ id: 'run', label: 'Looked at before', scenario: run({}, readBook(), lastCopies(1)) }],
        },
      },
      {
        id: 'too-many',
        words: {
          before: 'Somebody orders two copies, and is refused.',
          because: 'The refused order has taken nothing.',
        },
        demo: {
          request: 1,
          watch: 'A refusal changes no stock.',
          runs: [{ id: 'run', label: 'Refused before', scenario: run({}, lastCopies(2), lastCopies(1)) }],
        },
      },
    ],
    takeaway: 'Two requests tell a service that remembers from a canned answer.',
    sources: ['bookshop'],
  },
  {
    id: 'sb-hops-of-a-cart',
    version: 1,
    page,
    objective: reading,
    kind: 'order',
    difficulty: 'medium',
    stem: 'A client puts a book into a cart with `PUT`. Which requests does the trace show, and in which order do they leave? Some of the steps stay out.',
    steps: [
      {
        id: 'client-gateway',
        text: 'client → gateway: `PUT /v1/carts/…`',
        hop: { from: 'client', to: 'gateway', method: 'PUT' },
        whenRight: 'The client knows one address, and that is the gateway’s.',
        misconception: 'client-hop-forgotten',
      },
      {
        id: 'gateway-cart',
        text: 'gateway → cart: `PUT /carts/…`',
        hop: { from: 'gateway', to: 'cart', method: 'PUT' },
        whenRight: 'A request of its own, to the service that keeps carts.',
        misconception: 'one-request-is-all',
      },
      {
        id: 'cart-catalog',
        text: 'cart → catalog: read title and price',
        hop: { from: 'cart', to: 'catalog', method: 'GET' },
        whenRight: 'The line shows what the book costs, and only catalog knows that.',
        misconception: 'one-request-is-all',
      },
      {
        id: 'gateway-catalog',
        text: 'gateway → catalog: read title and price',
        hop: { from: 'gateway', to: 'catalog', method: 'GET' },
        whenWrong: 'The gateway routes. What a cart needs, cart asks for itself.',
        misconception: 'gateway-does-the-work',
      },
      {
        id: 'cart-inventory',
        text: 'cart → inventory: reserve two copies',
        hop: { from: 'cart', to: 'inventory', method: 'POST' },
        whenWrong: 'Nothing is reserved before somebody orders. cart does not even know inventory.',
        misconception: 'services-form-a-chain',
      },
    ],
    cases: [
      {
        id: 'put',
        demo: {
          watch: 'Three lines, each indented under the one that caused it.',
          runs: [{ id: 'put', label: 'A book into a cart', scenario: run({}, putItem) }],
        },
      },
    ],
    takeaway:
      'A trace is read from the outside in: each line was caused by the one that it is indented under.',
    sources: ['bookshop'],
  },
  {
    id: 'sb-which-number-joins',
    version: 1,
    page,
    objective: reading,
    kind: 'single',
    difficulty: 'medium',
    stem: 'An order failed in a shop of twelve services. You have the client’s request as it was on the wire. Which part of it leads you to the lines in all twelve logs that belong to it?',
    options: [
      {
        id: 'traceparent',
        text: 'By the trace id in its `traceparent`',
        right: true,
        why: 'It is handed on from request to request, so every service writes the same 32 digits.',
      },
      {
        id: 'target',
        text: 'By the path that stands in its target',
        right: false,
        misconception: 'a-trace-is-a-service',
        why: 'Thousands of orders have that path, and behind the gateway the paths are others.',
      },
      {
        id: 'time',
        text: 'By the second in which it was sent out',
        right: false,
        misconception: 'a-trace-is-a-service',
        why: 'Many requests are under way in that second, and clocks of machines differ.',
      },
      {
        id: 'key',
        text: 'By the text of its `Idempotency-Key`',
        right: false,
        misconception: 'servers-recognise-repeats',
        why: 'It names the work for the service that does it. It is not handed on to all the others.',
      },
    ],
    demo: {
      watch: 'Each hop of the trace carries the same trace id, and a span id of its own.',
      runs: [{ id: 'order', label: 'One order', scenario: run({}, placeOrder()) }],
      checks: [
        { label: 'Requests that share it', measure: { of: 'hops', request: 0 }, expect: { equals: 5 } },
      ],
    },
    takeaway: 'One trace id for all that a request causes, handed on in traceparent.',
    sources: ['trace-context', 'bookshop'],
  },
  {
    id: 'sb-what-it-can-not-show',
    version: 1,
    page,
    objective: telling,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Which question can NOT be answered with runs of this sandbox?',
    options: [
      {
        id: 'capacity',
        text: 'Whether your hardware takes a thousand orders a second',
        right: true,
        why: 'Computing takes no time here, and the network is a model. That has to be measured where it is to run.',
      },
      {
        id: 'double',
        text: 'Whether an order can be charged twice when answers get lost',
        right: false,
        misconception: 'works-here-works-there',
        why: 'One run in which it happens is the proof. Failures found here are facts.',
      },
      {
        id: 'hops',
        text: 'How many requests an order makes in either construction',
        right: false,
        misconception: 'mocks-prove-performance',
        why: 'They are counted. It is the durations that are modelled, not the number.',
      },
      {
        id: 'break',
        text: 'Whether a client of today can read the answers of v2',
        right: false,
        misconception: 'it-is-all-canned',
        why: 'Run the client’s tests against it. The services answer as they were built.',
      },
    ],
    demo: {
      watch:
        'Computing takes no time: with links that take none either, the whole order takes 0 ms. That is no forecast.',
      runs: [
        {
          id: 'none',
          label: 'No latency',
          scenario: run({ settings: { latency: 'none' } }, placeOrder(THE_BOOK)),
        },
      ],
      checks: [{ label: 'Time', measure: { of: 'duration', request: 0 }, expect: { equals: 0 } }],
    },
    takeaway: 'It shows what is sent and what can go wrong. How fast it will be, it does not know.',
    sources: ['bookshop'],
  },
]
