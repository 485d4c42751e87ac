import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, fieldOf, statusOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { FLAWED } from './flawed-tokens.ts'
import { listOrders, type Request } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

const bearing = (token: string, request: Request = listOrders()): Request => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${token}` },
})

/** One look at the orders, another key for the issuer, and after two minutes a look with each of these tokens. */
function lookingAgain(tokens: readonly string[]): ScenarioInput {
  const rotate = bearing(FLAWED.adminOfKeys, {
    method: 'POST',
    url: 'https://api.bookshop.example/auth/keys',
  })
  return {
    v: 1,
    workload: [
      bearing(FLAWED.shortLived),
      { ...rotate, atMs: 60_000 },
      ...tokens.map((token, i) => ({ ...bearing(token), atMs: 120_000 + i * 1_000 })),
    ],
  }
}

/** The exchanges of the later looks. */
const LATER = [2, 3, 4]
const answered = (run: FinishedRun, status: number) =>
  LATER.filter((exchange) => statusOf(run, exchange) === status).length
/** What an answer says about the token, by the error code of RFC 6750. */
const says = (run: FinishedRun, exchange: number, error: string) =>
  fieldOf(run, exchange, 'www-authenticate')?.includes(`error="${error}"`) === true

/** A token is refused for what it is, or for what it does not allow; only one of the two is cured by another token like it. */
export const tokensRefused: FailureScenarioInput = {
  id: 'tokens-refused',
  number: 13,
  title: 'Three tokens that do not open',
  story:
    'Alice has looked at her orders. Two minutes later she looks three times more: with a token that has expired, one without the scope, and one for another API. The issuer has a new key by then.',
  prediction: {
    question: 'All three are refused. How many of them with `403`?',
    reads: (run) => answered(run, 403),
    options: [
      {
        value: 0,
        text: 'None of them',
        why: '`401` says that the token proves nothing here. A token can be in order and allow too little.',
      },
      {
        value: 1,
        text: 'One of them',
        why: 'A token that is expired or meant for somebody else is no valid one: `401 invalid_token`. One that allows too little is `403 insufficient_scope`.',
      },
      {
        value: 2,
        text: 'Two of them',
        why: 'A token for another API is genuine, and may be good there. For this one it proves nothing.',
      },
      {
        value: 3,
        text: 'All three',
        why: '`403` says who you are and that you may not. After an expired token nobody knows who you are.',
      },
    ],
  },
  symptom: {
    says: '`WWW-Authenticate` says what is wrong with each: `invalid_token`, or `insufficient_scope` with the scope that is missing.',
    scenario: lookingAgain([FLAWED.shortLived, FLAWED.withoutScope, FLAWED.forSomebodyElse]),
    shows: (run) => statusOf(run, 0) === 200 && answered(run, 200) < LATER.length,
  },
  cures: [
    {
      id: 'a-new-token',
      does: 'Get a new token from the issuer, for this API and with the scope `orders:read`. It is signed with the new key.',
      scenario: lookingAgain([FLAWED.signedWithNewKey, FLAWED.signedWithNewKey, FLAWED.signedWithNewKey]),
      says: 'orders does not know the name of the key, fetches the keys of the issuer once more and finds it. From then on it knows both.',
      shows: (run) => answered(run, 200) === LATER.length,
      cost: {
        says: 'A key that is not known costs a request to the issuer. Once in 30 s is all that orders does about that, or anybody could keep the issuer busy with names that nobody has.',
        measured: [
          {
            label: 'Requests from orders to the issuer',
            unit: 'requests',
            reads: (run) => callsBetween(run, 'orders', 'auth'),
          },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'Keep the token until it ends, and ask for every scope from the beginning.',
    tempts: 'One of the three lacked a scope, so more scopes look like the way in.',
    scenario: lookingAgain([FLAWED.moreScopes, FLAWED.moreScopes, FLAWED.moreScopes]),
    says: 'The token allows more than is needed, and has expired like the first one: three times `401`. Whoever steals it has more, too.',
    shows: (run) =>
      answered(run, 401) === LATER.length && LATER.every((exchange) => says(run, exchange, 'invalid_token')),
  },
  assumptions: [
    'A run cannot quote its own earlier answers, so its tokens were written beforehand, with the published keys of runs like this one.',
    'The short token is good for 90 s, so that nobody has to wait. The issuer gives tokens for ten minutes.',
    'The issuer publishes the old key for as long as tokens signed with it may be used.',
  ],
}
