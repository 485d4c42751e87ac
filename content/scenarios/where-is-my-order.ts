import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsInAll, mailsWritten, ordersPlaced, statusesOf, waitedMs } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { deliverOrder, type Request } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

type Settings = NonNullable<ScenarioInput['settings']>

const ORDER = deliverOrder('where-is-my-order')
/** The same request once more, so many minutes later. */
const again = (minutes: number): Request => ({ ...ORDER, atMs: minutes * 60_000 })

/** One order; payments is killed when it is first needed, and runs again after a minute. */
function paymentsAway(settings: Settings, workload: Request[] = [ORDER, again(10)]): ScenarioInput {
  return {
    v: 1,
    settings,
    faults: [
      {
        kind: 'crash',
        service: 'payments',
        downMs: 60_000,
        when: { by: 'message', edge: { to: 'payments' }, moment: 'before-request', after: 0, first: 1 },
      },
    ],
    workload,
  }
}
const goodDay = (settings: Settings): ScenarioInput => ({ v: 1, settings, workload: [ORDER] })

/** How many orders are pending at the end. */
function pendingOrders({ data }: FinishedRun): number {
  return Object.values(data.orders?.orders ?? {}).filter((order) => Object(order).state === 'pending').length
}

/** Whether the buyer was written that an order came to nothing. */
function toldOfFailure(run: FinishedRun): boolean {
  return mailsWritten(run).some(({ subject }) => subject.endsWith('came to nothing'))
}

/** Nobody is in charge, so nobody misses anything. */
export const whereIsMyOrder: FailureScenarioInput = {
  id: 'where-is-my-order',
  number: 23,
  title: 'The order that nobody is waiting for',
  story:
    'orders says that an order came in, and the other services react to that and to each other. payments is killed before it hears of it, and runs again after a minute.',
  prediction: {
    question: 'Ten minutes later every service is well. What does orders know of the order?',
    reads: (run) => (pendingOrders(run) > 0 ? 2 : ordersPlaced(run).length > 0 ? 1 : 3),
    options: [
      {
        value: 1,
        text: 'It is confirmed',
        why: 'That needs payments to hear of it after all, from somebody who still has the event and brings it again.',
      },
      {
        value: 2,
        text: 'It is pending',
        why: 'It stays so for as long as nothing is heard, and nobody asks why nothing is heard.',
      },
      {
        value: 3,
        text: 'It has failed',
        why: 'Somebody would have to say so, and each service speaks of its own part alone.',
      },
    ],
  },
  symptom: {
    says: 'The order is pending for ever. Its copy is held, no service reports an error, and the event lies among the dead letters of payments.',
    scenario: paymentsAway({ saga: 'choreographed', recovery: 'none' }),
    shows: (run) => pendingOrders(run) === 1 && ordersPlaced(run).length === 0 && !toldOfFailure(run),
  },
  cures: [
    {
      id: 'somebody-in-charge',
      does: 'orders asks for each step itself, and writes down how far it is.',
      scenario: paymentsAway({ saga: 'orchestrated' }),
      says: 'orders gets no answer, tells the buyer so with 503, and undoes what was done when payments is back. The second request is a new order, and is confirmed.',
      shows: (run) =>
        statusesOf(run) === '503, 201' && ordersPlaced(run).length === 1 && pendingOrders(run) === 0,
      cost: {
        says: 'The buyer waits until every step is done. orders has to know all of them, and each service that takes part.',
        measured: [{ label: 'Wait for the answer', unit: 'ms', reads: (run) => waitedMs(run, 0) }],
        runs: {
          without: goodDay({ saga: 'choreographed', recovery: 'none' }),
          with: goodDay({ saga: 'orchestrated' }),
        },
      },
    },
    {
      id: 'somebody-who-notices',
      does: 'orders watches its own orders: after five minutes of silence it has every service say again what it did.',
      scenario: paymentsAway({ saga: 'choreographed', recovery: 'saga-log' }),
      says: 'payments has done nothing by then and gives the order up. Everybody takes back their part, and the buyer is told. The second request is a new order, and is confirmed.',
      shows: (run) => toldOfFailure(run) && ordersPlaced(run).length === 1 && pendingOrders(run) === 0,
      cost: {
        says: 'The copy is held for five minutes for nobody, and everybody has to be able to repeat what they said.',
        measured: [{ label: 'Requests in all', unit: 'requests', reads: callsInAll }],
      },
    },
  ],
  wrongCure: {
    does: 'The client asks again every two minutes, with the same Idempotency-Key.',
    tempts: 'A repeated request with a key does no harm, and where an answer was lost it is what helps.',
    scenario: paymentsAway({ saga: 'choreographed', recovery: 'none' }, [
      ORDER,
      again(2),
      again(4),
      again(10),
    ]),
    says: 'No answer was lost. orders has accepted the order and says so each time, and nothing else follows of it.',
    shows: (run) => statusesOf(run) === '202, 202, 202, 202' && pendingOrders(run) === 1,
  },
  assumptions: [
    'The broker brings an event five times in fifteen seconds. Then it is a dead letter, and no operator replays it.',
    'The buyer sends the same request once more after ten minutes.',
  ],
}
