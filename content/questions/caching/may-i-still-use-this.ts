import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { TOKEN } from '../../scenarios/tokens.ts'
import { placeOrder, type Request, readBook, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'caching'
const trading = 'Say what a cache may use, and what that saves and costs.'
const protecting = 'Keep a change from overwriting another.'

const API = 'https://api.bookshop.example/v1'
const CART = `${API}/carts/seeded-cart`
type Settings = NonNullable<ScenarioInput['settings']>

const at = (s: number, request: Request = readBook()): Request => ({ ...request, atMs: s * 1000 })

function cached(
  bookFreshness: NonNullable<Settings['bookFreshness']>,
  workload: readonly Request[],
): ScenarioInput {
  return { v: 1, settings: { edgeCache: 'shared', bookFreshness }, workload: [...workload] }
}

const price = (url: string): Request => ({
  method: 'PATCH',
  url,
  headers: {
    'content-type': 'application/merge-patch+json',
    'if-match': '*',
    authorization: `Bearer ${TOKEN.keeperOfTheCatalogue}`,
  },
  body: '{"price": {"amount": 1299}}',
})
const throughTheCache = price(`${API}/books/${THE_BOOK.isbn}`)
const pastTheCache = price(`https://catalog.bookshop.internal/books/${THE_BOOK.isbn}`)

const putItem = (isbn: string, quantity: number, headers: Record<string, string> = {}): Request => ({
  method: 'PUT',
  url: `${CART}/items/${isbn}`,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ quantity }),
})

/** What may be used without asking, and what may be changed. */
export const mayIStillUseThis: readonly QuestionInput[] = [
  {
    id: 'ca-how-often-the-origin',
    version: 1,
    page,
    objective: trading,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A shared cache stands at the edge. catalog marks a book `{directive}`. The book is read at {seconds} seconds, and does not change. How often is catalog asked?',
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
            value: { word: 'readings' },
            why: 'That is every read. {because}',
            misconception: 'no-cache-means-no-store',
          },
          {
            value: 0,
            why: 'Somebody has to fetch the first one. {because}',
            misconception: 'caching-is-on-the-server',
          },
        ],
        otherwise: {
          why: 'Go through the reads: is what is stored still fresh? {because}',
          misconception: 'caches-notice-changes',
        },
      },
    ],
    cases: [
      {
        id: 'twenty-seconds',
        words: {
          directive: 'max-age=20',
          seconds: '0, 5, 10, 30 and 35',
          readings: 5,
          because:
            'The first read fetches it. At 30 s it is stale, and the cache asks once. The others find it fresh.',
        },
        demo: {
          request: 4,
          watch: '`Age` starts anew after the cache has asked.',
          runs: [
            {
              id: 'run',
              label: '20 seconds',
              scenario: cached(
                'twenty-seconds',
                [0, 5, 10, 30, 35].map((s) => at(s)),
              ),
            },
          ],
        },
      },
      {
        id: 'an-hour',
        words: {
          directive: 'max-age=3600',
          seconds: '0, 60, 600 and 3000',
          readings: 4,
          because: 'All later reads come within the hour, so the first answer serves them.',
        },
        demo: {
          request: 3,
          watch: 'The last answer is fifty minutes old, and says so in `Age`.',
          runs: [
            {
              id: 'run',
              label: 'An hour',
              scenario: cached(
                'hour',
                [0, 60, 600, 3000].map((s) => at(s)),
              ),
            },
          ],
        },
      },
      {
        id: 'no-cache',
        words: {
          directive: 'no-cache',
          seconds: '0, 10 and 20',
          readings: 3,
          because:
            'It is stored, and each use needs a question. Two of the three answers of catalog are `304`, without content.',
        },
        demo: {
          request: 2,
          watch: 'catalog is asked each time, and has little to say.',
          runs: [
            {
              id: 'run',
              label: 'no-cache',
              scenario: cached(
                'revalidate',
                [0, 10, 20].map((s) => at(s)),
              ),
            },
          ],
        },
      },
    ],
    takeaway: 'Fresh: nobody is asked. Stale or no-cache: somebody is.',
    sources: ['rfc9111-overview', 'bookshop'],
  },
  {
    id: 'ca-which-price-is-shown',
    version: 1,
    page,
    objective: trading,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'A book costs 10.99. A shared cache at the edge holds it, fresh for an hour. {change} A minute later somebody reads the book through the cache. Which price do they see, in cents?',
    asks: [
      {
        input: 'choice',
        id: 'price',
        label: 'Price that is shown, in cents',
        measure: { of: 'value', request: 2, pointer: '/price/amount' },
        choices: [
          {
            value: 1099,
            text: '1099, the old one',
            whenRight: '{because}',
            whenWrong: 'The cache would still have to hold it. {because}',
            misconception: 'caches-notice-changes',
          },
          {
            value: 1299,
            text: '1299, the new one',
            whenRight: '{because}',
            whenWrong: 'The cache would have to ask, and it has no reason to. {because}',
            misconception: 'caches-notice-changes',
          },
          {
            value: 0,
            text: 'None: the cache is unsure',
            whenWrong: 'A cache either gives what it has or asks for more. {because}',
            misconception: 'caching-is-on-the-server',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'past',
        words: {
          change: 'The price is raised to 12.99 by a request that goes to catalog directly.',
          because:
            'The change did not pass the cache, and what it holds is fresh. It has promised nothing else.',
        },
        demo: {
          request: 2,
          watch: 'The answer has an `Age`, and catalog does not appear in its trace.',
          runs: [
            {
              id: 'run',
              label: 'Past the cache',
              scenario: cached('hour', [at(0), at(10, pastTheCache), at(70)]),
            },
          ],
        },
      },
      {
        id: 'through',
        words: {
          change: 'The price is raised to 12.99 by a `PATCH` to the same address, through the cache.',
          because: 'A cache that forwards a successful unsafe request forgets what it has of that address.',
        },
        demo: {
          request: 2,
          watch: 'The read after the PATCH goes to catalog.',
          runs: [
            {
              id: 'run',
              label: 'Through the cache',
              scenario: cached('hour', [at(0), at(10, throughTheCache), at(70)]),
            },
          ],
        },
      },
    ],
    takeaway: 'A cache learns of a change only if the change passes it, or when its time is over.',
    sources: ['rfc9111-overview', 'bookshop'],
  },
  {
    id: 'ca-what-304-saves',
    version: 1,
    page,
    objective: trading,
    kind: 'single',
    difficulty: 'easy',
    stem: 'A client sends `If-None-Match` and gets `304`. What has been saved?',
    options: [
      {
        id: 'content',
        text: 'The content, and perhaps the work of making it',
        right: true,
        why: 'A `304` has none. Whoever asked goes on with the copy that they have.',
      },
      {
        id: 'journey',
        text: 'The request, since a cache has given the answer',
        right: false,
        misconception: '304-saves-the-journey',
        why: 'A request was sent and answered: that is what the `304` is. Only a fresh copy saves the journey.',
      },
      {
        id: 'storage',
        text: 'The storage, since the client keeps no copy now',
        right: false,
        misconception: 'no-cache-means-no-store',
        why: 'It needs its copy more than ever: the answer says that it is still good, and does not bring it.',
      },
      {
        id: 'change',
        text: 'The change, since the server has dropped one now',
        right: false,
        misconception: 'last-write-is-right',
        why: 'A GET changes nothing. What keeps a change from being made is `412`.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The second request carries the tag of the first answer. Compare the contents.',
      runs: [
        {
          id: 'run',
          label: 'Read, then ask',
          scenario: {
            v: 1,
            workload: [readBook(), { ...readBook(), headers: { 'if-none-match': '{{0:etag}}' } }],
          },
        },
      ],
      checks: [
        { label: 'Status', measure: { of: 'status', request: 1 }, expect: { equals: 304 } },
        { label: 'Requests in the trace', measure: { of: 'hops', request: 1 }, expect: { equals: 2 } },
      ],
    },
    takeaway: '304 saves bytes. Freshness saves journeys.',
    sources: ['rfc9110-conditional', 'bookshop'],
  },
  {
    id: 'ca-who-may-store',
    version: 1,
    page,
    objective: trading,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A list of orders is answered with `Cache-Control: private, max-age=60`. Who may give it again within that minute, without asking?',
    options: [
      {
        id: 'browser',
        text: 'The browser of the one who asked',
        right: true,
        why: '`private` rules out shared caches and nobody else. For sixty seconds it is fresh, for its owner.',
      },
      {
        id: 'edge',
        text: 'The edge, to whoever has a token',
        right: false,
        misconception: 'caching-is-on-the-server',
        why: 'The edge is a shared cache: it must not store it. That another person has a token makes it worse.',
      },
      {
        id: 'nobody',
        text: 'Nobody: private means not stored',
        right: false,
        misconception: 'no-cache-means-no-store',
        why: 'That would be `no-store`. Here a browser may keep it.',
      },
      {
        id: 'encrypted',
        text: 'Whoever has the key to decrypt it',
        right: false,
        misconception: 'private-means-encrypted',
        why: 'The directive says who may store the answer. It encrypts nothing; that is what TLS is for.',
      },
    ],
    demo: {
      request: 1,
      watch: 'A cart is marked `private`. The cache at the edge lets both reads through.',
      runs: [
        {
          id: 'cart',
          label: 'A cart, twice',
          scenario: {
            v: 1,
            settings: { edgeCache: 'shared' },
            workload: [
              { method: 'GET', url: CART },
              { method: 'GET', url: CART },
            ],
          },
        },
      ],
      checks: [
        {
          label: 'Requests that reach cart',
          measure: { of: 'calls', from: 'gateway', to: 'cart' },
          expect: { equals: 2 },
        },
      ],
    },
    takeaway: 'private: for one reader’s own cache. no-store: for none.',
    sources: ['rfc9111-directives', 'bookshop'],
  },
  {
    id: 'ca-two-editors',
    version: 2,
    page,
    objective: protecting,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'Two people share a cart and read it at the same version. The first sets “Dune” to 5 copies. Then the second sets “The Left Hand of Darkness”, which is in it as well, to 2, {condition}. Which status does the second one get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status for the second one',
        measure: { of: 'status', request: 2 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: '{because}',
            whenWrong: 'That would be so without a condition that fails. {because}',
            misconception: 'last-write-is-right',
          },
          {
            value: 412,
            text: '`412` Precondition Failed',
            whenRight: '{because}',
            whenWrong: 'A precondition has to be there to fail. {because}',
            misconception: 'last-write-is-right',
          },
          {
            value: 409,
            text: '`409` Conflict',
            whenWrong:
              'A `409` is the server’s own judgement. Here the client set a condition, or did not. {because}',
            misconception: 'last-write-is-right',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'with-tag',
        words: {
          condition: 'with `If-Match` and the tag of what they read',
          because:
            'The cart has changed since, and its items share its tag. The condition names a version that is no longer there.',
        },
        demo: {
          request: 2,
          watch: 'The tag is that of the first read. The answer brings the one that is right now.',
          runs: [
            {
              id: 'run',
              label: 'With the old tag',
              scenario: {
                v: 1,
                workload: [
                  { method: 'GET', url: CART },
                  putItem('9780441013593', 5),
                  putItem('9780441478125', 2, { 'if-match': '{{0:etag}}' }),
                ],
              },
            },
          ],
        },
      },
      {
        id: 'without',
        words: {
          condition: 'without any condition',
          because: 'Nobody said what the change is based on, so it is made.',
        },
        demo: {
          request: 2,
          watch:
            'Both changes are made, unseen by each other. Here they do not collide; in a text they would.',
          runs: [
            {
              id: 'run',
              label: 'No condition',
              scenario: {
                v: 1,
                workload: [
                  { method: 'GET', url: CART },
                  putItem('9780441013593', 5),
                  putItem('9780441478125', 2),
                ],
              },
            },
          ],
        },
      },
      {
        id: 'star',
        words: {
          condition: 'with `If-Match: *`',
          because: 'The star says: whatever is there now. The item is there, so the condition holds.',
        },
        demo: {
          request: 2,
          watch: 'A condition that only demands that there is something to change.',
          runs: [
            {
              id: 'run',
              label: 'If-Match: *',
              scenario: {
                v: 1,
                workload: [
                  { method: 'GET', url: CART },
                  putItem('9780441013593', 5),
                  putItem('9780441478125', 2, { 'if-match': '*' }),
                ],
              },
            },
          ],
        },
      },
    ],
    takeaway: 'If-Match says what a change is based on. 412 says that it is no longer so.',
    sources: ['rfc9110-conditional', 'bookshop'],
  },
  {
    id: 'ca-cached-post',
    version: 1,
    page,
    objective: trading,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A client sends the same order as POST twice, with two different keys. A cache stands on the way, and suppose that it had stored the first answer. What may it do with the second POST?',
    options: [
      {
        id: 'forward',
        text: 'Forward it, whatever it has stored of the first',
        right: true,
        why: 'A stored answer to a POST may at most serve later GETs. Each POST is work to be done.',
      },
      {
        id: 'answer',
        text: 'Answer it from what it stored, if that is fresh',
        right: false,
        misconception: 'post-is-never-cacheable',
        why: 'Then the second order would never be placed. That something may be stored does not mean that it may answer another POST.',
      },
      {
        id: 'validate',
        text: 'Ask for it with `If-None-Match`, and then decide',
        right: false,
        misconception: '304-saves-the-journey',
        why: 'Validating is about reads. For a request that changes something, the condition would have another meaning.',
      },
      {
        id: 'drop',
        text: 'Drop it, as the same content was sent just now',
        right: false,
        misconception: 'servers-recognise-repeats',
        why: 'Two equal messages are two requests. Caches do not tidy up after clients.',
      },
    ],
    demo: {
      request: 1,
      watch: 'Two orders are placed, cache or no cache.',
      runs: [
        {
          id: 'orders',
          label: 'Two orders',
          scenario: {
            v: 1,
            settings: { edgeCache: 'shared' },
            workload: [
              placeOrder(),
              { ...placeOrder(), headers: { ...placeOrder().headers, 'idempotency-key': 'another' } },
            ],
          },
        },
      ],
      checks: [
        {
          label: 'Orders made',
          measure: { of: 'changes', party: 'orders', table: 'orders' },
          expect: { equals: 2 },
        },
      ],
    },
    takeaway: 'A stored answer may serve a read, never a piece of work.',
    sources: ['rfc9111-overview', 'bookshop'],
  },
]
