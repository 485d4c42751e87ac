import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, ordersPlaced, paymentsMade, recordsIn, statusOf, strayPayments } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

type Settings = NonNullable<ScenarioInput['settings']>
type Policy = NonNullable<Settings['policies']>[number]

/** No log, no key: what orders was not told of, it does not know of. */
const NAIVE: Settings = { recovery: 'none', paymentKey: 'none' }
const GIVES_UP: Policy = { edge: { from: 'orders', to: 'payments' }, timeoutMs: 500 }

/** One order; the reply of payments is lost once, after the money was set aside. */
function lostReply(settings: Settings): ScenarioInput {
  return {
    v: 1,
    settings,
    faults: [{ kind: 'lose-reply', edge: { from: 'orders', to: 'payments' }, strikes: { first: 1 } }],
    workload: [placeOrder('money-without-order')],
  }
}

/** How many records orders wrote, each time counted. */
function changesOfOrders({ events }: FinishedRun): number {
  return events.filter((event) => event.kind === 'state' && event.party === 'orders').length
}

/** A timeout says that the outcome is unknown, and is treated as if it said that nothing was done. */
export const moneyWithoutOrder: FailureScenarioInput = {
  id: 'money-without-order',
  number: 3,
  title: 'Money set aside, no order',
  story:
    'orders reserves a copy and asks payments for the money. The reply is lost, so orders undoes the steps it knows of and refuses the order.',
  prediction: {
    question: 'The buyer is told that there is no order. How many payments still hold money for it?',
    reads: strayPayments,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'orders undoes the steps that it knows succeeded. It was never told that this one did.',
      },
      {
        value: 1,
        text: 'One',
        why: 'A step without a reply has an unknown outcome. If it was done, there is no payment id with which to undo it.',
      },
      { value: 2, text: 'Two', why: 'Two would need a second request, and this orders does not ask again.' },
    ],
  },
  symptom: {
    says: 'Money is set aside that no confirmed order knows of.',
    scenario: lostReply({ ...NAIVE, policies: [GIVES_UP] }),
    shows: (run) => strayPayments(run) > 0,
  },
  cures: [
    {
      id: 'ask-again-with-the-key',
      does: 'Treat the timeout as unknown: ask again, with a key that is derived from the id of the order.',
      scenario: lostReply({
        recovery: 'none',
        paymentKey: 'order',
        policies: [{ ...GIVES_UP, retry: { attempts: 3 } }],
      }),
      says: 'The second request learns what became of the first one. The order is confirmed, and it knows its payment.',
      shows: (run) =>
        statusOf(run, 0) === 201 &&
        ordersPlaced(run).length === 1 &&
        callsBetween(run, 'orders', 'payments') === 2,
      cost: {
        says: 'payments gets one more request at a time when it may have trouble, and it has to remember the key and its reply.',
        measured: [
          {
            label: 'Keys that payments remembers',
            unit: 'records',
            reads: (run) => recordsIn(run, 'payments', 'paymentKeys'),
          },
          {
            label: 'Requests that payments gets',
            unit: 'requests',
            reads: (run) => callsBetween(run, 'orders', 'payments'),
          },
        ],
      },
    },
    {
      id: 'saga-log',
      does: 'Write each step of the order down before it is asked for. When no answer comes, look up what became of it.',
      scenario: lostReply({ recovery: 'saga-log', paymentKey: 'none', policies: [GIVES_UP] }),
      says: 'orders finds the payment by the id of the order, and goes on. The order is confirmed with the one payment that there is.',
      shows: (run) =>
        statusOf(run, 0) === 201 &&
        ordersPlaced(run).length === 1 &&
        paymentsMade(run).length === 1 &&
        recordsIn(run, 'orders', 'sagas') === 1,
      cost: {
        says: 'orders writes to its own store before and after each step, and keeps what it wrote. A step without an answer is one more question.',
        measured: [
          { label: 'Times that orders writes', unit: 'records', reads: changesOfOrders },
          {
            label: 'Requests that payments gets',
            unit: 'requests',
            reads: (run) => callsBetween(run, 'orders', 'payments'),
          },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'Let the client try again.',
    tempts: 'The buyer does get the book: the second try goes through, and the client sees a `201`.',
    scenario: lostReply({
      ...NAIVE,
      policies: [GIVES_UP, { edge: { from: 'client', to: '*' }, retry: { attempts: 3 } }],
    }),
    says: 'The second try is a new order with a payment of its own. The money of the first one stays set aside.',
    shows: (run) => statusOf(run, 0) === 201 && strayPayments(run) > 0,
  },
  assumptions: [
    'Exactly one reply is lost, after the work was done. If payments stays out of reach, asking again can not help.',
    'The steps of an order are a saga: what is known to be done is undone when a later step fails.',
    'orders keeps no log of it, except where that is the cure.',
    'Nothing voids money that was set aside and forgotten, and it does not expire by itself within the run.',
  ],
}
