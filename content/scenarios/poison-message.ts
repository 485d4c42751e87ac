import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, contentOf, deadLetters, mailsWritten } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { at, placeOrder, type Request } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'
import { asOperator } from './signed-in.ts'

/** How long a buyer may wait for the first mail, in microseconds. */
const PATIENCE_US = 10_000_000
const ORDERED_AT_MS = 1_000

/** Events that say of an order that it is confirmed, and not whose it is: one for each partition. */
const POISON: Request = {
  method: 'POST',
  url: 'https://broker.bookshop.internal/topics/orders/events',
  headers: { 'content-type': 'application/cloudevents-batch+json' },
  body: JSON.stringify(
    // FNV-1a puts these three keys into the three partitions.
    ['1', '3', '7'].map((order) => ({
      specversion: '1.0',
      id: `without a customer, ${order}`,
      source: 'https://partner.example/orders',
      type: 'example.bookshop.order.confirmed',
      subject: order,
      data: { order },
      partitionkey: order,
    })),
  ),
}

function poisoned(deliveryAttempts: number, faults: ScenarioInput['faults'] = []): ScenarioInput {
  return {
    v: 1,
    settings: { deliveryAttempts },
    faults,
    workload: [POISON, at(ORDERED_AT_MS, placeOrder('poison'))],
  }
}

/** One order, and a moment in which notifications does not answer. */
function hiccup(deliveryAttempts: number): ScenarioInput {
  return {
    v: 1,
    settings: { deliveryAttempts },
    faults: [
      {
        kind: 'error',
        edge: { from: 'broker', to: 'notifications' },
        strikes: { first: 8 },
        status: 503,
      },
    ],
    workload: [placeOrder('hiccup')],
  }
}

/** When the fixed version is deployed, and when somebody looks how far notifications is. */
const FIXED_AT_S = 30
const LOOKED_AT_MS = 45_000
/** The dead letters of this run: before them there is one from last year. */
const DEAD_LETTERS = [1, 2, 3]

/** The consumer is mended, and its dead letters are delivered once more. */
function mended(): ScenarioInput {
  const run = poisoned(2)
  const replays = DEAD_LETTERS.map((offset) =>
    asOperator({
      method: 'POST',
      url: 'https://broker.bookshop.internal/subscriptions/notifications/replays',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ offset }),
      atMs: FIXED_AT_S * 1000 + 1_000,
      waits: false,
    }),
  )
  const look: Request = {
    method: 'GET',
    url: 'https://broker.bookshop.internal/topics/orders/groups/notifications',
    atMs: LOOKED_AT_MS,
    waits: false,
  }
  return {
    ...run,
    settings: { ...run.settings, notificationsFixS: FIXED_AT_S },
    workload: [...(run.workload ?? []), ...replays, look],
  }
}

const Progress = z.object({ lag: z.number() })
/** How many events notifications had not yet acknowledged when somebody looked. */
const lagSeen = (run: FinishedRun) => Progress.parse(contentOf(run, run.exchanges.length - 1)).lag
/** Mails about the events without a customer. */
const mailsAboutPoison = (run: FinishedRun) =>
  mailsWritten(run).filter(({ event }) => event.startsWith('without a customer')).length

/** Mails to the buyer within the time that a buyer waits for one. */
function mailsInTime(run: FinishedRun): number {
  return mailsWritten(run).filter(({ atUs }) => atUs < ORDERED_AT_MS * 1000 + PATIENCE_US).length
}

/** The time until the buyer's first mail, in seconds; none at all counts as an hour. */
function waitedS(run: FinishedRun): number {
  const [first] = mailsWritten(run)
  return first ? (first.atUs - ORDERED_AT_MS * 1000) / 1_000_000 : 3600
}

/** One event that nobody can handle holds up all that come after it. */
export const poisonMessage: FailureScenarioInput = {
  id: 'poison-message',
  number: 9,
  title: 'The poison message',
  story:
    'A partner publishes order events that leave out the customer. notifications refuses them, and the broker tries again. Then you place an order.',
  prediction: {
    question:
      'Your order is confirmed at once. How many emails about it are written in the ten seconds after that?',
    reads: mailsInTime,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'In a partition one event is delivered at a time. Yours are behind one that is tried again and again.',
      },
      {
        value: 1,
        text: 'One',
        why: 'Both events about your order have the same key. What holds up one holds up the other.',
      },
      {
        value: 2,
        text: 'Two',
        why: 'That is what a queue without order would do: nobody would wait for an event that fails.',
      },
    ],
  },
  symptom: {
    says: 'Five attempts with growing waits take 15 seconds. So long nothing else of that partition is delivered.',
    scenario: poisoned(5),
    shows: (run) => mailsInTime(run) === 0 && waitedS(run) < 3600,
  },
  cures: [
    {
      id: 'fewer-attempts',
      does: 'The broker gives up after two attempts and puts the event aside, as a dead letter.',
      scenario: poisoned(2),
      says: 'The dead letters wait for somebody to look at them, and your emails come within seconds.',
      shows: (run) => mailsInTime(run) === 2 && deadLetters(run) === 3,
      cost: {
        says: 'When notifications is away for a moment, good events become dead letters too, and somebody has to replay them.',
        measured: [{ label: 'Dead letters after a short outage', unit: 'events', reads: deadLetters }],
        runs: { without: hiccup(5), with: hiccup(2) },
      },
    },
    {
      id: 'mend-and-replay',
      does: 'Put them aside after two attempts, mend the consumer, and have the dead letters delivered once more.',
      scenario: mended(),
      says: 'The fixed version writes to the shop where no customer is named. Each dead letter is handled now, nothing is left over, and the lag is 0.',
      shows: (run) =>
        mailsInTime(run) === 2 &&
        deadLetters(run) === 3 &&
        mailsAboutPoison(run) === DEAD_LETTERS.length &&
        lagSeen(run) === 0,
      cost: {
        says: 'Somebody has to look at each dead letter, know that the fix is out, and send it again. Until then nobody heard of these orders.',
        measured: [
          {
            label: 'Requests to the broker by hand',
            unit: 'requests',
            reads: (run) => callsBetween(run, 'client', 'broker'),
          },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'Try eight times before giving up.',
    tempts: 'Failures pass, so more patience should get every event through.',
    scenario: poisoned(8),
    says: 'This one never gets through: it fails for what it says. The wait is two minutes now.',
    shows: (run) => mailsInTime(run) === 0 && waitedS(run) > 60,
  },
  assumptions: [
    'The partner publishes one such event into each partition, so that it does not matter where yours is.',
    'The broker waits 1, 2, 4, 8 seconds and so on between attempts.',
    'notifications refuses what it cannot understand with 422, each time.',
  ],
}
