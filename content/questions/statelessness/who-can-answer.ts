import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { TOKEN } from '../../scenarios/tokens.ts'
import { placeOrder, type Request, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'statelessness'
const placing = 'Say where a piece of state lives, and who survives the loss of an instance.'
const reading = 'Tell what a request needs that is not in it.'

const API = 'https://api.bookshop.example/v1'

type Faults = NonNullable<ScenarioInput['faults']>
type Service = 'cart' | 'catalog' | 'auth'

/** An instance is killed before a request of the client; without a number, the whole service. */
const killed = (service: Service, before: number, instance?: number): Faults[number] => ({
  kind: 'crash',
  service,
  ...(instance === undefined ? {} : { instance }),
  downMs: 60_000,
  when: { by: 'message', edge: { from: 'client' }, moment: 'before-request', after: before },
})

const cart: readonly Request[] = [
  { method: 'POST', url: `${API}/carts` },
  {
    method: 'PUT',
    url: `${API}/carts/{{0:/id}}/items/${THE_BOOK.isbn}`,
    headers: { 'content-type': 'application/json' },
    body: '{"quantity": 1}',
  },
  { method: 'GET', url: `${API}/carts/{{0:/id}}` },
]
const visit = (
  carts: 'store' | 'memory',
  balancing: 'round-robin' | 'sticky',
  dies: boolean,
): ScenarioInput => ({
  v: 1,
  settings: { carts, fleets: [{ service: 'cart', instances: 3, balancing }] },
  faults: dies ? [killed('cart', 2, 1)] : [],
  workload: [...cart],
})

const twoPages: ScenarioInput = {
  v: 1,
  settings: { fleets: [{ service: 'catalog', instances: 3 }] },
  faults: [killed('catalog', 1, 1)],
  workload: [
    { method: 'GET', url: `${API}/books?limit=2` },
    { method: 'GET', url: `${API}/books?limit=2&cursor={{0:/next}}` },
  ],
}

const write: Request = {
  method: 'PATCH',
  url: `${API}/books/${THE_BOOK.isbn}`,
  headers: {
    'content-type': 'application/merge-patch+json',
    'if-match': '*',
    authorization: `Bearer ${TOKEN.keeperOfTheCatalogue}`,
  },
  body: '{"pages": 305}',
}

/** Who can answer the next request. */
export const whoCanAnswer: readonly QuestionInput[] = [
  {
    id: 'st-reading-the-cart-again',
    version: 1,
    page,
    objective: placing,
    contrast: 'stateless-stateful',
    kind: 'predict',
    difficulty: 'medium',
    stem: 'cart runs in three instances. {design} A guest takes a cart, puts a book in, and reads it. {event} Which status does the read get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status of the read',
        measure: { of: 'status', request: 2 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: '{because}',
            whenWrong: 'The instance that is asked would have to find the cart. {because}',
            misconception: 'healthy-means-able',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenRight: '{because}',
            whenWrong: 'The cart can be found here. {because}',
            misconception: 'server-stores-nothing',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenWrong: 'Two instances are up at any time, and somebody answers. {because}',
            misconception: 'all-fails-together',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'memory-sticky-dies',
        words: {
          design: 'Each keeps carts in its memory, and a guest always gets the same one.',
          event: 'That instance is killed before the read.',
          because: 'The cart was in the memory of the one that is gone. The others never knew it.',
        },
        demo: {
          request: 2,
          watch: 'A healthy instance answers that there is no such cart.',
          runs: [{ id: 'run', label: 'Memory, sticky, killed', scenario: visit('memory', 'sticky', true) }],
        },
      },
      {
        id: 'store-dies',
        words: {
          design: 'All keep carts in one store, and requests go to each in turn.',
          event: 'The first instance is killed before the read.',
          because: 'No instance has anything of its own, so losing one loses no cart.',
        },
        demo: {
          request: 2,
          watch: 'Three requests, three instances, one of them dead: nothing is missing.',
          runs: [{ id: 'run', label: 'Store, killed', scenario: visit('store', 'round-robin', true) }],
        },
      },
      {
        id: 'memory-in-turn',
        words: {
          design: 'Each keeps carts in its memory, and requests go to each in turn.',
          event: 'No instance fails.',
          because:
            'The read is the third request, and the third instance gets it. The cart is with the first.',
        },
        demo: {
          request: 2,
          watch: 'Nothing failed, and two of three requests found no cart.',
          runs: [{ id: 'run', label: 'Memory, in turn', scenario: visit('memory', 'round-robin', false) }],
        },
      },
    ],
    takeaway: 'Ask of each design: what is in the memory of the one that dies?',
    sources: ['fielding-stateless', 'bookshop'],
  },
  {
    id: 'st-kinds-of-state',
    version: 1,
    page,
    objective: placing,
    kind: 'select',
    difficulty: 'medium',
    stem: 'Which of these are application state, to be kept by the client?',
    options: [
      {
        id: 'page',
        text: 'That you are at the third page of a list',
        right: true,
        misconception: 'and-vice-versa',
        why: 'It is about your visit and nobody else’s. The server hands you a cursor, and you keep it.',
      },
      {
        id: 'form',
        text: 'An address that you typed and did not send',
        right: true,
        misconception: 'and-vice-versa',
        why: 'The server has never heard of it. Where else should it be?',
      },
      {
        id: 'which-cart',
        text: 'Which of the many carts is your own one',
        right: true,
        misconception: 'and-vice-versa',
        why: 'The cart is a resource. That it is *yours*, as a guest, only you know, and each request says so.',
      },
      {
        id: 'paid',
        text: 'Whether your latest order has been paid',
        right: false,
        misconception: 'server-stores-nothing',
        why: 'That is a fact about the order. It is kept by the server, has an address, and others ask about it, too.',
      },
      {
        id: 'copies',
        text: 'How many copies of a book there are now',
        right: false,
        misconception: 'server-stores-nothing',
        why: 'Resource state: the same for everybody, and not yours to keep.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The place in the list travels in the second request. Nobody wrote it down in between.',
      runs: [{ id: 'pages', label: 'Two pages', scenario: twoPages }],
      checks: [
        {
          label: 'Status of the second page',
          measure: { of: 'status', request: 1 },
          expect: { equals: 200 },
        },
      ],
    },
    takeaway: 'About the things: the server. About your visit: you.',
    sources: ['fielding-stateless', 'bookshop'],
  },
  {
    id: 'st-second-page-after-a-death',
    version: 1,
    page,
    objective: reading,
    kind: 'single',
    difficulty: 'medium',
    stem: 'You read the first page of a list. Then the very instance that answered you is killed. You follow `next`. What happens?',
    options: [
      {
        id: 'goes-on',
        text: 'Another instance goes on from where you were',
        right: true,
        why: 'The cursor says where to go on. It came with the first answer and travels in your request, so nobody had to remember it.',
      },
      {
        id: 'begins',
        text: 'Another instance begins again at the first page',
        right: false,
        misconception: 'healthy-means-able',
        why: 'That would happen if the place had been kept in memory and the default were the first page. The place is in your request.',
      },
      {
        id: 'not-found',
        text: 'Another instance answers that there is no page',
        right: false,
        misconception: 'server-stores-nothing',
        why: 'The books are in the store of catalog, which outlives each instance. Nothing that the page needs is gone.',
      },
      {
        id: 'refused',
        text: 'No instance may answer until you sign in anew',
        right: false,
        misconception: 'token-is-a-session',
        why: 'Who you are travels with each request, if it matters at all. There is no session to renew.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The instance in the trace is another one, and the page is the right one.',
      runs: [{ id: 'pages', label: 'Killed between two pages', scenario: twoPages }],
      checks: [{ label: 'Status', measure: { of: 'status', request: 1 }, expect: { equals: 200 } }],
    },
    takeaway: 'What travels in the request cannot be lost with an instance.',
    sources: ['fielding-stateless', 'bookshop'],
  },
  {
    id: 'st-issuer-is-gone',
    version: 1,
    page,
    objective: reading,
    contrast: 'stateless-stateful',
    kind: 'predict',
    difficulty: 'hard',
    stem: 'Ada changes a book twice, each time with the same signed token that is valid for ten minutes. {event} Which status does the second request get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status of the second request',
        measure: { of: 'status', request: 1 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: '{because}',
            whenWrong: 'For that, catalog needs the issuer’s key and a token that is still valid. {because}',
            misconception: 'token-is-a-session',
          },
          {
            value: 401,
            text: '`401` Unauthorized',
            whenRight: '{because}',
            whenWrong: 'Nothing is wrong with the token. {because}',
            misconception: 'token-is-a-session',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: '{because}',
            whenWrong: 'Nobody has to be asked here. {because}',
            misconception: 'token-is-a-session',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'dies-between',
        words: {
          event: 'The service auth, which issued it, is killed between the two.',
          because:
            'catalog has the public key since the first request, and checks the token alone. Nobody has to be asked.',
        },
        demo: {
          request: 1,
          watch: 'The second trace holds no request to auth.',
          runs: [
            {
              id: 'run',
              label: 'auth dies',
              scenario: { v: 1, faults: [killed('auth', 1)], workload: [write, write] },
            },
          ],
        },
      },
      {
        id: 'was-never-there',
        words: {
          event: 'The service auth, which issued it, is down all the time.',
          because:
            'catalog never got the public key, so it cannot tell what the token is worth. It says that this is not the caller’s fault.',
        },
        demo: {
          request: 1,
          watch: 'catalog tries to fetch the key each time.',
          runs: [
            {
              id: 'run',
              label: 'auth is down',
              scenario: { v: 1, faults: [{ kind: 'down', service: 'auth' }], workload: [write, write] },
            },
          ],
        },
      },
      {
        id: 'too-late',
        words: {
          event: 'She sends the second one after twelve minutes.',
          because: 'The token says itself until when it is good. No session has ended: a date has passed.',
        },
        demo: {
          request: 1,
          watch: 'The challenge in `WWW-Authenticate` says what is wrong.',
          runs: [
            {
              id: 'run',
              label: 'After twelve minutes',
              scenario: { v: 1, workload: [write, { ...write, atMs: 720_000 }] },
            },
          ],
        },
      },
    ],
    takeaway: 'A signed token can be checked by whoever has the key, without asking anybody.',
    sources: ['rfc9068', 'bookshop'],
  },
  {
    id: 'st-why-sticky-hurts',
    version: 1,
    page,
    objective: placing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A team keeps carts in memory and uses sticky sessions. All tests pass. When do customers lose their carts first?',
    options: [
      {
        id: 'deployment',
        text: 'At the next deployment, when the instances are replaced',
        right: true,
        why: 'Each old instance takes its carts with it. Nothing has to fail for that, and it happens every week.',
      },
      {
        id: 'load',
        text: 'At a peak, when the instances have too little time left',
        right: false,
        misconception: 'sticky-is-safe',
        why: 'Then they are slow, and the carts are still there. State is lost when an instance goes, not when it is busy.',
      },
      {
        id: 'network',
        text: 'At a lost answer, when the browser sends things again',
        right: false,
        misconception: 'sticky-is-safe',
        why: 'The repeat reaches the same instance, and PUT may be repeated. Sticky sessions do not make that worse.',
      },
      {
        id: 'never',
        text: 'At a breakdown of the store, which carts depend upon',
        right: false,
        misconception: 'server-stores-nothing',
        why: 'There is no store in this design. That is the trouble with it.',
      },
    ],
    demo: {
      request: 2,
      watch:
        'The same visit, sticky in both runs. In the second one the instance is replaced before the read.',
      runs: [
        { id: 'lives', label: 'Instance lives', scenario: visit('memory', 'sticky', false) },
        { id: 'goes', label: 'Instance goes', scenario: visit('memory', 'sticky', true) },
      ],
      checks: [{ label: 'Status of the read', measure: { of: 'status', request: 2 }, expect: 'different' }],
    },
    takeaway: 'Sticky sessions move the loss to the day of the deployment.',
    sources: ['fielding-stateless', 'bookshop'],
  },
  {
    id: 'st-what-it-costs',
    version: 1,
    page,
    objective: reading,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Which price does a system pay for being stateless?',
    options: [
      {
        id: 'repeated',
        text: 'Requests carry again what was said before',
        right: true,
        why: 'Who asks, which cart, which format: it all travels each time. Fielding names this price himself.',
      },
      {
        id: 'no-data',
        text: 'Servers cannot keep orders for very long',
        right: false,
        misconception: 'server-stores-nothing',
        why: 'Orders are resource state. How long they are kept has nothing to do with it.',
      },
      {
        id: 'no-users',
        text: 'Servers cannot tell one user from another',
        right: false,
        misconception: 'token-is-a-session',
        why: 'Each request says who sends it, for instance with a token.',
      },
      {
        id: 'no-client',
        text: 'Clients have to forget what they were told',
        right: false,
        misconception: 'and-vice-versa',
        why: 'Clients have to remember: they keep the application state.',
      },
    ],
    demo: {
      request: 0,
      watch: 'An order says all that it needs: no earlier request is behind it.',
      runs: [{ id: 'order', label: 'One order', scenario: { v: 1, workload: [placeOrder()] } }],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 201 } }],
    },
    takeaway: 'Stateless costs bytes in each request, and buys that anybody can answer it.',
    sources: ['fielding-stateless', 'fielding-derivation'],
  },
]
