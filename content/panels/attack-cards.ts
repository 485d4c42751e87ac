import * as z from 'zod'
import { askedIn, contentOf, fieldOf, statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { FLAWED } from '../scenarios/flawed-tokens.ts'
import { inTheNameOf, unsigned } from '../scenarios/forged-tokens.ts'
import { ALICES_TOKEN, BOBS_TOKEN } from '../scenarios/signed-in.ts'
import type { PanelInput } from './schema.ts'

/** An order of Alice's in the seeded shop. */
const HER_ORDER = 'orders/2'

interface Card {
  readonly label: string
  readonly token?: string
}

const CARDS: Readonly<Record<string, Card>> = {
  hers: { label: 'Alice’s token, or a thief’s copy', token: ALICES_TOKEN },
  none: { label: 'No token' },
  expired: { label: 'Hers, expired', token: FLAWED.shortLived },
  'other-api': { label: 'Hers, for another API', token: FLAWED.forSomebodyElse },
  unsigned: { label: 'Hers, with “alg: none”', token: unsigned(ALICES_TOKEN) },
  rewritten: { label: 'Bob’s, with her name written in', token: inTheNameOf('alice', BOBS_TOKEN) },
  'no-scope': { label: 'Hers, for her name only', token: FLAWED.withoutScope },
  bobs: { label: 'Bob’s own', token: BOBS_TOKEN },
}

const Problem = z.object({ detail: z.string() })

/** Why the request was refused, in the words of the answer. */
function refusal(run: FinishedRun): string {
  if (statusOf(run, 0) < 400) return 'not refused'
  const error = /error="([^"]+)"/.exec(fieldOf(run, 0, 'www-authenticate') ?? '')?.[1]
  const { detail } = Problem.parse(contentOf(run, 0))
  return error ? `${error}: ${detail}` : detail
}

/** Who looked at the token: the last service that was asked, the issuer of keys aside. */
const checkedBy = (run: FinishedRun) => askedIn(run, 0).findLast((party) => party !== 'auth') ?? 'nobody'

/** Eight tokens in front of one order. */
export const panel: PanelInput = {
  id: 'attack-cards',
  title: 'Eight ways to ask for Alice’s order',
  invites:
    'Somebody asks for one of Alice’s orders. Choose what they hold, and whether they come by the public door or are inside the network already.',
  controls: [
    {
      id: 'token',
      legend: 'They hold',
      options: Object.entries(CARDS).map(([value, { label }]) => ({ value, label })),
    },
    {
      id: 'door',
      legend: 'They ask',
      options: [
        { value: 'gateway', label: 'The gateway' },
        { value: 'inside', label: 'orders itself, from inside' },
      ],
    },
  ],
  scenario: ({ token = 'hers', door }) => {
    const bearer = CARDS[token]?.token
    const host = door === 'inside' ? 'https://orders.bookshop.internal' : 'https://api.bookshop.example/v1'
    return {
      v: 1,
      settings: { auth: 'required' },
      workload: [
        {
          method: 'GET',
          url: `${host}/${HER_ORDER}`,
          headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
          // The short token is good for the first 90 seconds.
          atMs: 120_000,
        },
      ],
    }
  },
  shows: ['blocks', 'wire'],
  figures: [
    { label: 'Status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
    { label: 'Refused because', evidence: 'observed', reads: refusal },
    { label: 'Who looked at the token', evidence: 'observed', reads: checkedBy },
  ],
  prediction: {
    question:
      'Bob’s token is in order: signed, not expired, for this API, with the right scope. He asks for Alice’s order. Which status comes back?',
    about: { token: 'bobs' },
    reads: (run) => statusOf(run, 0),
    options: [
      {
        value: 200,
        text: '200',
        why: 'That is the most common hole in APIs: a valid token, and nobody asks whose order it is.',
      },
      {
        value: 401,
        text: '401',
        why: 'The shop knows who he is. Another token of his would change nothing.',
      },
      {
        value: 403,
        text: '403',
        why: 'Clear, and many APIs answer so. It also tells him that order 2 exists.',
      },
      {
        value: 404,
        text: '404',
        why: 'To Bob it does not exist. orders compares the owner of the order with the subject of the token.',
      },
    ],
  },
  claims: [
    {
      says: 'A token that proves nothing gets 401: none, expired, for another API, unsigned, or rewritten.',
      holds: (at) =>
        ['none', 'expired', 'other-api', 'unsigned', 'rewritten'].every(
          (token) => statusOf(at({ token }), 0) === 401,
        ),
    },
    {
      says: 'A good token that allows too little gets 403, and somebody else’s order 404.',
      holds: (at) =>
        statusOf(at({ token: 'no-scope' }), 0) === 403 && statusOf(at({ token: 'bobs' }), 0) === 404,
    },
    {
      says: 'A stolen token opens the door like hers: whoever bears it is believed.',
      holds: (at) => statusOf(at(), 0) === 200 && statusOf(at({ door: 'inside' }), 0) === 200,
    },
    {
      says: 'Inside the network orders looks at each token itself and decides as before.',
      holds: (at) =>
        Object.keys(CARDS)
          .filter((token) => token !== 'none')
          .every(
            (token) =>
              statusOf(at({ token, door: 'inside' }), 0) === statusOf(at({ token }), 0) &&
              checkedBy(at({ token, door: 'inside' })) === 'orders',
          ),
    },
    {
      says: 'That nobody may come without a token is a rule of the gateway alone: inside, orders takes whoever has none for a guest.',
      holds: (at) =>
        statusOf(at({ token: 'none' }), 0) === 401 &&
        checkedBy(at({ token: 'none' })) === 'gateway' &&
        statusOf(at({ token: 'none', door: 'inside' }), 0) === 404,
    },
  ],
  assumptions: [
    'Nobody without a token is let in. The shop normally takes them for a guest, who has orders of their own.',
    'The tokens are real ones, signed with the published keys of runs like this; the forged ones are made from them without a key.',
    'Two minutes have passed, and the short token was good for 90 seconds.',
  ],
}
