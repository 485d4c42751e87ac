import type { Fault, ScenarioInput } from '#mocks/systems/scenario.ts'
import { ordersPlaced, recordsIn, statusOf, waitedMs } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { at, BOOK, placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

/** Payments takes its time, so that there is a moment in which an impatient buyer clicks again. */
const SLOW: Fault = { kind: 'slow', service: 'payments', ms: 600 }

/** Two clicks on the same order, the second while the first is still running; then an order for another book. */
function twoClicksAndAnotherOrder(
  keys: { readonly first: string | undefined; readonly other: string | undefined },
  settings: NonNullable<ScenarioInput['settings']> = {},
): ScenarioInput {
  return {
    v: 1,
    settings,
    faults: [SLOW],
    workload: [
      placeOrder(keys.first),
      at(200, placeOrder(keys.first)),
      placeOrder(keys.other, BOOK.theDispossessed),
    ],
  }
}

const WANTED = 2
const contentOf = ({ exchanges }: FinishedRun, exchange: number) =>
  JSON.stringify(exchanges[exchange]?.response?.content)

/** What a key stands for, and what a service says when it is used for something else. */
export const oneKeyForEverything: FailureScenarioInput = {
  id: 'one-key-for-everything',
  number: 2,
  title: 'One key for everything',
  story:
    'A client makes one `Idempotency-Key` when it starts and sends it with each order. The buyer clicks twice, then orders another book.',
  prediction: {
    question: 'Which status does the order for the other book get, sent with the key of the first one?',
    reads: (run) => statusOf(run, 2),
    options: [
      {
        value: 201,
        text: '`201 Created`',
        why: 'Either a second order under a used key or the stored reply to another request: both would surprise the client.',
      },
      {
        value: 409,
        text: '`409 Conflict`',
        why: 'That says: the first request with this key is still running. Wait, and ask again.',
      },
      {
        value: 422,
        text: '`422 Unprocessable Content`',
        why: 'That says: this key belongs to a request with another content. Waiting does not help; a new key does.',
      },
      {
        value: 500,
        text: '`500 Internal Server Error`',
        why: 'The service is well. The client sent something that it can put right itself.',
      },
    ],
  },
  symptom: {
    says: 'The buyer wanted two orders, one for each book, and does not have exactly these two.',
    scenario: twoClicksAndAnotherOrder({ first: 'session', other: 'session' }),
    shows: (run) => ordersPlaced(run).length !== WANTED,
  },
  cures: [
    {
      id: 'key-per-order',
      does: 'Make one key for each thing that the buyer wants. On `409`, wait as `Retry-After` says and ask again with the same key.',
      scenario: twoClicksAndAnotherOrder(
        { first: 'first-order', other: 'second-order' },
        {
          policies: [
            {
              edge: { from: 'client', to: '*' },
              retry: { attempts: 3, statuses: [409], honourRetryAfter: true },
            },
          ],
        },
      ),
      says: 'All three requests get `201 Created`, the second click gets the reply of the first one byte for byte, and there are two orders.',
      shows: (run) =>
        [0, 1, 2].every((exchange) => statusOf(run, exchange) === 201) &&
        contentOf(run, 0) === contentOf(run, 1) &&
        ordersPlaced(run).length === WANTED,
      cost: {
        says: 'The second click waits for its reply, and orders has more keys to remember.',
        measured: [
          { label: 'Time until the second click is answered', unit: 'ms', reads: (run) => waitedMs(run, 1) },
          {
            label: 'Keys that orders remembers',
            unit: 'records',
            reads: (run) => recordsIn(run, 'orders', 'orderKeys'),
          },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'Make the key optional, and leave it out.',
    tempts: 'The key is what was refused. Without it, each request goes through at once.',
    scenario: twoClicksAndAnotherOrder(
      { first: undefined, other: undefined },
      { idempotencyKey: 'optional' },
    ),
    says: 'Each click is an order of its own now. Nobody is refused, and the buyer has one order too many.',
    shows: (run) => ordersPlaced(run).length === WANTED + 1,
  },
  assumptions: [
    'payments works 600 ms longer than usual, so that the second click comes while the first is running.',
    'The statuses are those of the IETF draft for the Idempotency-Key field, which has expired; it is still common practice.',
  ],
}
