import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { mailsWritten, ordersPlaced } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

type Settings = NonNullable<ScenarioInput['settings']>

/** One order; orders is killed after it has written that the order is confirmed, and before it tells the broker. */
function killedInBetween(settings: Settings): ScenarioInput {
  return {
    v: 1,
    settings,
    faults: [
      {
        kind: 'crash',
        service: 'orders',
        downMs: 1000,
        // The first message of that edge says that the order came in.
        when: {
          by: 'message',
          edge: { from: 'orders', to: 'broker' },
          moment: 'before-request',
          first: 1,
          after: 1,
        },
      },
    ],
    workload: [placeOrder('nobody-told')],
  }
}

/** Mails that say that the order is confirmed. */
function confirmations(run: FinishedRun): number {
  return mailsWritten(run).filter(({ subject }) => subject.endsWith('is confirmed')).length
}

/** How often a row was written to the outbox of orders or taken out of it. */
function outboxWrites({ events }: FinishedRun): number {
  return events.filter((event) => event.kind === 'state' && event.table === 'ordersOutbox').length
}

/** Two writes are not one: between them a process can die. */
export const nobodyTold: FailureScenarioInput = {
  id: 'nobody-told',
  number: 10,
  title: 'The order that nobody was told of',
  story:
    'orders writes to its store that the order is confirmed, and is about to tell the broker. In that moment its process is killed. A second later it runs again.',
  prediction: {
    question: 'The order is in the store, confirmed. How many emails say so in the end?',
    reads: confirmations,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'What was to be published was in the memory of the process, and that is gone.',
      },
      {
        value: 1,
        text: 'One',
        why: 'That needs the event to be somewhere that outlives the process, and somebody who looks there.',
      },
      {
        value: 2,
        text: 'Two',
        why: 'That would take a publisher that is not sure whether it has published. This one has not.',
      },
    ],
  },
  symptom: {
    says: 'The order is confirmed, and nobody but orders will ever know.',
    scenario: killedInBetween({ publishing: 'dual-write' }),
    shows: (run) => ordersPlaced(run).length === 1 && confirmations(run) === 0,
  },
  cures: [
    {
      id: 'outbox',
      does: 'orders writes the event into an outbox, in the same transaction as the order. A relay publishes what is there.',
      scenario: killedInBetween({ publishing: 'outbox' }),
      says: 'When the process runs again, the event is in the outbox still, and the relay publishes it.',
      shows: (run) => ordersPlaced(run).length === 1 && confirmations(run) === 1,
      cost: {
        says: 'Each event is written and taken out again, and when an answer of the broker is lost, it is published twice.',
        measured: [{ label: 'Changes of the outbox', unit: 'writes', reads: outboxWrites }],
      },
    },
  ],
  wrongCure: {
    does: 'Retry when publishing fails, three attempts in all.',
    tempts: 'A retry helps when the broker does not answer, and that is the failure one thinks of first.',
    scenario: killedInBetween({
      publishing: 'dual-write',
      policies: [
        { edge: { from: 'orders', to: 'broker' }, timeoutMs: 500, retry: { attempts: 3, methods: 'all' } },
      ],
    }),
    says: 'Retries are work of the same process. Nobody is there to do them.',
    shows: (run) => ordersPlaced(run).length === 1 && confirmations(run) === 0,
  },
  assumptions: [
    'The process is killed once, at the worst moment, and starts again after a second over what it had committed.',
    'The buyer does not repeat the request.',
  ],
}
