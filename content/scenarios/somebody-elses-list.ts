import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, contentOf, statusOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import type { FailureScenarioInput } from './schema.ts'
import { asAlice, asBob } from './signed-in.ts'

const LIST = { method: 'GET', url: 'https://api.bookshop.example/v1/me/orders' }
const List = z.object({ items: z.array(z.object({ id: z.string() })) })

/** Bob opens his list of orders, and a moment later Alice opens hers. */
function twoLists(settings: NonNullable<ScenarioInput['settings']>): ScenarioInput {
  return {
    v: 1,
    settings: { edgeCache: 'shared', ...settings },
    workload: [asBob(LIST), asAlice({ ...LIST, atMs: 10_000 })],
  }
}

const listed = (run: FinishedRun, exchange: number) =>
  List.parse(contentOf(run, exchange)).items.map(({ id }) => id)

/** How many orders in Alice's list are Bob's. */
function leaked(run: FinishedRun): number {
  const ofBob = listed(run, 0)
  return listed(run, 1).filter((id) => ofBob.includes(id)).length
}

const keptApart = (run: FinishedRun) =>
  statusOf(run, 1) === 200 && listed(run, 1).length > 0 && leaked(run) === 0
const callsToHistory = (run: FinishedRun) => callsBetween(run, 'gateway', 'order-history')
const CALLS = [{ label: 'Calls to order-history', unit: 'calls', reads: callsToHistory }]

/** What one person is told must not be kept for another. */
export const somebodyElsesList: FailureScenarioInput = {
  id: 'somebody-elses-list',
  number: 21,
  title: "Bob's orders, shown to Alice",
  story:
    'order-history is slow, so somebody has its list of orders marked `public, max-age=60`. A shared cache stands at the edge. Bob opens his list, and ten seconds later Alice opens hers.',
  prediction: {
    question: 'Both are signed in, each with a token. How many of the orders that Alice sees are Bob’s?',
    reads: leaked,
    options: [
      {
        value: 0,
        text: 'None: she sees her own',
        why: 'A shared cache keeps an answer to a request with `Authorization` only if the answer allows it. `public` allows it.',
      },
      {
        value: 3,
        text: 'All three of his, and none of hers',
        why: 'A cache tells answers apart by their address, and by what `Vary` names. Both ask at the same address.',
      },
      {
        value: 1,
        text: 'The newest one',
        why: 'A cache gives a whole answer or none. It does not mix lists.',
      },
    ],
  },
  symptom: {
    says: 'Alice sees Bob’s orders. Her answer has an `Age`, and order-history was never asked.',
    scenario: twoLists({ personalAnswers: 'public' }),
    shows: (run) => leaked(run) > 0,
  },
  cures: [
    {
      id: 'private',
      does: 'order-history says `private, no-store`: the list is for one person, and nobody keeps it.',
      scenario: twoLists({ personalAnswers: 'private' }),
      says: 'Each of the two gets their own list from order-history. No cache has a copy, not even the browser.',
      shows: keptApart,
      cost: { says: 'Every look at a list is work for order-history again.', measured: CALLS },
    },
    {
      id: 'without-public',
      does: 'order-history says `max-age=60` and leaves `public` out.',
      scenario: twoLists({ personalAnswers: 'unmarked' }),
      says: 'A cache that keeps to RFC 9111 stores no answer to a request with `Authorization` unless that answer says that it may. Browsers may still keep it for a minute.',
      shows: keptApart,
      cost: {
        says: 'order-history is asked each time. And the safety now hangs on every cache on the way: one that was told to keep everything keeps this, too.',
        measured: CALLS,
      },
    },
  ],
  wrongCure: {
    does: 'Let nobody in without a token.',
    tempts: 'Alice saw what is not hers, so somebody seems to check too little.',
    scenario: twoLists({ personalAnswers: 'public', auth: 'required' }),
    says: 'Both have tokens that are in order. The cache answers before anybody looks at the second one.',
    shows: (run) => statusOf(run, 1) === 200 && callsToHistory(run) === 1,
  },
  assumptions: [
    'The cache stands in front of everything that looks at tokens, as those of content delivery networks do.',
    'It keeps to RFC 9111: an answer that is marked `public` may be stored although the request had `Authorization` (section 3.5).',
  ],
}
