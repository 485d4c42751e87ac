import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { mailsWritten, recordsIn } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

type Consumer = Pick<NonNullable<ScenarioInput['settings']>, 'inbox' | 'ordering'>

/** One order; the first acknowledgements of notifications are lost on their way to the broker. */
function lostAcknowledgement(consumer: Consumer): ScenarioInput {
  return {
    v: 1,
    settings: consumer,
    faults: [{ kind: 'lose-reply', edge: { from: 'broker', to: 'notifications' }, strikes: { first: 4 } }],
    workload: [placeOrder('mail-twice')],
  }
}

/** Mails that were written although the same event had caused one before. */
function repeated(run: FinishedRun): number {
  const mails = mailsWritten(run)
  return mails.length - new Set(mails.map(({ event }) => event)).size
}

/** Whether the buyer reads that the order came in after reading that it is confirmed. */
function outOfOrder(run: FinishedRun): boolean {
  const mails = mailsWritten(run)
  const confirmed = mails.findIndex(({ subject }) => subject.endsWith('is confirmed'))
  return mails.slice(confirmed + 1).some(({ subject }) => subject.startsWith('We have got'))
}

/** At least once is not exactly once. */
export const mailTwice: FailureScenarioInput = {
  id: 'mail-twice',
  number: 8,
  title: 'The same email again, and too late',
  story:
    'The broker delivers events to notifications, which writes emails. For a moment every acknowledgement is lost, so the broker delivers again.',
  prediction: {
    question: 'An order calls for two emails: it came in, and it is confirmed. How many does the buyer get?',
    reads: (run) => mailsWritten(run).length,
    options: [
      {
        value: 1,
        text: 'One',
        why: 'What is lost is the acknowledgement, not the event. Both emails were written before.',
      },
      {
        value: 2,
        text: 'Two',
        why: 'That needs notifications to know an event again when it comes a second time.',
      },
      {
        value: 3,
        text: 'Three',
        why: 'That would need one of the two acknowledgements to arrive. Both were sent at that moment.',
      },
      {
        value: 4,
        text: 'Four',
        why: 'The broker has heard nothing, so it delivers again: at least once. To notifications each copy is one event more.',
      },
    ],
  },
  symptom: {
    says: 'The buyer gets both emails twice. The second copy of the first one comes after the email that says the order is confirmed.',
    scenario: lostAcknowledgement({ inbox: 'none', ordering: 'none' }),
    shows: (run) => repeated(run) > 0,
  },
  cures: [
    {
      id: 'inbox',
      does: 'notifications keeps the name of each event in an inbox, in the same transaction as the email.',
      scenario: lostAcknowledgement({ inbox: 'dedupe', ordering: 'none' }),
      says: 'Each event still comes twice. The second time its name is in the inbox, and nothing is written.',
      shows: (run) => mailsWritten(run).length === 2 && !outOfOrder(run),
      cost: {
        says: 'Each event leaves a record, and somebody has to decide for how long.',
        measured: [
          {
            label: 'Names that the inbox keeps',
            unit: 'records',
            reads: (run) => recordsIn(run, 'notifications', 'notificationsInbox'),
          },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'Have the broker deliver one event of a key at a time.',
    tempts: 'The copy came out of order, so order should help. It does help against that.',
    scenario: lostAcknowledgement({ inbox: 'none', ordering: 'per-key' }),
    says: 'The emails come in order, and one of them comes more than once. Order is about different events, not about the same one.',
    shows: (run) => repeated(run) > 0 && !outOfOrder(run),
  },
  assumptions: [
    'The first four acknowledgements are lost, after the work was done. An order is four events.',
    'The broker waits 5 seconds for an acknowledgement, and one second more before it delivers again.',
    'Emails are written down and not sent.',
  ],
}
