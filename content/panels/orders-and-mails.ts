import { groupsOf, lagOf } from '#mocks/log/views/broker.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { mailsWritten, statusesOf, waitedMs } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { at, BOOK, placeOrder } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const ORDERS = 3
/** How long notifications is away, in milliseconds. */
const AWAY_MS = 8000

const TO_NOTIFICATIONS = { from: 'broker', to: 'notifications' } as const

/** What goes wrong at the consumer. */
const CONSUMER: Readonly<Record<string, NonNullable<ScenarioInput['faults']>>> = {
  well: [],
  away: [
    {
      kind: 'crash',
      service: 'notifications',
      downMs: AWAY_MS,
      when: { by: 'message', edge: TO_NOTIFICATIONS, moment: 'before-request', first: 1 },
    },
  ],
  'acks-lost': [{ kind: 'lose-reply', edge: TO_NOTIFICATIONS, strikes: { first: 4 } }],
}

const mails = (run: FinishedRun) => mailsWritten(run).length

/** Mails that were written although the same event had caused one before. */
function repeated(run: FinishedRun): number {
  return mails(run) - new Set(mailsWritten(run).map(({ event }) => event)).size
}

/** Orders whose first email comes after an email that says that they are confirmed. */
function outOfOrder(run: FinishedRun): number {
  const byOrder = Map.groupBy(mailsWritten(run), ({ order }) => order)
  return [...byOrder.values()].filter((own) => {
    const confirmed = own.findIndex(({ subject }) => subject.endsWith('is confirmed'))
    return confirmed >= 0 && own.slice(confirmed + 1).some(({ subject }) => subject.startsWith('We have got'))
  }).length
}

/** The most events that notifications had before it at a time. */
function backlog({ events }: FinishedRun): number {
  return Math.max(0, ...(lagOf(events).get('notifications') ?? []).map(({ lag }) => lag))
}

/** Deliveries to notifications beyond the first one of each event. */
function redeliveries({ events }: FinishedRun): number {
  return groupsOf(events).find(({ group }) => group === 'notifications')?.redeliveries ?? 0
}

/** When the last email was written, in seconds from the start. */
const lastMailS = (run: FinishedRun) => ((mailsWritten(run).at(-1)?.atUs ?? 0) / 1_000_000).toFixed(1)

const slowestOrder = (run: FinishedRun) =>
  Math.round(Math.max(...Array.from({ length: ORDERS }, (_, order) => waitedMs(run, order))))

/** Three orders, six emails, and whatever happens between the two. */
export const panel: PanelInput = {
  id: 'orders-and-mails',
  title: 'Three orders, and the emails about them',
  invites:
    'Each order calls for two emails: it came in, and it is confirmed. orders never calls notifications; the broker delivers events to it. Disturb the delivery.',
  controls: [
    {
      id: 'consumer',
      legend: 'notifications',
      options: [
        { value: 'well', label: 'Is well' },
        { value: 'away', label: 'Is away for 8 s' },
        { value: 'acks-lost', label: 'Its acknowledgements get lost' },
      ],
    },
    {
      id: 'inbox',
      legend: 'An event that comes again',
      options: [
        { value: 'dedupe', label: 'Is recognised' },
        { value: 'none', label: 'Counts again' },
      ],
    },
    {
      id: 'ordering',
      legend: 'Events of one order',
      options: [
        { value: 'per-key', label: 'In turn' },
        { value: 'none', label: 'As they come' },
      ],
    },
  ],
  scenario: ({ consumer = 'well', inbox, ordering }) => ({
    v: 1,
    settings: {
      inbox: inbox === 'none' ? 'none' : 'dedupe',
      ordering: ordering === 'none' ? 'none' : 'per-key',
    },
    faults: CONSUMER[consumer] ?? [],
    workload: Array.from({ length: ORDERS }, (_, i) =>
      at(i * 1000, placeOrder(`order-${i}`, BOOK.prideAndPrejudice)),
    ),
  }),
  shows: ['messages'],
  figures: [
    { label: 'Answers to the buyers', evidence: 'observed', reads: statusesOf },
    { label: 'The slowest answer takes', unit: 'ms', evidence: 'modelled', reads: slowestOrder },
    { label: 'Emails written', evidence: 'observed', reads: mails },
    { label: 'Of these, written before', evidence: 'observed', reads: repeated },
    { label: 'Orders whose emails are out of order', evidence: 'observed', reads: outOfOrder },
    { label: 'Longest backlog', unit: 'events', evidence: 'observed', reads: backlog },
    { label: 'Deliveries repeated', evidence: 'observed', reads: redeliveries },
    { label: 'Last email after', unit: 's', evidence: 'modelled', reads: lastMailS },
  ],
  prediction: {
    question:
      'notifications goes away for eight seconds, and three orders come in meanwhile. How many of the six emails are written in the end?',
    about: { consumer: 'away' },
    reads: mails,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'That would be so if orders called notifications itself and gave up. The broker keeps the events and tries again.',
      },
      {
        value: 3,
        text: '3',
        why: 'That would take events of which some are lost. The broker keeps each one until it is acknowledged.',
      },
      {
        value: 6,
        text: '6',
        why: 'The events wait in the broker. When notifications is back, the backlog drains.',
      },
    ],
  },
  claims: [
    {
      says: 'Each buyer gets the same answer as fast as ever, whatever becomes of the emails.',
      holds: (at) =>
        ['well', 'away', 'acks-lost'].every(
          (consumer) =>
            statusesOf(at({ consumer })) === '201, 201, 201' &&
            slowestOrder(at({ consumer })) === slowestOrder(at()),
        ),
    },
    {
      says: 'While notifications is away twelve events pile up; then the backlog drains and no email is missing.',
      holds: (at) => backlog(at({ consumer: 'away' })) === 12 && mails(at({ consumer: 'away' })) === 6,
    },
    {
      says: 'The last of them comes after 15 seconds, because the broker waits longer after each failure.',
      holds: (at) => lastMailS(at({ consumer: 'away' })).startsWith('15.'),
    },
    {
      says: 'When acknowledgements are lost, emails are written again, unless the event is recognised.',
      holds: (at) =>
        repeated(at({ consumer: 'acks-lost', inbox: 'none' })) > 0 &&
        repeated(at({ consumer: 'acks-lost' })) === 0,
    },
    {
      says: 'Without a turn for each order, an email overtakes another.',
      holds: (at) =>
        outOfOrder(at({ consumer: 'acks-lost', inbox: 'none', ordering: 'none' })) > 0 &&
        outOfOrder(at({ consumer: 'acks-lost', inbox: 'none' })) === 0,
    },
    {
      says: 'Keeping order costs time: what is stuck holds up the emails behind it.',
      holds: (at) =>
        Number(lastMailS(at({ consumer: 'acks-lost' }))) >
        Number(lastMailS(at({ consumer: 'acks-lost', ordering: 'none' }))),
    },
  ],
  assumptions: [
    'The broker waits 5 seconds for an acknowledgement. After a failed delivery it waits 1, 2, 4 seconds and so on.',
    'An order is four events, of which two call for an email. notifications hears all four.',
    'The first four acknowledgements are lost, after the work was done.',
    'Emails are written down and not sent.',
  ],
}
