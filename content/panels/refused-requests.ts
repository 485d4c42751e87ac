import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { fieldOf, problemOf, statusesOf, statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, placeOrder, type Request } from '../scenarios/requests.ts'
import { TOKEN } from '../scenarios/tokens.ts'
import type { PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'
const THE_BOOK = `${API}/books/${BOOK.theLeftHandOfDarkness}`
/** The ETag of the book as it is in the seeded catalogue. */
const ETAG_NOW = '"ad0497f932b165a124"'

const READ: Request = { method: 'GET', url: THE_BOOK }
const PAYMENTS_AWAY: ScenarioInput['faults'] = [
  {
    kind: 'crash',
    service: 'payments',
    downMs: 3000,
    when: { by: 'message', edge: { from: 'orders', to: 'payments' }, moment: 'before-request' },
  },
]

function changePrice(token: string | undefined, version: string): Request {
  return {
    method: 'PATCH',
    url: THE_BOOK,
    headers: {
      'content-type': 'application/merge-patch+json',
      'if-match': version,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ price: { amount: 1199 } }),
  }
}

function order(isbn: string, quantity: number): Request {
  return { ...placeOrder(`order-${quantity}`), body: JSON.stringify({ lines: [{ isbn, quantity }] }) }
}

/** One way to be refused: what is sent, and what a client sends that does what the answer says. */
interface Refusal {
  readonly label: string
  /** What is sent before, so that the refusal comes about. */
  readonly before?: readonly Request[]
  readonly refused: Request
  readonly remedy: readonly Request[]
  readonly world?: Pick<ScenarioInput, 'faults' | 'settings'>
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'no-token': {
    label: 'A price, without a token',
    refused: changePrice(undefined, ETAG_NOW),
    remedy: [changePrice(TOKEN.keeperOfTheCatalogue, ETAG_NOW)],
  },
  'small-token': {
    label: 'A price, with a buyer’s token',
    refused: changePrice(TOKEN.partner, ETAG_NOW),
    remedy: [changePrice(TOKEN.keeperOfTheCatalogue, ETAG_NOW)],
  },
  'not-yours': {
    label: 'Alice’s cart, as the guest',
    refused: { method: 'GET', url: `${API}/carts/seeded-cart-of-alice` },
    remedy: [{ method: 'GET', url: `${API}/carts/seeded-cart` }],
  },
  'too-many': {
    label: 'Two copies of the last one',
    refused: order(BOOK.theCyberiad, 2),
    remedy: [order(BOOK.theCyberiad, 1)],
  },
  'old-version': {
    label: 'A price, from an old version',
    refused: changePrice(TOKEN.keeperOfTheCatalogue, '"an-old-version"'),
    remedy: [READ, changePrice(TOKEN.keeperOfTheCatalogue, ETAG_NOW)],
  },
  'no-copies': {
    label: 'An order of 0 copies',
    refused: order(BOOK.theLeftHandOfDarkness, 0),
    remedy: [order(BOOK.theLeftHandOfDarkness, 1)],
  },
  quota: {
    label: 'More than the quota',
    before: [READ],
    refused: READ,
    remedy: [{ ...READ, atMs: 61_000 }],
    world: { settings: { quota: { requests: 1, windowS: 60 } } },
  },
  'payments-away': {
    label: 'An order while payments is away',
    refused: order(BOOK.theLeftHandOfDarkness, 1),
    remedy: [{ ...order(BOOK.theLeftHandOfDarkness, 1), atMs: 6000 }],
    world: { faults: PAYMENTS_AWAY },
  },
}

const refusalOf = (request = 'no-token'): Refusal => {
  const refusal = REFUSALS[request]
  if (!refusal) throw new Error(`The panel has no request "${request}".`)
  return refusal
}
/** Which exchange is the refused one. */
const refusedAt = (request: string | undefined) => refusalOf(request).before?.length ?? 0
const lastStatus = (run: FinishedRun) => statusOf(run, run.exchanges.length - 1)

/** Fields of an answer that say how to go on. */
const WAYS_ON = ['www-authenticate', 'retry-after', 'etag'] as const

/** Eight ways to be refused, and three things that a client may do then. */
export const panel: PanelInput = {
  id: 'refused-requests',
  title: 'Refused. What now?',
  invites:
    'Choose a request that the shop refuses, then what the client does about it. The status and the problem document are all that it has to go by.',
  controls: [
    {
      id: 'request',
      legend: 'What is sent',
      options: Object.entries(REFUSALS).map(([value, { label }]) => ({ value, label })),
    },
    {
      id: 'client',
      legend: 'Then the client',
      options: [
        { value: 'stops', label: 'Gives up' },
        { value: 'again', label: 'Sends it again' },
        { value: 'listens', label: 'Does what the answer says' },
      ],
    },
  ],
  scenario: ({ request, client }) => {
    const { before = [], refused, remedy, world } = refusalOf(request)
    const next = client === 'again' ? [refused] : client === 'listens' ? remedy : []
    return { v: 1, ...world, workload: [...before, refused, ...next] }
  },
  watch: ({ request }) => refusedAt(request),
  shows: ['wire', 'messages'],
  figures: [
    { label: 'Statuses, in order', evidence: 'observed', reads: statusesOf },
    {
      label: 'Kind of problem',
      evidence: 'observed',
      reads: (run, { request }) => problemOf(run, refusedAt(request)) ?? 'none',
    },
    {
      label: 'Whom the first digit names',
      evidence: 'observed',
      reads: (run, { request }) =>
        statusOf(run, refusedAt(request)) >= 500 ? '5xx: the server' : '4xx: the client',
    },
    {
      label: 'Field that helps',
      evidence: 'observed',
      reads: (run, { request }) => {
        const name = WAYS_ON.find((each) => fieldOf(run, refusedAt(request), each) !== undefined)
        return name ? `${name}: ${fieldOf(run, refusedAt(request), name)}` : 'none'
      },
    },
    { label: 'In the end', unit: 'status', evidence: 'observed', reads: lastStatus },
  ],
  prediction: {
    question:
      'Alice’s cart exists. The guest, who has no token, asks for it by its id. Which status comes back?',
    about: { request: 'not-yours', client: 'stops' },
    reads: (run) => statusOf(run, 0),
    options: [
      {
        value: 200,
        text: '200',
        why: 'Then knowing an id would be enough to look into anybody’s cart.',
      },
      {
        value: 401,
        text: '401',
        why: 'That would invite the guest to sign in, and would say that there is something to see.',
      },
      {
        value: 403,
        text: '403',
        why: 'Many APIs do so. It is clear, and it tells a stranger which ids exist.',
      },
      {
        value: 404,
        text: '404',
        why: 'A server may answer like this to hide that something exists. This shop does: a cart of somebody else is answered like none.',
      },
    ],
  },
  claims: [
    {
      says: 'Sending the same message again at once helps with none of them.',
      holds: (at) =>
        Object.keys(REFUSALS).every(
          (request) =>
            lastStatus(at({ request, client: 'again' })) === statusOf(at({ request }), refusedAt(request)),
        ),
    },
    {
      says: 'Doing what the answer says helps with each of them.',
      holds: (at) =>
        Object.keys(REFUSALS).every((request) => lastStatus(at({ request, client: 'listens' })) < 300),
    },
    {
      says: 'Without a token it is 401, and with one that allows too little it is 403.',
      holds: (at) =>
        statusOf(at({ request: 'no-token' }), 0) === 401 &&
        statusOf(at({ request: 'small-token' }), 0) === 403,
    },
    {
      says: 'Stock gets 409, an old version 412, and a quantity of 0 gets 422.',
      holds: (at) =>
        statusOf(at({ request: 'too-many' }), 0) === 409 &&
        statusOf(at({ request: 'old-version' }), 0) === 412 &&
        statusOf(at({ request: 'no-copies' }), 0) === 422,
    },
    {
      says: 'The quota gets 429 and a service that is away gets 503, and both say when to come back.',
      holds: (at) =>
        statusOf(at({ request: 'quota' }), 1) === 429 &&
        statusOf(at({ request: 'payments-away' }), 0) === 503 &&
        fieldOf(at({ request: 'quota' }), 1, 'retry-after') !== undefined &&
        fieldOf(at({ request: 'payments-away' }), 0, 'retry-after') !== undefined,
    },
  ],
  assumptions: [
    'To do what the answer says means: bring a token, or one with the scope that is named; ask for one’s own cart; order what there is; read the book again; correct the place that is named; wait as long as Retry-After says.',
    'payments is away for three seconds, from the moment when it is asked for the first time.',
    'The quota is set to one request a minute, so that the second is one too many.',
    'Both tokens are genuine: their signature, audience and times are verified like any other.',
  ],
}
