import { askedIn, callsInAll, statusOf, waitedMs } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { placeOrder } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const ORDER = placeOrder('one-order')

/** How many records the run made or changed, in all services. */
const recordsTouched = ({ events }: FinishedRun) => events.filter(({ kind }) => kind === 'state').length

/** Every byte of content that was sent, in requests and answers alike. */
function bytesSent({ events }: FinishedRun): number {
  return events.reduce(
    (sum, event) =>
      event.kind === 'request' || event.kind === 'response' ? sum + event.message.content.bytes : sum,
    0,
  )
}

const round = (ms: number) => Math.round(ms * 10) / 10

/** What counts, order and content say, whatever the clock says. */
const counted = (run: FinishedRun) =>
  [statusOf(run, 0), callsInAll(run), askedIn(run, 0).join(), recordsTouched(run), bytesSent(run)].join('|')

const SEEDS = { seven: 7, eight: 8, nine: 9 } as const
function isSeed(value: string | undefined): value is keyof typeof SEEDS {
  return value !== undefined && Object.hasOwn(SEEDS, value)
}

/** One order, with other luck and other links: which figures stay? */
export const panel: PanelInput = {
  id: 'observed-and-modelled',
  title: 'Which of these numbers may you believe?',
  invites:
    'One order, run again with other luck, and with links that take no time. Watch which figures move. Then read the trace: each line is a request that was really made.',
  controls: [
    {
      id: 'latency',
      legend: 'Messages take',
      options: [
        { value: 'modelled', label: 'A time drawn at random' },
        { value: 'none', label: 'No time' },
      ],
    },
    {
      id: 'seed',
      legend: 'Chance begins with',
      options: [
        { value: 'seven', label: '7' },
        { value: 'eight', label: '8' },
        { value: 'nine', label: '9' },
      ],
    },
    {
      id: 'construction',
      legend: 'Construction',
      options: [
        { value: 'services', label: 'Microservices' },
        { value: 'monolith', label: 'One process' },
      ],
    },
  ],
  scenario: ({ latency, seed, construction }) => ({
    v: 1,
    system: construction === 'monolith' ? 'monolith' : 'microservices',
    settings: { latency: latency === 'none' ? 'none' : 'modelled' },
    seed: isSeed(seed) ? SEEDS[seed] : 7,
    workload: [ORDER],
  }),
  shows: ['blocks', 'trace', 'wire'],
  figures: [
    { label: 'Status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
    { label: 'HTTP requests, in all', evidence: 'observed', reads: callsInAll },
    { label: 'Records made or changed', evidence: 'observed', reads: recordsTouched },
    { label: 'Content sent, in all', unit: 'bytes', evidence: 'observed', reads: bytesSent },
    {
      label: 'The client waited',
      unit: 'ms',
      evidence: 'modelled',
      reads: (run) => round(waitedMs(run, 0)),
    },
  ],
  prediction: {
    question:
      'With modelled latencies this order makes 16 HTTP requests, and the client waits 58.8 ms. Now every message takes no time at all. How many requests are made?',
    about: { latency: 'none' },
    reads: callsInAll,
    options: [
      {
        value: 16,
        text: '16, as before',
        why: 'The services do the same work and send the same messages. Only how long these are under way is drawn from a model, and now it is nothing.',
      },
      {
        value: 1,
        text: '1: nothing goes over a network',
        why: 'That would be a drawing of a shop. Here each service is asked by a message, however long that takes.',
      },
      {
        value: 11,
        text: '11: the quick ones melt together',
        why: 'That is how many are made when the shop is one process. Time does not join messages, construction does.',
      },
    ],
  },
  claims: [
    {
      says: 'Without latency nothing changes but the time.',
      holds: (at) =>
        counted(at({ latency: 'none' })) === counted(at()) && waitedMs(at({ latency: 'none' }), 0) === 0,
    },
    {
      says: 'With other luck the time changes, and requests, records and status do not.',
      holds: (at) => {
        const [one, other] = [at(), at({ seed: 'eight' })]
        return (
          waitedMs(one, 0) !== waitedMs(other, 0) &&
          statusOf(one, 0) === statusOf(other, 0) &&
          callsInAll(one) === callsInAll(other) &&
          recordsTouched(one) === recordsTouched(other)
        )
      },
    },
    {
      says: 'Another construction makes fewer requests: that is observed.',
      holds: (at) => callsInAll(at({ construction: 'monolith' })) < callsInAll(at()),
    },
  ],
  assumptions: [
    'Latencies of links are drawn from distributions that stand in the sandbox. Nobody measured them in your network.',
    'The time that the services themselves compute is not part of it: on the virtual clock, computing takes no time.',
    'The same seed gives the same run on every machine, to the byte.',
  ],
}
