import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, ordersPlaced, statusOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { placeOrder, type Request } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'
import { asAlice } from './signed-in.ts'

const API = 'https://api.bookshop.example/v1'
const List = z.object({ items: z.array(z.object({ id: z.string() })) })

/** One order of alice, and then her look at a list, while events take their time to order-history. */
function orderThenLook(look: Request): ScenarioInput {
  return {
    v: 1,
    faults: [
      {
        kind: 'latency',
        edge: { from: 'broker', to: 'order-history' },
        oneWay: { kind: 'constant', us: 500_000 },
      },
    ],
    workload: [placeOrder('stale-list'), look].map(asAlice),
  }
}

const atAGlance = (headers: Record<string, string> = {}): Request => ({
  method: 'GET',
  url: `${API}/me/orders`,
  headers,
})

/** How many of the orders of this run are in the list that the client got. */
function listed(run: FinishedRun): number {
  const content = run.exchanges[1]?.response?.content
  if (!content || !('text' in content)) return 0
  const ids = new Set(List.parse(JSON.parse(content.text)).items.map(({ id }) => id))
  return ordersPlaced(run).filter(({ id }) => ids.has(id)).length
}

/** What is read from somewhere else than it was written to may be older than what was written. */
export const staleList: FailureScenarioInput = {
  id: 'stale-list',
  number: 11,
  title: 'The list that has not heard yet',
  story:
    'You place an order and open your list of orders. The list is made of events by order-history, and events take half a second to get there.',
  prediction: {
    question: 'The order was answered with 201. How many times is it in the list?',
    reads: listed,
    options: [
      {
        value: 0,
        text: 'Not at all',
        why: 'The list knows what it has heard. Nobody waited for it before you were answered.',
      },
      {
        value: 1,
        text: 'Once',
        why: 'That is true of orders, who wrote it, at once. It is true of the list a moment later.',
      },
      {
        value: 2,
        text: 'Twice',
        why: 'The list hears of it as placed and as confirmed. Both events are about one line.',
      },
    ],
  },
  symptom: {
    says: 'The answer was 201, and the list right after it does not know the order.',
    scenario: orderThenLook(atAGlance()),
    shows: (run) => statusOf(run, 0) === 201 && statusOf(run, 1) === 200 && listed(run) === 0,
  },
  cures: [
    {
      id: 'ask-who-wrote-it',
      does: 'Right after a write, read from the service that wrote: `GET /v1/orders`.',
      scenario: orderThenLook({ method: 'GET', url: `${API}/orders` }),
      says: 'orders answers from the store that it has written to. The order is there.',
      shows: (run) => listed(run) === 1,
      cost: {
        says: 'orders has the work that order-history was there to take off it.',
        measured: [
          {
            label: 'Requests to orders',
            unit: 'requests',
            reads: (run) => callsBetween(run, 'gateway', 'orders'),
          },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'Ask order-history to take its time, with `Prefer: wait=5`.',
    tempts: 'The list is only a moment behind, so a patient reader should get the new one.',
    scenario: orderThenLook(atAGlance({ prefer: 'wait=5' })),
    says: 'order-history does not know what it should wait for. With the `Consistency-Token` of the first answer it would.',
    shows: (run) => statusOf(run, 1) === 200 && listed(run) === 0,
  },
  assumptions: [
    'Each message from the broker to order-history takes half a second. Without that, the list is up to date before you can ask.',
    'The client asks as soon as it has its first answer.',
    'The client is signed in as alice, with a token that was signed beforehand with the published key: it is good in runs like this one, and nowhere else.',
  ],
}
