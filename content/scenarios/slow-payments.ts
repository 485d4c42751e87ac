import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { ordersPlaced, statusOf, strayPayments, waitedMs } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { at, BOOK, listBooks, placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

const ORDERS = 12
const WORKERS = 4

/** A dozen orders in a tenth of a second, then one person who only wants to look at books. */
function orderRush(
  settings: Pick<NonNullable<ScenarioInput['settings']>, 'policies'> = {},
  workers: number = WORKERS,
): ScenarioInput {
  return {
    v: 1,
    settings: {
      ...settings,
      recovery: 'none',
      fleets: [{ service: 'gateway', workers: { places: workers, queue: 1000 } }],
    },
    faults: [{ kind: 'slow', service: 'payments', ms: 3000 }],
    workload: [
      ...Array.from({ length: ORDERS }, (_, i) =>
        at(i * 10, placeOrder(`rush-${i}`, BOOK.prideAndPrejudice)),
      ),
      at(200, listBooks()),
    ],
  }
}

/** The reader comes after the orders. */
const READER = ORDERS
const readIsQuick = (run: FinishedRun) => statusOf(run, READER) === 200 && waitedMs(run, READER) < 500
const ordersRefused = (run: FinishedRun) => ORDERS - ordersPlaced(run).length

/** A slow dependency takes every worker that waits for it, and with them what has nothing to do with it. */
export const slowPayments: FailureScenarioInput = {
  id: 'slow-payments',
  number: 4,
  title: 'Slow payments, stalled books',
  story:
    'payments takes three seconds for each request. The gateway has four workers, and a rush of orders comes in. Then somebody lists the books.',
  prediction: {
    question: 'Listing the books never touches payments. How long does it take?',
    reads: (run) => Math.round(waitedMs(run, READER) / 1000),
    options: [
      {
        value: 0,
        text: 'As long as ever: well under half a second',
        why: 'catalog is idle. The request has to get through the gateway first, though, and its workers are shared.',
      },
      {
        value: 3,
        text: 'About three seconds',
        why: 'That is the wait for one batch of orders. Count how many batches stand in line before it.',
      },
      {
        value: 9,
        text: 'About nine seconds',
        why: 'Twelve orders on four workers are three batches of three seconds, and the line is served in order.',
      },
      {
        value: 36,
        text: 'About thirty-six seconds',
        why: 'That would be twelve orders one after another. Four are worked on at a time.',
      },
    ],
  },
  symptom: {
    says: 'Listing the books takes more than a second, though catalog has nothing to do.',
    scenario: orderRush(),
    shows: (run) => waitedMs(run, READER) > 1000,
  },
  cures: [
    {
      id: 'bulkhead',
      does: 'A bulkhead in the gateway: at most two calls to orders at a time, and no line. Two workers are always left for the rest.',
      scenario: orderRush({
        policies: [{ edge: { from: 'gateway', to: 'orders' }, bulkhead: { places: 2, queue: 0 } }],
      }),
      says: 'The books are listed in less than half a second, and some orders still go through.',
      shows: (run) => readIsQuick(run) && ordersPlaced(run).length > 0,
      cost: {
        says: 'Orders that find both places taken are refused at once, though payments would have served them in the end.',
        measured: [{ label: 'Orders refused', unit: 'orders', reads: ordersRefused }],
      },
    },
    {
      id: 'timeout-and-breaker',
      does: 'orders waits 300 ms for payments and no longer. After two failures in a row a circuit breaker stops asking for ten seconds.',
      scenario: orderRush({
        policies: [
          {
            edge: { from: 'orders', to: 'payments' },
            timeoutMs: 300,
            breaker: { opens: { after: 'consecutive', failures: 2 }, openMs: 10_000 },
          },
        ],
      }),
      says: 'The books are listed in less than half a second, because no order holds a worker for long.',
      shows: (run) =>
        readIsQuick(run) &&
        run.events.some(
          (event) => event.kind === 'policy' && event.policy === 'breaker' && event.what === 'open',
        ),
      cost: {
        says: 'No order goes through while payments is slow. payments does not know that nobody waits any more, and orders keeps no saga log, so money is set aside that no order knows of.',
        measured: [
          { label: 'Orders refused', unit: 'orders', reads: ordersRefused },
          { label: 'Payments that no order knows of', unit: 'payments', reads: strayPayments },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'Twice as many workers in the gateway.',
    tempts: 'The workers ran out, so more of them should help. They do, up to that many slow orders.',
    scenario: orderRush({}, WORKERS * 2),
    says: 'The orders take the new workers as well. The line is shorter, and the books still stand in it.',
    shows: (run) => ordersPlaced(run).length === ORDERS,
  },
  assumptions: [
    'The gateway works on four requests at a time, and up to a thousand wait in one line, first come, first served.',
    'payments works three seconds longer on each request, and on any number of them at once.',
    'orders takes no answer for a failure and keeps no saga log.',
    'Each caller waits for as long as it takes, unless a policy says otherwise.',
  ],
}
