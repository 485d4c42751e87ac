import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, ordersPlaced, paymentsMade, recordsIn } from './evidence.ts'
import { placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

/** One order; the reply to the first request for money is lost, and orders asks again after a while. */
function lostReply(timeoutMs: number, paymentKey: 'none' | 'order'): ScenarioInput {
  return {
    v: 1,
    settings: {
      paymentKey,
      policies: [
        { edge: { from: 'orders', to: 'payments' }, timeoutMs, retry: { attempts: 2, methods: 'all' } },
      ],
    },
    faults: [{ kind: 'lose-reply', edge: { from: 'orders', to: 'payments' }, strikes: { first: 1 } }],
    workload: [placeOrder('charged-twice')],
  }
}

/** A repeated request that is not idempotent is done twice. */
export const chargedTwice: FailureScenarioInput = {
  id: 'charged-twice',
  number: 1,
  title: 'Charged twice',
  story:
    'payments sets the money aside, and its reply is lost on the way back. orders waits, gives up and asks again.',
  prediction: {
    question: 'The buyer placed one order. How many payments are in the ledger afterwards?',
    reads: (run) => paymentsMade(run).length,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'The reply was lost, and the work before it was not. A timeout undoes nothing.',
      },
      {
        value: 1,
        text: 'One',
        why: 'That needs payments to recognise the second request as the first one again. Nothing in the two messages says so unless orders sends a key.',
      },
      {
        value: 2,
        text: 'Two',
        why: 'Without a key, a repeated `POST` is a new request. The service does what it is asked, each time.',
      },
      { value: 3, text: 'Three', why: 'orders asks at most twice: the policy allows two attempts in all.' },
    ],
  },
  symptom: {
    says: 'One order is confirmed, and more than one payment was made for it.',
    scenario: lostReply(500, 'none'),
    shows: (run) => ordersPlaced(run).length === 1 && paymentsMade(run).length > 1,
  },
  cures: [
    {
      id: 'key-of-the-order',
      does: 'orders sends an `Idempotency-Key` to payments, derived from the id of the order. Both attempts carry the same one.',
      scenario: lostReply(500, 'order'),
      says: 'orders still asks twice. The second reply is the stored one, and there is one payment.',
      shows: (run) =>
        callsBetween(run, 'orders', 'payments') === 2 &&
        ordersPlaced(run).length === 1 &&
        paymentsMade(run).length === 1,
      cost: {
        says: 'payments has to remember each key and its reply, and somebody has to decide for how long.',
        measured: [
          {
            label: 'Keys that payments remembers',
            unit: 'records',
            reads: (run) => recordsIn(run, 'payments', 'paymentKeys'),
          },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'Wait four times as long before asking again.',
    tempts: 'Timeouts made the trouble, so fewer timeouts should end it. They do for a slow reply.',
    scenario: lostReply(2000, 'none'),
    says: 'A lost reply never comes, however long you wait. The second request is only later.',
    shows: (run) => callsBetween(run, 'orders', 'payments') === 2,
  },
  assumptions: [
    'Exactly one reply is lost, after the work was done; the second one arrives.',
    'orders repeats every method, `POST` included. That is a policy you can change.',
    'A payment is money set aside on a card; nothing is captured.',
  ],
}
