import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { bothWays, placeOrder, type Request, readBook } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'what-an-api-is'
const telling = 'Tell an interface from its implementation.'
const noticing = 'Say which change a client can notice.'

type Settings = NonNullable<ScenarioInput['settings']>
const shop = (settings: Settings, ...workload: Request[]): ScenarioInput => ({ v: 1, settings, workload })
const monolith = (settings: Settings, ...workload: Request[]): ScenarioInput => ({
  ...shop(settings, ...workload),
  system: 'monolith',
})

/** Who would notice which change. */
export const whoWouldNotice: readonly QuestionInput[] = [
  {
    id: 'ap-order-after-renaming',
    version: 1,
    page,
    objective: noticing,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'A client places an order. It never reads a price. Meanwhile catalog {change}. The shop runs as {construction}. Which status does the order get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status of the order',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 201,
            text: '`201` Created',
            whenRight: '{because}',
            whenWrong: 'Somebody on the way relies on the old name. {because}',
            misconception: 'only-outsiders-are-clients',
          },
          {
            value: 422,
            text: '`422` Unprocessable Content',
            whenWrong: 'The order itself is as it should be. {because}',
            misconception: 'failure-is-the-clients-fault',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: '{because}',
            whenWrong: 'Everybody finds what they look for. {because}',
            misconception: 'only-outsiders-are-clients',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'renamed-services',
        words: {
          change: 'calls `price` by a better name, `unitPrice`',
          construction: 'microservices',
          because:
            'orders asks catalog over HTTP and looks for `price`. It is a client, too, and it cannot go on.',
        },
        demo: {
          watch: 'catalog answers `200`, and orders can make nothing of it.',
          runs: [
            {
              id: 'run',
              label: 'Renamed, services',
              scenario: shop({ priceField: 'renamed' }, placeOrder()),
            },
          ],
        },
      },
      {
        id: 'renamed-monolith',
        words: {
          change: 'calls `price` by a better name, `unitPrice`, in its answers',
          construction: 'one process',
          because:
            'Inside, orders calls a function and reads no JSON. Only those outside see the new name, and this client does not look.',
        },
        demo: {
          watch: 'No answer of catalog is read on the way.',
          runs: [
            {
              id: 'run',
              label: 'Renamed, one process',
              scenario: monolith({ priceField: 'renamed' }, placeOrder()),
            },
          ],
        },
      },
      {
        id: 'both-services',
        words: {
          change: 'gives the price under two names, `price` and `unitPrice`',
          construction: 'microservices',
          because: 'orders finds `price` as before, and ignores what it does not know.',
        },
        demo: {
          watch: 'The answer of catalog has grown, and nobody minds.',
          runs: [{ id: 'run', label: 'Both names', scenario: shop({ priceField: 'both' }, placeOrder()) }],
        },
      },
    ],
    takeaway: 'Whoever reads your answers is your client, also inside.',
    sources: ['bookshop', 'parnas'],
  },
  {
    id: 'ap-is-map-an-api',
    version: 1,
    page,
    objective: telling,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Is `Array.prototype.map` an API?',
    options: [
      {
        id: 'yes',
        text: 'Yes: it promises a result and hides how it comes about',
        right: true,
        why: 'You rely on a new array of the same length. How the engine does it, it may change tomorrow.',
      },
      {
        id: 'no-network',
        text: 'No: there is neither a network nor a server behind it',
        right: false,
        misconception: 'api-means-web',
        why: 'Where something runs does not matter. Libraries had APIs long before the web.',
      },
      {
        id: 'no-code',
        text: 'No: it is a piece of code, and an API is a bigger one',
        right: false,
        misconception: 'api-is-code',
        why: 'The code is the implementation. The API is what it promises, and has no size in lines.',
      },
      {
        id: 'if-documented',
        text: 'Only since it has been documented, and not before it',
        right: false,
        misconception: 'contract-is-the-documentation',
        why: 'Programs relied on it before anybody read about it. Documents describe the promise; use makes it binding.',
      },
    ],
    demo: {
      watch: 'Another interface that hides everything behind it: here is what it hides.',
      runs: bothWays(readBook()),
      checks: [{ label: 'Content', measure: { of: 'content', request: 0 }, expect: 'same' }],
    },
    takeaway: 'An API is whatever programs may rely on without knowing how it works.',
    sources: ['parnas', 'bookshop'],
  },
  {
    id: 'ap-which-changes-break',
    version: 1,
    page,
    objective: noticing,
    kind: 'select',
    difficulty: 'medium',
    stem: 'A client reads `title` and `price` of a book and ignores the rest. Which changes can break it?',
    options: [
      {
        id: 'rename',
        text: 'Calling `price` by the clearer name `unitPrice`',
        right: true,
        misconception: 'better-names-are-free',
        why: 'To the client the price is gone.',
      },
      {
        id: 'type',
        text: 'Giving the amount as text, `"10.99"`, not a number',
        right: true,
        misconception: 'better-names-are-free',
        why: 'Same name, other type: whoever calculates with it gets nonsense, or an error.',
      },
      {
        id: 'status',
        text: 'Answering `200` with `null` for a missing book',
        right: true,
        misconception: 'contract-is-the-documentation',
        why: 'Refusals belong to the promise. The client looks for a `404` and now finds a book without a title.',
      },
      {
        id: 'add',
        text: 'Adding a member `publisher` to the answer',
        right: false,
        misconception: 'contract-is-the-documentation',
        why: 'This client ignores what it does not know. Others may be stricter, so say beforehand what you may add.',
      },
      {
        id: 'language',
        text: 'Writing the service anew in another language',
        right: false,
        misconception: 'api-is-code',
        why: 'That is the implementation. If it keeps the promise, nobody can tell.',
      },
    ],
    demo: {
      watch: 'The same book twice: as promised, and with the price under a new name.',
      runs: [
        { id: 'price', label: 'As promised', scenario: shop({}, readBook()) },
        { id: 'renamed', label: 'Renamed', scenario: shop({ priceField: 'renamed' }, readBook()) },
      ],
      checks: [
        { label: 'Content', measure: { of: 'content', request: 0 }, expect: 'different' },
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: 'same' },
      ],
    },
    takeaway: 'Free is what is behind the interface. Names, types and refusals are in it.',
    sources: ['bookshop', 'parnas'],
  },
  {
    id: 'ap-same-answer-other-work',
    version: 1,
    page,
    objective: telling,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'The same book is read at the same address. Behind it: {behind}. How many HTTP requests are made in all?',
    asks: [
      {
        input: 'number',
        id: 'hops',
        label: 'HTTP requests in all',
        unit: 'requests',
        measure: { of: 'hops', request: 0 },
        min: 0,
        max: 10,
        whenRight: '{because} The answer is the same, byte for byte.',
        mistakes: [
          {
            value: 0,
            why: 'The client’s own request counts. {because}',
            misconception: 'client-hop-forgotten',
          },
          { value: 1, why: 'One is the client’s. {because}', misconception: 'one-request-is-all' },
        ],
        otherwise: {
          why: 'Count the client’s request and each one that follows. {because}',
          misconception: 'calls-are-always-http',
        },
      },
    ],
    cases: [
      {
        id: 'services',
        words: {
          behind: 'a gateway and a service catalog',
          because: 'The client asks the gateway, and the gateway asks catalog.',
        },
        demo: {
          watch: 'Two requests, and one book.',
          runs: [{ id: 'run', label: 'Microservices', scenario: shop({}, readBook()) }],
        },
      },
      {
        id: 'monolith',
        words: { behind: 'one process', because: 'The client asks it, and inside functions are called.' },
        demo: {
          watch: 'One request, and the same book.',
          runs: [{ id: 'run', label: 'One process', scenario: monolith({}, readBook()) }],
        },
      },
    ],
    takeaway: 'Different work, same promise: that is what an interface is for.',
    sources: ['bookshop', 'parnas'],
  },
  {
    id: 'ap-order-of-a-list',
    version: 1,
    page,
    objective: noticing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'No document says in which order `GET /v1/books` lists books. For years it was by title. You speed it up, and now it is by ISBN. What is likely?',
    options: [
      {
        id: 'some-break',
        text: 'Some clients break, since they had come to rely on it',
        right: true,
        why: 'Someone shows the first ten as “A to C”, and someone else searches by halves. What can be seen is relied on.',
      },
      {
        id: 'none',
        text: 'No client breaks, since it was never written anywhere',
        right: false,
        misconception: 'contract-is-the-documentation',
        why: 'Clients do not read documents, they read answers. Being in the right does not help anybody.',
      },
      {
        id: 'all',
        text: 'All clients break, since the program is another one now',
        right: false,
        misconception: 'api-is-code',
        why: 'Those that do not depend on the order notice nothing. The program behind is none of their business.',
      },
      {
        id: 'outside',
        text: 'Only strangers break, since our own services know of it',
        right: false,
        misconception: 'only-outsiders-are-clients',
        why: 'Your own services are clients, with the same habits. You can only warn them sooner.',
      },
    ],
    demo: {
      watch: 'This shop says which order it is: `sort` has a default, and the document names it.',
      runs: [
        {
          id: 'list',
          label: 'The first books',
          scenario: shop(
            {},
            { method: 'GET', url: 'https://api.bookshop.example/v1/books?limit=3&fields=title' },
          ),
        },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 200 } }],
    },
    takeaway: 'Promise what you mean, and hide what you do not want to promise.',
    sources: ['parnas', 'bookshop'],
  },
  {
    id: 'ap-what-is-swapped',
    version: 1,
    page,
    objective: telling,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A team moves its bookshop from one process to five services. Its tests against the public API stay green, and no client changes. What has been changed?',
    options: [
      {
        id: 'implementation',
        text: 'How the promise is kept, and nothing that was promised',
        right: true,
        why: 'That is what the tests show: they know the interface alone.',
      },
      {
        id: 'interface',
        text: 'The API, as it consists of five programs instead of one',
        right: false,
        misconception: 'api-is-code',
        why: 'The API is the promise. Who keeps it, and with how many programs, is not part of it.',
      },
      {
        id: 'style',
        text: 'The style, as services can only be reached by REST now',
        right: false,
        misconception: 'style-changes-the-architecture',
        why: 'How one asks is decided by the interface, and that is the same.',
      },
      {
        id: 'nothing',
        text: 'Nothing of interest, as each answer is the same as ever',
        right: false,
        misconception: 'architecture-changes-nothing',
        why: 'The answers are the same. The trace, the time and the ways to fail are not.',
      },
    ],
    demo: {
      watch: 'One order in both constructions. Compare the answers, then the traces.',
      runs: bothWays(placeOrder()),
      checks: [
        { label: 'Content', measure: { of: 'content', request: 0 }, expect: 'same' },
        { label: 'Requests in the trace', measure: { of: 'hops', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'An interface is what lets you change everything behind it.',
    sources: ['parnas', 'bookshop'],
  },
]
