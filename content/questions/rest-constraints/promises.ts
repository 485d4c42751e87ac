import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callReadBook, type Request, readBook, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'rest-constraints'
const deriving = 'Say which property follows from which constraint.'
const judging = 'Judge a system by the constraints that it keeps, and not by its label.'

const API = 'https://api.bookshop.example/v1'
type Settings = NonNullable<ScenarioInput['settings']>
const CACHED: Settings = { edgeCache: 'shared', bookFreshness: 'minute' }

const readBySoap: Request = {
  method: 'POST',
  url: `${API}/soap`,
  headers: { 'content-type': 'application/soap+xml' },
  body: `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><ReadBook xmlns="https://api.bookshop.example/soap"><isbn>${THE_BOOK.isbn}</isbn></ReadBook></env:Body></env:Envelope>`,
}

/** The same request so many times, five seconds apart. */
function often(request: Request, times: number, settings: Settings): ScenarioInput {
  return {
    v: 1,
    settings,
    workload: Array.from({ length: times }, (_, i) => ({ ...request, atMs: i * 5000 })),
  }
}

/** One reading, the first answer of catalog lost, and a gateway that repeats what it may. */
function answerLost(request: Request): ScenarioInput {
  return {
    v: 1,
    settings: {
      policies: [{ edge: { from: 'gateway', to: 'catalog' }, timeoutMs: 300, retry: { attempts: 2 } }],
    },
    faults: [{ kind: 'lose-reply', edge: { from: 'gateway', to: 'catalog' }, strikes: { first: 1 } }],
    workload: [request],
  }
}

const takeAndFill: readonly Request[] = [
  { method: 'POST', url: `${API}/carts` },
  {
    method: 'PUT',
    url: `${API}/carts/{{0:/id}}/items/${THE_BOOK.isbn}`,
    headers: { 'content-type': 'application/json' },
    body: '{"quantity": 1}',
  },
]
const cartOf = (carts: 'store' | 'memory', balancing: 'round-robin' | 'sticky'): ScenarioInput => ({
  v: 1,
  settings: { carts, fleets: [{ service: 'cart', instances: 3, balancing }] },
  workload: [...takeAndFill],
})

/** What each constraint promises, and to whom. */
export const constraintPromises: readonly QuestionInput[] = [
  {
    id: 'rc-calls-behind-the-cache',
    version: 1,
    page,
    objective: deriving,
    kind: 'predict',
    difficulty: 'medium',
    stem: '{cache} A client asks for the same book {times} times within a minute, {how}. How many requests does catalog get?',
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Requests from the gateway to catalog',
        unit: 'requests',
        measure: { of: 'calls', from: 'gateway', to: 'catalog' },
        min: 0,
        max: 12,
        whenRight: '{because}',
        mistakes: [
          {
            value: { word: 'times' },
            why: 'That is every single one. {because}',
            misconception: 'constraints-are-free',
          },
          {
            value: 1,
            why: 'One would do if a cache could use the first answer again. {because}',
            misconception: 'intermediaries-understand-content',
          },
        ],
        otherwise: {
          why: 'Ask who may use which answer again. {because}',
          misconception: 'intermediaries-understand-content',
        },
      },
    ],
    cases: [
      {
        id: 'resource-cached',
        words: {
          cache: 'A shared cache stands at the edge, and books may be used for a minute.',
          times: 5,
          how: 'each time with `GET /v1/books/…`',
          because:
            'The method says that it reads, the answer says how long it is good, and the cache acts on both.',
        },
        demo: {
          request: 4,
          watch: 'Five answers, and one way to catalog. `Age` says how old each answer is.',
          runs: [{ id: 'get', label: 'GET, cached', scenario: often(readBook(), 5, CACHED) }],
        },
      },
      {
        id: 'procedure-cached',
        words: {
          cache: 'A shared cache stands at the edge, and books may be used for a minute.',
          times: 4,
          how: 'each time with `POST /v1/rpc`',
          because:
            'To the cache each call is a POST. That it reads is written in the content, which a cache does not judge by.',
        },
        demo: {
          request: 3,
          watch: 'The same book four times, and four ways to catalog.',
          runs: [{ id: 'rpc', label: 'POST, cached', scenario: often(callReadBook(), 4, CACHED) }],
        },
      },
      {
        id: 'resource-uncached',
        words: {
          cache: 'There is no cache on the way, and the client keeps nothing.',
          times: 3,
          how: 'each time with `GET /v1/books/…`',
          because: 'The answers say that they may be used again. Nobody is there to do it.',
        },
        demo: {
          request: 2,
          watch: 'Three reads, three ways to catalog.',
          runs: [
            {
              id: 'get',
              label: 'GET, no cache',
              scenario: often(readBook(), 3, { bookFreshness: 'minute' }),
            },
          ],
        },
      },
    ],
    takeaway: 'A cache needs two things: somebody to keep answers, and messages that say whether it may.',
    sources: ['fielding-uniform', 'bookshop'],
  },
  {
    id: 'rc-who-may-repeat',
    version: 1,
    page,
    objective: deriving,
    kind: 'single',
    difficulty: 'medium',
    stem: 'An answer of catalog gets lost. The gateway asks again when a book is read with GET, and gives up when the same book is read by JSON-RPC. Which constraint makes the difference?',
    options: [
      {
        id: 'uniform',
        text: 'The uniform interface',
        right: true,
        why: 'GET means the same everywhere: reading, and safe to repeat. The gateway knows that without knowing books. A call inside a POST it cannot judge.',
      },
      {
        id: 'stateless',
        text: 'The stateless server',
        right: false,
        misconception: 'constraint-is-a-feature',
        why: 'Both requests say all that is needed, and any instance could answer either. That is not what stops the gateway.',
      },
      {
        id: 'cache',
        text: 'The cache constraint',
        right: false,
        misconception: 'intermediaries-understand-content',
        why: 'Nothing was stored here: no answer had come. What is at stake is whether the request may be sent again.',
      },
      {
        id: 'layers',
        text: 'The layered system',
        right: false,
        misconception: 'constraint-is-a-feature',
        why: 'It is why a gateway can stand there at all. It stands there in both cases, and helps in one.',
      },
    ],
    demo: {
      watch: 'The same lost answer twice. Only one of the two requests is sent again.',
      runs: [
        { id: 'get', label: 'GET', scenario: answerLost(readBook()) },
        { id: 'rpc', label: 'JSON-RPC', scenario: answerLost(callReadBook()) },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: 'different' }],
    },
    takeaway: 'A uniform interface lets strangers help.',
    sources: ['fielding-uniform', 'rfc9110-properties'],
  },
  {
    id: 'rc-second-request-of-a-cart',
    version: 1,
    page,
    objective: deriving,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'cart runs in three instances. {design} A guest takes an empty cart with `POST /v1/carts`, then puts a book into it with `PUT`. Nothing fails. Which status does the `PUT` get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status of the second request',
        measure: { of: 'status', request: 1 },
        choices: [
          {
            value: 201,
            text: '`201` Created',
            whenRight: '{because}',
            whenWrong: 'For that, whoever gets the second request has to know the cart. {because}',
            misconception: 'constraint-is-a-feature',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenRight: '{because}',
            whenWrong: 'The cart is known to whoever is asked here. {because}',
            misconception: 'constraint-is-a-feature',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenWrong: 'Every instance is up and has time. {because}',
            misconception: 'failure-stays-local',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'memory-in-turn',
        words: {
          design: 'Each keeps carts in its own memory, and requests go to them in turn.',
          because: 'The first instance made the cart. The second one is asked, and has never heard of it.',
        },
        demo: {
          request: 1,
          watch: 'The trace names the instance of each request: they differ.',
          runs: [{ id: 'run', label: 'In memory, in turn', scenario: cartOf('memory', 'round-robin') }],
        },
      },
      {
        id: 'memory-sticky',
        words: {
          design: 'Each keeps carts in its own memory, and each caller always gets the same instance.',
          because: 'Both requests reach the instance that has the cart, as long as it lives.',
        },
        demo: {
          request: 1,
          watch: 'Both requests go to one instance. Two others have nothing to do.',
          runs: [{ id: 'run', label: 'In memory, sticky', scenario: cartOf('memory', 'sticky') }],
        },
      },
      {
        id: 'store-in-turn',
        words: {
          design: 'All of them keep carts in one store, and requests go to them in turn.',
          because: 'No instance keeps anything to itself, so it does not matter which one is asked.',
        },
        demo: {
          request: 1,
          watch: 'Two instances, one cart.',
          runs: [{ id: 'run', label: 'In a store, in turn', scenario: cartOf('store', 'round-robin') }],
        },
      },
    ],
    takeaway: 'Stateless means that it does not matter which instance you get.',
    sources: ['fielding-stateless', 'bookshop'],
  },
  {
    id: 'rc-soap-over-post',
    version: 1,
    page,
    objective: judging,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A book is read by SOAP: an envelope in a POST, over HTTPS, to a server that keeps no sessions. Which constraint of REST is broken?',
    options: [
      {
        id: 'uniform',
        text: 'The uniform interface: what is asked for, the envelope alone says',
        right: true,
        why: 'The target names a service and no book, and the method says nothing about reading. Nobody between the two ends can act on it.',
      },
      {
        id: 'client-server',
        text: 'Client–server: the two sides must know the same description',
        right: false,
        misconception: 'constraint-is-a-feature',
        why: 'Asking and answering are two parties here as well. A common description does not make them one.',
      },
      {
        id: 'format',
        text: 'The format: a representation has to be JSON and never XML',
        right: false,
        misconception: 'rest-is-json-over-http',
        why: 'No constraint names a format. XML, CSV or an image are all fine.',
      },
      {
        id: 'stateless',
        text: 'Statelessness: an envelope has to be opened before it is read',
        right: false,
        misconception: 'constraint-is-a-feature',
        why: 'The request says all that is needed, and the server keeps nothing of the caller. That is stateless.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The same envelope twice, a cache on the way, and both reach catalog.',
      runs: [{ id: 'soap', label: 'SOAP, cached', scenario: often(readBySoap, 2, CACHED) }],
      checks: [
        { label: 'Status', measure: { of: 'status', request: 1 }, expect: { equals: 200 } },
        {
          label: 'Requests that reach catalog',
          measure: { of: 'calls', from: 'gateway', to: 'catalog' },
          expect: { equals: 2 },
        },
      ],
    },
    takeaway: 'Ask constraint by constraint. A style can keep four of them and break the fifth.',
    sources: ['fielding-uniform', 'bookshop'],
  },
  {
    id: 'rc-repair-the-sentence',
    version: 1,
    page,
    objective: judging,
    kind: 'single',
    difficulty: 'easy',
    stem: 'An article lists as a defining trait of a RESTful API: “Uses SSL (Secure Sockets Layer) encryption.” Which correction is best?',
    options: [
      {
        id: 'apart',
        text: 'Encryption is no part of REST; use TLS for reasons of its own',
        right: true,
        why: 'None of the six constraints is about secrecy. The need for TLS comes from the network, whatever the style.',
      },
      {
        id: 'tls',
        text: 'REST demands TLS, which is the name of newer versions of SSL',
        right: false,
        misconception: 'rest-needs-tls',
        why: 'The name is put right and the mistake is kept. No constraint demands either.',
      },
      {
        id: 'standard',
        text: 'The REST standard leaves to each API which cipher it will use',
        right: false,
        misconception: 'rest-has-a-standard',
        why: 'There is no such standard. A dissertation describes the style, and it names no cipher.',
      },
      {
        id: 'json',
        text: 'Only the JSON of a REST API is encrypted, and never its fields',
        right: false,
        misconception: 'rest-is-json-over-http',
        why: 'TLS encrypts the whole message, fields and content. And JSON is no part of the style.',
      },
    ],
    demo: {
      watch: 'Look for anything about REST in the message that is about secrecy: there is nothing.',
      runs: [{ id: 'get', label: 'A book', scenario: often(readBook(), 1, {}) }],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 200 } }],
    },
    takeaway: 'Encrypt always. REST has nothing to do with it.',
    sources: ['fielding-derivation', 'dreamfactory-differences'],
  },
  {
    id: 'rc-what-a-stranger-can-do',
    version: 1,
    page,
    objective: deriving,
    kind: 'select',
    difficulty: 'hard',
    stem: 'A proxy that knows nothing about books forwards `GET /v1/books/…` and its answer. What may it do by itself?',
    options: [
      {
        id: 'repeat',
        text: 'Send the request again after the connection broke',
        right: true,
        misconception: 'intermediaries-understand-content',
        why: 'GET is safe and therefore idempotent. The method alone says so.',
      },
      {
        id: 'store',
        text: 'Keep the answer, if its fields say that it may',
        right: true,
        misconception: 'constraint-is-a-feature',
        why: '`Cache-Control` and the method decide. The proxy need not know what a book is.',
      },
      {
        id: 'validate',
        text: 'Ask with the `ETag` whether its copy is still good',
        right: true,
        misconception: 'intermediaries-understand-content',
        why: 'Validators are part of the uniform interface: they work alike for every resource.',
      },
      {
        id: 'price',
        text: 'Put the newest price into the copy that it has kept',
        right: false,
        misconception: 'intermediaries-understand-content',
        why: 'For that it would have to know what a price is. A stored answer is used whole or not at all.',
      },
      {
        id: 'post',
        text: 'Turn it into a POST, because a POST works everywhere',
        right: false,
        misconception: 'rest-is-json-over-http',
        why: 'That asks for something else. It would take away from everybody after it what GET promises.',
      },
    ],
    demo: {
      request: 2,
      watch:
        'Three reads. The third comes after a minute: the cache asks with the `ETag`, and is answered `304`.',
      runs: [
        {
          id: 'cached',
          label: 'A cache on the way',
          scenario: {
            v: 1,
            settings: CACHED,
            workload: [readBook(), { ...readBook(), atMs: 5000 }, { ...readBook(), atMs: 120_000 }],
          },
        },
      ],
      checks: [
        {
          label: 'Requests that reach catalog',
          measure: { of: 'calls', from: 'gateway', to: 'catalog' },
          expect: { equals: 2 },
        },
      ],
    },
    takeaway:
      'What is in method, target and fields, strangers can act on. What is in the content, they cannot.',
    sources: ['rfc9110-properties', 'fielding-uniform'],
  },
]
