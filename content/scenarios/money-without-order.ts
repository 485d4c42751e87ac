import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { bookedBy, ordersPlaced, statusOf, strayPayments, takenBack, takenMs } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { deliverOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

type Settings = NonNullable<ScenarioInput['settings']>

/** The shop of this story: the card is charged, then the parcel is asked for, and nothing is ever taken back. */
const NAIVE: Settings = { recovery: 'no-undo', charging: 'first' }

/** One order to be delivered; shipping is not there. */
function noShipping(settings: Settings): ScenarioInput {
  return {
    v: 1,
    settings,
    faults: [{ kind: 'down', service: 'shipping' }],
    workload: [deliverOrder('money-without-order')],
  }
}
/** The same order on a good day. */
function goodDay(settings: Settings): ScenarioInput {
  return { v: 1, settings, workload: [deliverOrder('money-without-order')] }
}

/** How many records orders wrote, each time counted. */
function changesOfOrders({ events }: FinishedRun): number {
  return events.filter((event) => event.kind === 'state' && event.party === 'orders').length
}

/** The last step fails after the one that costs money, and nobody goes back. */
export const moneyWithoutOrder: FailureScenarioInput = {
  id: 'money-without-order',
  number: 3,
  title: 'Charged, and no order',
  story:
    'orders holds a copy, charges the card, and asks shipping for a parcel. shipping does not answer, so orders refuses the order.',
  prediction: {
    question: 'The buyer is told that there is no order. How many payments still hold or took their money?',
    reads: strayPayments,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'That would need a refund, and this orders sends none: each step only goes forward.',
      },
      {
        value: 1,
        text: 'One',
        why: 'The charge was done before shipping was asked. An error that comes later does not undo it.',
      },
      {
        value: 2,
        text: 'Two',
        why: 'Two would need a second charge. The client sends the order once, and so does orders.',
      },
    ],
  },
  symptom: {
    says: 'Money was taken for which there is no confirmed order.',
    scenario: noShipping(NAIVE),
    shows: (run) => strayPayments(run) > 0 && ordersPlaced(run).length === 0,
  },
  cures: [
    {
      id: 'saga-log',
      does: 'Run the order as a saga: write each step down, and when one fails, undo those before it, last one first.',
      scenario: noShipping({ recovery: 'saga-log', charging: 'first' }),
      says: 'The trace runs backwards after the failure: the charge is refunded, the payment is given up, the copy is released.',
      shows: (run) =>
        statusOf(run, 0) === 503 &&
        bookedBy(run).join() === 'capture,refund' &&
        takenBack(run).join() === 'refunds,voids,releases',
      cost: {
        says: 'orders writes to its own store before and after each step, and keeps what it wrote. The buyer sees a charge and a refund.',
        measured: [{ label: 'Times that orders writes', unit: 'records', reads: changesOfOrders }],
      },
    },
    {
      id: 'charge-last',
      does: 'Use the saga, and charge last: when everything that can be refused was done.',
      scenario: noShipping({ recovery: 'saga-log', charging: 'last' }),
      says: 'No money moves. orders keeps the order here, gives the payment up and releases the copy.',
      shows: (run) =>
        statusOf(run, 0) === 503 && bookedBy(run).length === 0 && takenBack(run).join() === 'voids,releases',
      cost: {
        says: 'On a good day the money comes later: the parcel and the copies have to be certain first.',
        runs: {
          without: goodDay({ recovery: 'saga-log', charging: 'first' }),
          with: goodDay({ recovery: 'saga-log', charging: 'last' }),
        },
        measured: [{ label: 'Until the money is taken', unit: 'ms', reads: takenMs }],
      },
    },
  ],
  wrongCure: {
    does: 'Let the client try again.',
    tempts:
      'A failure is often short, and the next try goes through. A `503` says that trying again is fine.',
    scenario: noShipping({
      ...NAIVE,
      policies: [{ edge: { from: 'client', to: '*' }, retry: { attempts: 3 } }],
    }),
    says: 'Each try is a new order with a charge of its own. There are three charges now, and still no order.',
    shows: (run) => statusOf(run, 0) === 503 && strayPayments(run) === 3,
  },
  assumptions: [
    'shipping is away for the whole run. A short failure would show the same symptom once.',
    'A card that was charged can only be refunded; what is merely set aside can be given free.',
    'payments decides about cards by itself. With a bank behind it, each of these steps can also have an unknown outcome.',
  ],
}
