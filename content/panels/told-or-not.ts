import { eventStoriesOf } from '#mocks/log/views/broker.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { mailsWritten, ordersPlaced } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { placeOrder } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

/** When orders is killed. The first message to the broker says that the order came in; the next is the confirmation. */
const KILLED: Readonly<Record<string, NonNullable<ScenarioInput['faults']>>> = Object.fromEntries(
  [
    { when: 'before', moment: 'before-request' as const },
    { when: 'after', moment: 'before-reply' as const },
  ].map(({ when, moment }) => [
    when,
    [
      {
        kind: 'crash' as const,
        service: 'orders' as const,
        downMs: 1000,
        when: {
          by: 'message' as const,
          edge: { from: 'orders' as const, to: 'broker' as const },
          moment,
          first: 1,
          after: 1,
        },
      },
    ],
  ]),
)

/** Mails that say that the order is confirmed. */
const confirmations = (run: FinishedRun) =>
  mailsWritten(run).filter(({ subject }) => subject.endsWith('is confirmed')).length

/** How many times the broker was given the news that the order is confirmed. */
const published = ({ events }: FinishedRun) =>
  eventStoriesOf(events).filter(({ eventType }) => eventType === 'example.bookshop.order.confirmed').length

const placed = (run: FinishedRun) => ordersPlaced(run).length

/** Two writes are not one: what is known of an order when its service dies in between. */
export const panel: PanelInput = {
  id: 'told-or-not',
  title: 'Killed between writing and telling',
  invites:
    'orders writes that the order is confirmed, and tells the broker. At that moment its process is killed; a second later it runs again.',
  controls: [
    {
      id: 'killed',
      legend: 'orders is killed',
      options: [
        { value: 'before', label: 'Before it tells' },
        { value: 'after', label: 'When it has told' },
      ],
    },
    {
      id: 'publishing',
      legend: 'The event is',
      options: [
        { value: 'dual-write', label: 'Sent after the commit' },
        { value: 'outbox', label: 'Written with the order' },
      ],
    },
    {
      id: 'inbox',
      legend: 'A repeat',
      options: [
        { value: 'none', label: 'Counts again' },
        { value: 'dedupe', label: 'Is recognised' },
      ],
    },
  ],
  scenario: ({ killed = 'before', publishing, inbox }) => ({
    v: 1,
    settings: {
      publishing: publishing === 'outbox' ? 'outbox' : 'dual-write',
      inbox: inbox === 'dedupe' ? 'dedupe' : 'none',
    },
    faults: KILLED[killed] ?? [],
    workload: [placeOrder('told-or-not')],
  }),
  shows: ['messages'],
  figures: [
    { label: 'Orders confirmed, in the store', evidence: 'observed', reads: placed },
    { label: 'Times that the broker is told of it', evidence: 'observed', reads: published },
    { label: 'Emails that say so', evidence: 'observed', reads: confirmations },
  ],
  prediction: {
    question:
      'The event is written with the order, so it outlives the crash. orders is killed when the broker has it, before it hears so. How many times is the broker told?',
    about: { killed: 'after', publishing: 'outbox' },
    reads: published,
    options: [
      { value: 0, text: 'Never', why: 'The broker had it already when orders was killed.' },
      {
        value: 1,
        text: 'Once',
        why: 'That needs orders to know that the broker has it. Its process died before it heard so.',
      },
      {
        value: 2,
        text: 'Twice',
        why: 'The event is in the outbox still, since nobody took it out. When orders runs again, it is published again.',
      },
    ],
  },
  claims: [
    {
      says: 'Sent after the commit, the event is lost with the process: an order is confirmed, and nobody is told.',
      holds: (at) => placed(at()) === 1 && published(at()) === 0 && confirmations(at()) === 0,
    },
    {
      says: 'Written with the order, the event survives, and is published when orders runs again.',
      holds: (at) =>
        published(at({ publishing: 'outbox' })) === 1 && confirmations(at({ publishing: 'outbox' })) === 1,
    },
    {
      says: 'An outbox may publish twice, and then the email is written twice unless the repeat is recognised.',
      holds: (at) =>
        published(at({ publishing: 'outbox', killed: 'after' })) === 2 &&
        confirmations(at({ publishing: 'outbox', killed: 'after' })) === 2 &&
        confirmations(at({ publishing: 'outbox', killed: 'after', inbox: 'dedupe' })) === 1,
    },
  ],
  assumptions: [
    'The process is killed once, at the message that says that the order is confirmed, and runs again after a second.',
    'The store keeps what was committed. The buyer does not repeat the request.',
  ],
}
