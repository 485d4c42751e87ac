import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { statusOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { listOrders, type Request } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

/** For how long the issuer's tokens are good, in seconds. */
const LIFE_S = 600
/** When the library's program looks at its orders, in seconds after it got its token; the last time the token has ended. */
const LOOKS_S = [0, 15, 45, 900]

/** A program gets a token. */
const SIGN_IN: Request = {
  method: 'POST',
  url: 'https://api.bookshop.example/auth/token',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'partner',
    client_secret: 'partner-published-for-teaching',
  }).toString(),
}

/** It looks at its orders with it, each time so many seconds later, while the clock of orders is so much slow. */
function looking(looksS: readonly number[], slowS: number, tokenLeewayS?: number): ScenarioInput {
  const look = listOrders()
  return {
    v: 1,
    settings: tokenLeewayS === undefined ? {} : { tokenLeewayS },
    faults: slowS === 0 ? [] : [{ kind: 'clock-skew', service: 'orders', ms: -slowS * 1000 }],
    workload: [
      SIGN_IN,
      ...looksS.map((atS) => ({
        ...look,
        headers: { ...look.headers, authorization: 'Bearer {{0:/access_token}}' },
        ...(atS === 0 ? {} : { atMs: atS * 1000 }),
      })),
    ],
  }
}

/** Whether orders took the token, look by look. */
const taken = (run: FinishedRun) => LOOKS_S.map((_, at) => statusOf(run, at + 1) === 200)
/** How many looks with a token that was good orders refused. */
const refusedWrongly = (run: FinishedRun) =>
  taken(run).filter((isTaken, at) => !isTaken && (LOOKS_S[at] ?? 0) < LIFE_S).length
/** How many looks with a token that had ended orders answered. */
const takenWrongly = (run: FinishedRun) =>
  taken(run).filter((isTaken, at) => isTaken && (LOOKS_S[at] ?? 0) >= LIFE_S).length

/** Looks after the token has ended, ten seconds apart. */
const AFTER_S = [10, 20, 30, 40, 50, 60, 70, 80].map((s) => LIFE_S + s)
/** For how many seconds after its end the token was still taken. */
const outlivedS = ({ exchanges }: FinishedRun) =>
  exchanges.slice(1).filter(({ response }) => response?.status === 200).length * 10

/** A service whose clock is behind sees a token from the future. */
export const notValidYet: FailureScenarioInput = {
  id: 'not-valid-yet',
  number: 22,
  title: 'The token from the future',
  story:
    'The clock of orders is 30 seconds slow. A library’s program gets a token and looks at its orders with it: at once, after 15 and 45 seconds, and once more when the token has long expired.',
  prediction: {
    question: 'The token is good for ten minutes. How many of the first three looks does orders refuse?',
    reads: refusedWrongly,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'The token is new, and nothing is wrong with it. But orders goes by its own clock.',
      },
      {
        value: 1,
        text: 'The first one',
        why: 'A few seconds of difference are allowed for. Thirty are more than that.',
      },
      {
        value: 2,
        text: 'The first two',
        why: '`nbf` says: not before this time. By the clock of orders that time comes in 30 seconds, less the 5 that it allows for.',
      },
      {
        value: 3,
        text: 'All three',
        why: 'A clock that is behind runs all the same: by it, too, the token is good some day.',
      },
    ],
  },
  symptom: {
    says: 'A fresh token is answered with `401 invalid_token`: not valid yet. The same token works half a minute later, and nobody changed anything.',
    scenario: looking(LOOKS_S, 30),
    shows: (run) => refusedWrongly(run) + takenWrongly(run) > 0,
  },
  cures: [
    {
      id: 'bounded-leeway',
      does: 'Services allow for a difference of 60 seconds between their clocks and that of the issuer.',
      scenario: looking(LOOKS_S, 30, 60),
      says: 'RFC 7519 allows for some leeway, usually no more than a few minutes. Now the token counts from the beginning, and has still ended in the end.',
      shows: (run) => taken(run).join() === 'true,true,true,false',
      cost: {
        says: 'Leeway works at both ends. A token that somebody stole is good for that much longer, at every service, however right its clock.',
        measured: [{ label: 'An expired token is taken for', unit: 's', reads: outlivedS }],
        runs: { without: looking(AFTER_S, 0), with: looking(AFTER_S, 0, 60) },
      },
    },
  ],
  wrongCure: {
    does: 'Stop looking at `nbf` and `exp`: allow for a difference of a whole day.',
    tempts: 'The refusals are gone at once, and the signature is still verified.',
    scenario: looking(LOOKS_S, 30, 86_400),
    says: 'Now orders answers five minutes after the token has ended. A signature says who made the token, and not that it still counts.',
    shows: (run) => refusedWrongly(run) === 0 && takenWrongly(run) === 1,
  },
  assumptions: [
    'The clock of orders is 30 s slow for the whole run. That of the issuer is right.',
    'The issuer’s tokens say `iat`, `nbf` and `exp`, and are good for ten minutes.',
    'Leeway treats the symptom. A clock that is half a minute slow wants NTP, and an alarm.',
  ],
}
