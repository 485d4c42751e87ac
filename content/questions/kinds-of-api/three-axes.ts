import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { TOKEN } from '../../scenarios/tokens.ts'
import { callReadBook, placeOrder, type Request, readBook, THE_BOOK, UNKNOWN_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'kinds-of-api'
const placing = 'Place an API by who may use it, where it sits, and how it is asked.'
const comparing = 'Say what a style shows to those on the way.'

const SHOP = 'https://api.bookshop.example'

const readBySoap = (isbn: string): Request => ({
  method: 'POST',
  url: `${SHOP}/v1/soap`,
  headers: { 'content-type': 'application/soap+xml' },
  body: `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><ReadBook xmlns="https://api.bookshop.example/soap"><isbn>${isbn}</isbn></ReadBook></env:Body></env:Envelope>`,
})
const readByGraph = (isbn: string): Request => ({
  method: 'POST',
  url: `${SHOP}/graphql`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: `{ book(isbn: "${isbn}") { title } }` }),
})

const run = (...workload: Request[]): ScenarioInput => ({ v: 1, workload })
const asPartner = (request: Request): Request => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${TOKEN.partner}` },
})

/** Who, where and how: three questions. */
export const threeAxes: readonly QuestionInput[] = [
  {
    id: 'ka-status-of-a-missing-book',
    version: 1,
    page,
    objective: comparing,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A program asks for a book that does not exist, {how}. Which HTTP status does it get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'HTTP status',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: '{because}',
            whenWrong: 'HTTP itself says here that something is wrong. {because}',
            misconception: 'http-tells-all-errors',
          },
          {
            value: 400,
            text: '`400` Bad Request',
            whenRight: '{because}',
            whenWrong: 'Nothing is wrong with the form of the request. {because}',
            misconception: 'http-tells-all-errors',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenRight: '{because}',
            whenWrong: 'The address is right here: what is missing is named in the content. {because}',
            misconception: 'http-tells-all-errors',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'rest',
        words: {
          how: 'by `GET /v1/books/…`',
          because: 'The book is the target, and nothing is at that address.',
        },
        demo: {
          watch: 'A status, and a problem document.',
          runs: [{ id: 'run', label: 'REST', scenario: run(readBook(UNKNOWN_BOOK)) }],
        },
      },
      {
        id: 'rpc',
        words: {
          how: 'by JSON-RPC',
          because: 'HTTP only carries the call. That the call failed is said in the content.',
        },
        demo: {
          watch: 'Look for `error` in the content.',
          runs: [{ id: 'run', label: 'JSON-RPC', scenario: run(callReadBook(UNKNOWN_BOOK)) }],
        },
      },
      {
        id: 'soap',
        words: {
          how: 'by SOAP 1.2',
          because:
            'A Fault that is the sender’s is sent with this status: the binding of SOAP to HTTP says so.',
        },
        demo: {
          watch: 'The Fault names its code, `env:Sender`.',
          runs: [{ id: 'run', label: 'SOAP', scenario: run(readBySoap(UNKNOWN_BOOK.isbn)) }],
        },
      },
      {
        id: 'graphql',
        words: {
          how: 'by GraphQL',
          because: 'The query was carried out. There is no such book, so the answer holds `null`.',
        },
        demo: {
          watch: 'The content is short: a `null`, and no error.',
          runs: [{ id: 'run', label: 'GraphQL', scenario: run(readByGraph(UNKNOWN_BOOK.isbn)) }],
        },
      },
    ],
    takeaway: 'Know where a style says that something is missing, before you write the client.',
    sources: ['json-rpc-2', 'soap-12', 'bookshop'],
  },
  {
    id: 'ka-what-differs-for-partners',
    version: 1,
    page,
    objective: placing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A library orders books by program, under an agreement. Guests order at the same address. What makes the library’s way a partner API?',
    options: [
      {
        id: 'agreement',
        text: 'The agreement: credentials, rights and quotas of its own',
        right: true,
        why: 'The operation is the same. Who may use it, how much, and what it is told beforehand differ.',
      },
      {
        id: 'address',
        text: 'The address: partners would have to get a host of their own',
        right: false,
        misconception: 'audience-is-another-address',
        why: 'Many do it that way, and it is not what makes the difference. Here both use `/v1/orders`.',
      },
      {
        id: 'style',
        text: 'The style: with partners one speaks SOAP, and never REST',
        right: false,
        misconception: 'one-axis-decides-the-others',
        why: 'Audience and style are two questions. This partner speaks REST.',
      },
      {
        id: 'hidden',
        text: 'The secrecy: it is safe, as nobody else knows about it',
        right: false,
        misconception: 'private-means-safe',
        why: 'The address is public. What protects orders is the token, which is checked each time.',
      },
    ],
    demo: {
      request: 1,
      watch:
        'The same operation twice: as the guest, and with the library’s token. Compare `customer` in the answers.',
      runs: [
        { id: 'both', label: 'Guest, then partner', scenario: run(placeOrder(), asPartner(placeOrder())) },
      ],
      checks: [
        { label: 'Status for the guest', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
        { label: 'Status for the partner', measure: { of: 'status', request: 1 }, expect: { equals: 201 } },
        {
          label: 'Whose order it is',
          measure: { of: 'value', request: 1, pointer: '/customer' },
          expect: { equals: 'partner' },
        },
      ],
    },
    takeaway: 'An audience is an agreement, not an address.',
    sources: ['bookshop'],
  },
  {
    id: 'ka-which-axis',
    version: 1,
    page,
    objective: placing,
    kind: 'select',
    difficulty: 'medium',
    stem: 'Which of these say in which *style* an API is asked?',
    options: [
      {
        id: 'graphql',
        text: 'It takes queries that name fields',
        right: true,
        misconception: 'one-axis-decides-the-others',
        why: 'That is GraphQL: a way to ask.',
      },
      {
        id: 'rpc',
        text: 'It takes calls that name procedures',
        right: true,
        misconception: 'one-axis-decides-the-others',
        why: 'That is RPC: a way to ask.',
      },
      {
        id: 'partner',
        text: 'It is for those with an agreement',
        right: false,
        misconception: 'one-axis-decides-the-others',
        why: 'That says who may use it: the audience.',
      },
      {
        id: 'device',
        text: 'It gives programs access to a lens',
        right: false,
        misconception: 'kinds-are-components',
        why: 'That says where it sits: at a device.',
      },
      {
        id: 'database',
        text: 'It comes along with your database',
        right: false,
        misconception: 'kinds-are-components',
        why: 'That says where it sits. SQL would be the way to ask.',
      },
    ],
    demo: {
      watch: 'One shop, one book, two styles: the axis that is turned here is the style alone.',
      runs: [
        { id: 'rest', label: 'REST', scenario: run(readBook()) },
        { id: 'rpc', label: 'JSON-RPC', scenario: run(callReadBook()) },
      ],
      checks: [
        { label: 'Method', measure: { of: 'method', request: 0 }, expect: 'different' },
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: 'same' },
      ],
    },
    takeaway: 'Who, where, how: ask them one at a time.',
    sources: ['bookshop'],
  },
  {
    id: 'ka-part-of-an-envelope',
    version: 1,
    page,
    objective: comparing,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Which part of this message says what is wanted?',
    exhibits: [
      {
        label: 'A message in SOAP 1.2',
        lines: [
          'POST /v1/soap HTTP/1.1',
          'Content-Type: application/soap+xml',
          '',
          '<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope">',
          '  <env:Body>',
          '    <ReadBook xmlns="https://api.bookshop.example/soap">',
          '      <isbn>9780441478125</isbn>',
          '    </ReadBook>',
          '  </env:Body>',
          '</env:Envelope>',
        ],
      },
    ],
    options: [
      {
        id: 'child',
        text: '`ReadBook`, the child of the body',
        right: true,
        why: 'It names the operation, and its children are the arguments. Only whoever opens the envelope sees it.',
      },
      {
        id: 'method',
        text: '`POST`, the method of the request',
        right: false,
        misconception: 'http-tells-all-errors',
        why: 'Each SOAP call is a POST, whatever it wants. To HTTP, the method says next to nothing here.',
      },
      {
        id: 'target',
        text: '`/v1/soap`, which is the target',
        right: false,
        misconception: 'endpoint-is-a-url',
        why: 'All operations share that address.',
      },
      {
        id: 'type',
        text: '`Content-Type`, with `soap` in it',
        right: false,
        misconception: 'kinds-are-components',
        why: 'It says how to read the content, and nothing of what is asked for.',
      },
    ],
    demo: {
      watch: 'The answer: an envelope, too, and the book in its body.',
      runs: [{ id: 'soap', label: 'SOAP', scenario: run(readBySoap(THE_BOOK.isbn)) }],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 200 } }],
    },
    takeaway: 'In SOAP and RPC the content says what is wanted; in REST, method and target do.',
    sources: ['soap-12', 'bookshop'],
  },
  {
    id: 'ka-how-often-asked',
    version: 1,
    page,
    objective: comparing,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A shared cache stands at the edge, and books may be used for a minute. Three people read the same book within that minute, {how}. How many requests reach catalog from the gateway?',
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Requests from the gateway to catalog',
        unit: 'requests',
        measure: { of: 'calls', from: 'gateway', to: 'catalog' },
        min: 0,
        max: 9,
        whenRight: '{because}',
        mistakes: [
          {
            value: 3,
            why: 'Each of them would have to be forwarded. {because}',
            misconception: 'caching-is-on-the-server',
          },
          {
            value: 1,
            why: 'The cache would have to see that these are reads. {because}',
            misconception: 'intermediaries-understand-content',
          },
        ],
        otherwise: {
          why: 'What can a stranger tell from method and target? {because}',
          misconception: 'intermediaries-understand-content',
        },
      },
    ],
    cases: [
      {
        id: 'rest',
        words: { how: 'by `GET /v1/books/…`', because: 'GET reads, so the first answer serves the others.' },
        demo: {
          request: 2,
          watch: 'The third answer has an `Age`.',
          runs: [
            {
              id: 'run',
              label: 'REST',
              scenario: {
                v: 1,
                settings: { edgeCache: 'shared', bookFreshness: 'minute' },
                workload: [readBook(), readBook(), readBook()],
              },
            },
          ],
        },
      },
      {
        id: 'soap',
        words: {
          how: 'by SOAP',
          because: 'Three POSTs are three pieces of work to a cache, whatever the envelopes hold.',
        },
        demo: {
          request: 2,
          watch: 'Three envelopes, three ways to catalog.',
          runs: [
            {
              id: 'run',
              label: 'SOAP',
              scenario: {
                v: 1,
                settings: { edgeCache: 'shared', bookFreshness: 'minute' },
                workload: [readBySoap(THE_BOOK.isbn), readBySoap(THE_BOOK.isbn), readBySoap(THE_BOOK.isbn)],
              },
            },
          ],
        },
      },
    ],
    takeaway: 'A style decides what strangers on the way can do for you.',
    sources: ['rfc9111-overview', 'bookshop'],
  },
  {
    id: 'ka-webhook',
    version: 1,
    page,
    objective: placing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A payment provider sends a POST to your address whenever a payment ends. Who lays down what that message looks like, and who breaks when it changes?',
    options: [
      {
        id: 'they-you',
        text: 'The provider does, and you break: it is their contract',
        right: true,
        why: 'The direction of the call is reversed, the contract is not. You implement what they promise to send.',
      },
      {
        id: 'you-they',
        text: 'You do, and they break: the address is one of yours',
        right: false,
        misconception: 'webhook-is-no-api',
        why: 'You own the address. What arrives there is written in their documents, and the same for all their customers.',
      },
      {
        id: 'none',
        text: 'Neither does: being called is no interface, but an event',
        right: false,
        misconception: 'webhook-is-no-api',
        why: 'Your program reads members by name. Whatever can be relied on and broken is an interface.',
      },
      {
        id: 'http',
        text: 'HTTP does: a POST has the same form wherever it arrives',
        right: false,
        misconception: 'api-means-web',
        why: 'HTTP lays down the form of the message. What the content means is theirs to say.',
      },
    ],
    demo: {
      watch: 'Inside this shop, too, somebody is called: the broker sends events to notifications.',
      runs: [{ id: 'order', label: 'An order, and who is told', scenario: run(placeOrder()) }],
      checks: [
        {
          label: 'Requests from the broker to notifications',
          measure: { of: 'calls', from: 'broker', to: 'notifications' },
          expect: { equals: 4 },
        },
      ],
    },
    takeaway: 'Ask who wrote the contract, not who calls.',
    sources: ['bookshop', 'parnas'],
  },
]
