import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { FLAWED } from '../../scenarios/flawed-tokens.ts'
import { inTheNameOf, unsigned } from '../../scenarios/forged-tokens.ts'
import { ALICES_TOKEN, BOBS_TOKEN } from '../../scenarios/signed-in.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'security'
const checks = 'Say which check stops which token, and what the status tells the client.'
const layers = 'Tell apart what TLS, keys, tokens, scopes and ownership prove.'

const API = 'https://api.bookshop.example'

type Request = NonNullable<ScenarioInput['workload']>[number]

/** Reads something with a token, or with none, so many seconds after the start. */
function ask(token: string | undefined, path: string, seconds = 120, host = `${API}/v1`): Request {
  return {
    method: 'GET',
    url: `${host}/${path}`,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    atMs: seconds * 1000,
  }
}

const card = (id: string, holds: string, because: string, token: string) => ({
  id,
  words: { holds, because },
  demo: {
    watch: 'Read what `WWW-Authenticate` and the problem say.',
    runs: [
      { id: 'ask', label: 'One request', scenario: { v: 1 as const, workload: [ask(token, 'orders/2')] } },
    ],
  },
})

/** Another key for the issuer after ten seconds, and then a look at the orders. */
function afterRotation(token: string, seconds: number): ScenarioInput {
  return {
    v: 1,
    workload: [
      {
        method: 'POST',
        url: `${API}/auth/keys`,
        headers: { authorization: `Bearer ${FLAWED.adminOfKeys}` },
        atMs: 10_000,
      },
      ask(token, 'me/orders', seconds),
    ],
  }
}

const rotated = (id: string, token: string, because: string, scenario: ScenarioInput) => ({
  id,
  words: { token, because },
  demo: {
    request: 1,
    watch: 'Look at what is asked of the issuer before the answer comes.',
    runs: [{ id: 'after', label: 'After the change', scenario }],
  },
})

/** Who is asking, and may they? */
export const whoMay: readonly QuestionInput[] = [
  {
    id: 'se-which-status',
    version: 1,
    page,
    objective: checks,
    contrast: '401-403-404',
    kind: 'predict',
    difficulty: 'medium',
    stem: 'Order 2 is Alice’s. Somebody asks for it with {holds}. Which status comes back?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: 'The order is shown. {because}',
            whenWrong: 'Something does not fit. {because}',
            misconception: 'valid-token-is-permission',
          },
          {
            value: 401,
            text: '`401` Unauthorized',
            whenRight: 'The token proves nothing here. {because}',
            whenWrong: 'It is known who is asking. {because}',
            misconception: 'refused-is-unknown',
          },
          {
            value: 403,
            text: '`403` Forbidden',
            whenRight: 'The token is good, and allows something else. {because}',
            whenWrong: 'A `403` is for a good token that does not go far enough. {because}',
            misconception: 'refused-is-unknown',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenRight: 'To this person the order does not exist. {because}',
            whenWrong: 'A `404` would hide the order from somebody who is known. {because}',
            misconception: 'valid-token-is-permission',
          },
        ],
      },
    ],
    cases: [
      card('copy', 'a copy of Alice’s token', 'A bearer token is good for whoever bears it.', ALICES_TOKEN),
      card(
        'expired',
        'a token of Alice’s that ended a moment ago',
        'It is past its `exp`.',
        FLAWED.shortLived,
      ),
      card(
        'other-api',
        'a token of Alice’s that was issued for another API',
        'Its `aud` names somebody else.',
        FLAWED.forSomebodyElse,
      ),
      card(
        'no-scope',
        'a token of Alice’s with the scope `profile` alone',
        'It lacks the scope `orders:read`.',
        FLAWED.withoutScope,
      ),
      card(
        'bobs',
        'Bob’s token, which is in order',
        'The order’s owner is not the token’s subject.',
        BOBS_TOKEN,
      ),
      card(
        'unsigned',
        'Alice’s token, its header changed to “alg: none”, without a signature',
        'Only tokens with the issuer’s signature are taken.',
        unsigned(ALICES_TOKEN),
      ),
      card(
        'rewritten',
        'Bob’s token, with “alice” written in as its subject',
        'The signature no longer fits what it signs.',
        inTheNameOf('alice', BOBS_TOKEN),
      ),
    ],
    takeaway: '401: prove it. 403: proven, and not allowed. 404: you need not know that it exists.',
    sources: ['bookshop', 'rfc6750'],
  },
  {
    id: 'se-key-rotation',
    version: 1,
    page,
    objective: checks,
    contrast: '401-403-404',
    kind: 'predict',
    difficulty: 'hard',
    stem: 'Ten seconds into a run the issuer changes its signing key, and publishes the old one for a while longer. Then Alice looks at her orders with {token}. Which status does she get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code',
        measure: { of: 'status', request: 1 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: 'She sees her orders. {because}',
            whenWrong: 'The key is not what stands against her. {because}',
            misconception: 'rotation-logs-everybody-out',
          },
          {
            value: 401,
            text: '`401` Unauthorized',
            whenRight: 'The token is no good any more. {because}',
            whenWrong: 'That would be so if a new key ended all tokens. {because}',
            misconception: 'rotation-logs-everybody-out',
          },
          {
            value: 403,
            text: '`403` Forbidden',
            whenWrong: 'Nobody says that she may not. {because}',
            misconception: 'refused-is-unknown',
          },
        ],
      },
    ],
    cases: [
      rotated(
        'old-key',
        'a token that was signed with the old key, after a minute',
        'The old key is still published, and the token is good for 90 seconds.',
        afterRotation(FLAWED.shortLived, 60),
      ),
      rotated(
        'new-key',
        'a token that was signed with the new key, after two minutes',
        'orders does not know the key, fetches the issuer’s keys once more, and finds it.',
        afterRotation(FLAWED.signedWithNewKey, 120),
      ),
      rotated(
        'ended',
        'a token that was signed with the old key, after two minutes',
        'It was good for 90 seconds. The key has nothing to do with it.',
        afterRotation(FLAWED.shortLived, 120),
      ),
    ],
    takeaway: 'Keys overlap when they change. Tokens end by their own time.',
    sources: ['bookshop', 'rfc9068'],
  },
  {
    id: 'se-what-is-readable',
    version: 1,
    page,
    objective: layers,
    kind: 'single',
    difficulty: 'easy',
    stem: 'A client puts the card number of a buyer into a signed JWT, because “it is a token”. Who can read the number?',
    options: [
      {
        id: 'everybody',
        text: 'Whoever gets hold of the token, without any key',
        right: true,
        why: 'Header and claims are JSON in base64url. The signature keeps them from being changed, and hides nothing.',
      },
      {
        id: 'issuer',
        text: 'The issuer alone, since it holds the private key',
        right: false,
        misconception: 'jwt-is-encrypted',
        why: 'The private key signs. Nothing has been encrypted that it would have to open.',
      },
      {
        id: 'services',
        text: 'Services that have fetched the issuer’s public key',
        right: false,
        misconception: 'jwt-is-encrypted',
        why: 'The public key checks the signature. Reading takes no key at all.',
      },
      {
        id: 'tls',
        text: 'Nobody, as long as it only travels over HTTPS',
        right: false,
        misconception: 'tls-is-all',
        why: 'TLS ends where the message arrives. From there on the token lies in logs, caches and memory.',
      },
    ],
    demo: {
      watch:
        'Alice’s name was replaced without a key; reading it took none either. What fails is the signature.',
      runs: [
        {
          id: 'rewritten',
          label: 'Rewritten',
          scenario: { v: 1, workload: [ask(inTheNameOf('ada', ALICES_TOKEN), 'me/orders')] },
        },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 401 } }],
    },
    takeaway: 'Signed is not encrypted. Put nothing into a token that its bearer may not read.',
    sources: ['bookshop', 'rfc9068'],
  },
  {
    id: 'se-where-to-check-owner',
    version: 1,
    page,
    objective: checks,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Bob is signed in, has the scope `orders:read`, and asks for `/v1/orders/2`, which is Alice’s. Where can it be noticed that it is somebody else’s?',
    options: [
      {
        id: 'orders',
        text: 'At the service that holds number 2 and its owner',
        right: true,
        why: 'Only there the owner of the object and the subject of the token come together.',
      },
      {
        id: 'gateway',
        text: 'In the gateway, which sees each request first',
        right: false,
        misconception: 'inside-is-safe',
        why: 'It sees a valid token and a path. Whose order 2 is, it would have to ask.',
      },
      {
        id: 'issuer',
        text: 'At the issuer, when it hands out Bob’s token',
        right: false,
        misconception: 'oauth-is-login',
        why: 'It says that Bob may read orders. It cannot list all orders that will ever be his.',
      },
      {
        id: 'tls',
        text: 'In TLS, if the client has a certificate of its own',
        right: false,
        misconception: 'tls-is-all',
        why: 'Then the program is known for certain. It is still Bob’s, and the order is still Alice’s.',
      },
    ],
    demo: {
      watch: 'The gateway hands it on. orders looks, and says that Bob has no such order.',
      runs: [
        { id: 'bob', label: 'Bob asks', scenario: { v: 1, workload: [ask(BOBS_TOKEN, 'orders/2', 1)] } },
        {
          id: 'alice',
          label: 'Alice asks',
          scenario: { v: 1, workload: [ask(ALICES_TOKEN, 'orders/2', 1)] },
        },
      ],
      checks: [
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: 'different' },
        {
          label: 'Requests from the gateway to orders',
          measure: { of: 'calls', from: 'gateway', to: 'orders' },
          expect: { equals: 1 },
        },
      ],
    },
    takeaway: 'Whether somebody may do this to this object is decided where the object is.',
    sources: ['bookshop', 'owasp-bola'],
  },
  {
    id: 'se-what-a-key-is-for',
    version: 1,
    page,
    objective: layers,
    kind: 'select',
    difficulty: 'easy',
    stem: 'A partner’s program sends an API key with each request. What does that give the shop by itself?',
    options: [
      {
        id: 'quota',
        text: 'It can count requests for each partner, and limit them.',
        right: true,
        misconception: 'api-key-protects',
        why: 'That is what a key is for: it says which program is calling.',
      },
      {
        id: 'switch-off',
        text: 'It can switch one partner off without the others.',
        right: true,
        misconception: 'api-key-protects',
        why: 'A key can be withdrawn. Until somebody does, it is good for ever.',
      },
      {
        id: 'person',
        text: 'It knows the person for whom the program is working.',
        right: false,
        misconception: 'oauth-is-login',
        why: 'All people behind that program look the same.',
      },
      {
        id: 'privacy',
        text: 'It keeps the content from being read on the way.',
        right: false,
        misconception: 'api-key-protects',
        why: 'That is TLS. The key itself travels in the message, and needs TLS too.',
      },
      {
        id: 'theft',
        text: 'It notices when somebody else is using the key.',
        right: false,
        misconception: 'api-key-protects',
        why: 'Whoever has read it once can use it. Nothing about it changes hands.',
      },
    ],
    demo: {
      request: 1,
      watch:
        'With a key the answer’s `RateLimit` fields count for that partner. A key that nobody was given is refused.',
      runs: [
        {
          id: 'keys',
          label: 'A key, and none',
          scenario: {
            v: 1,
            workload: [
              { method: 'GET', url: `${API}/v1/books?limit=1`, headers: { 'x-api-key': 'key-library' } },
              { method: 'GET', url: `${API}/v1/books?limit=1`, headers: { 'x-api-key': 'key-of-nobody' } },
            ],
          },
        },
      ],
      checks: [
        { label: 'Status with a key', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
        { label: 'Status with a wrong one', measure: { of: 'status', request: 1 }, expect: { equals: 403 } },
      ],
    },
    takeaway: 'A key names a program. It is no lock, no person and no promise.',
    sources: ['bookshop', 'rfc6750'],
  },
  {
    id: 'se-inside-the-network',
    version: 1,
    page,
    objective: layers,
    kind: 'single',
    difficulty: 'hard',
    stem: 'The gateway lets nobody in without a token; orders takes whoever has none for a guest. Somebody gets into the network behind the gateway. What can they see there, without a token?',
    options: [
      {
        id: 'guests-orders',
        text: 'The orders of guests, as the rule is missing there',
        right: true,
        why: 'The rule was made at the border and nowhere else. Whoever is past the border never meets it.',
      },
      {
        id: 'nothing',
        text: 'Nothing, since services only answer the gateway',
        right: false,
        misconception: 'inside-is-safe',
        why: 'orders does not know who is calling, unless callers prove it, with mTLS for instance.',
      },
      {
        id: 'everything',
        text: 'Everything, since nobody checks tokens in there',
        right: false,
        misconception: 'inside-is-safe',
        why: 'orders looks at tokens itself: without Alice’s token, her order is not shown.',
      },
      {
        id: 'ciphertext',
        text: 'Ciphertext only, as long as there is TLS inside',
        right: false,
        misconception: 'tls-is-all',
        why: 'TLS encrypts the way. Whoever asks gets an answer that is encrypted for them.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The same request without a token: first at the gateway, then at orders itself.',
      runs: [
        {
          id: 'two-doors',
          label: 'Two doors',
          scenario: {
            v: 1,
            settings: { auth: 'required' },
            workload: [
              ask(undefined, 'orders', 1),
              ask(undefined, 'orders', 2, 'https://orders.bookshop.internal'),
            ],
          },
        },
      ],
      checks: [
        { label: 'At the gateway', measure: { of: 'status', request: 0 }, expect: { equals: 401 } },
        { label: 'At orders itself', measure: { of: 'status', request: 1 }, expect: { equals: 200 } },
        {
          label: 'Whose order is shown first',
          measure: { of: 'value', request: 1, pointer: '/items/0/customer' },
          expect: { equals: 'guest' },
        },
      ],
    },
    takeaway: 'A check that is made only at the border holds only there.',
    sources: ['bookshop', 'owasp-bola'],
  },
  {
    id: 'se-stolen-token',
    version: 1,
    page,
    objective: layers,
    kind: 'single',
    difficulty: 'medium',
    stem: 'An access token leaks into a log that many people can read. Which property limits the damage most?',
    options: [
      {
        id: 'short',
        text: 'It is good for five minutes, at one API.',
        right: true,
        why: 'By the time somebody reads the log it is worth nothing, and elsewhere it never was worth anything.',
      },
      {
        id: 'signed',
        text: 'It is signed by the issuer with a long RSA key.',
        right: false,
        misconception: 'jwt-is-encrypted',
        why: 'The signature is right, and that is the trouble: the thief’s copy is as genuine as the original.',
      },
      {
        id: 'tls',
        text: 'It has travelled over TLS on every leg so far.',
        right: false,
        misconception: 'tls-is-all',
        why: 'It leaked at the end of the way, where TLS has done its part.',
      },
      {
        id: 'password',
        text: 'It does not contain the password of the person.',
        right: false,
        misconception: 'oauth-is-login',
        why: 'Good, and not enough: with the token nobody needs the password.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The same token twice: after a minute, and after two. It was good for 90 seconds.',
      runs: [
        {
          id: 'copy',
          label: 'A copy of the token',
          scenario: {
            v: 1,
            workload: [ask(FLAWED.shortLived, 'me/orders', 60), ask(FLAWED.shortLived, 'me/orders', 120)],
          },
        },
      ],
      checks: [
        { label: 'After a minute', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
        { label: 'After two', measure: { of: 'status', request: 1 }, expect: { equals: 401 } },
      ],
    },
    takeaway: 'Whoever bears a bearer token is believed. Make it short-lived and narrow.',
    sources: ['bookshop', 'rfc6750'],
  },
]
