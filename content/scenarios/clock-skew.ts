import { asReported, type Hop, hopsOf, spansOf } from '#mocks/log/views/spans.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { ordersPlaced } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

/** One order, while the clock of orders is so many ms slow. */
function order(slowMs: number, serverTiming = false): ScenarioInput {
  return {
    v: 1,
    settings: { serverTiming },
    faults: [{ kind: 'clock-skew', service: 'orders', ms: -slowMs }],
    workload: [placeOrder('clock-skew')],
  }
}

/** How many services began to work, by the times in the trace, before anybody had asked them. */
function beganTooEarly({ events }: FinishedRun): number {
  const spans = new Map(spansOf(events).map((span) => [span.spanId, asReported(span)]))
  return [...spans.values()].filter(({ role, startUs, parentSpanId }) => {
    const parent = parentSpanId === undefined ? undefined : spans.get(parentSpanId)
    return role === 'serve' && parent !== undefined && startUs < parent.startUs
  }).length
}

function hopToOrders({ events, exchanges }: FinishedRun): Hop {
  const hop = hopsOf(events, exchanges[0]?.traceId ?? '').find(({ to }) => to === 'orders')
  if (!hop) throw new Error('The run holds no request to orders. Let its workload place an order.')
  return hop
}

/** How long orders says in its answer that it worked, in ms; undefined when it does not say. */
function saidWorkMs(hop: Hop): number | undefined {
  const field = hop.response?.fields.find(([name]) => name === 'server-timing')?.[1]
  const said = /(?:^|,\s*)orders;dur=([\d.]+)/.exec(field ?? '')?.[1]
  return said === undefined ? undefined : Number(said)
}

/**
 * How long the way from the gateway to orders took, in ms, as far as a reader of the trace can tell: half of what the
 * gateway waited beyond the work, where orders says how long that was; else from one clock to the other.
 */
function wayMs(run: FinishedRun): number {
  const hop = hopToOrders(run)
  const { sentUs, arrivedUs = 0, endUs = 0 } = hop.reported ?? hop
  const workMs = saidWorkMs(hop)
  return workMs === undefined ? (arrivedUs - sentUs) / 1000 : ((endUs - sentUs) / 1000 - workMs) / 2
}

/** Between real processes a few more things take time than the way and the work. */
const LEEWAY_MS = 5

/** What it took in truth, there and back, halved. */
function trueWayMs(run: FinishedRun): number {
  const { sentUs, arrivedUs = 0, answeredUs = 0, endUs = 0 } = hopToOrders(run)
  return (arrivedUs - sentUs + endUs - answeredUs) / 2000
}

/** The bytes of every `server-timing` field line that arrived: name, colon, space, value and line end. */
function timingBytes({ events }: FinishedRun): number {
  return events
    .flatMap((event) => (event.kind === 'response' ? event.message.fields : []))
    .filter(([name]) => name === 'server-timing')
    .reduce((bytes, [name, value]) => bytes + `${name}: ${value}\r\n`.length, 0)
}

/** Two clocks measure no time between them. */
export const clockSkew: FailureScenarioInput = {
  id: 'clock-skew',
  number: 18,
  title: 'The answer before the question',
  story:
    'The clock of orders is half a second slow. Every span carries the time of the service that made it. You want to know how long the way from the gateway to orders took.',
  prediction: {
    question: 'The order goes through. How many services began, by the trace, before they were asked?',
    reads: beganTooEarly,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'No collector can put times right that it is given. It draws each span where its own clock says.',
      },
      {
        value: 1,
        text: 'One',
        why: 'A span seems too early when its own clock is behind that of whoever asked. Only orders has a clock that is behind.',
      },
      {
        value: 3,
        text: 'Three',
        why: 'That is what a clock shows that is fast: everybody whom its service asks seems to begin too early.',
      },
      {
        value: 5,
        text: 'All of them',
        why: 'For that each clock would have to be behind the one before it.',
      },
    ],
  },
  symptom: {
    says: 'By the times in the trace, the way to orders took less than no time.',
    scenario: order(500),
    shows: (run) => wayMs(run) < 0 && ordersPlaced(run).length === 1,
  },
  cures: [
    {
      id: 'one-clock-each',
      does: 'Compare durations, not times of day: each answer says in `Server-Timing` how long its service worked. What the gateway waited beyond that is the way there and back.',
      scenario: order(500, true),
      says: 'Both durations were measured by one clock each, so it does not matter what the clocks say. Half the difference is the mean of the two ways.',
      shows: (run) => wayMs(run) > 0 && Math.abs(wayMs(run) - trueWayMs(run)) < LEEWAY_MS,
      cost: {
        says: 'Each answer is a line longer and tells whoever reads it how long the inside took. Which of the two ways was the longer one stays unknown.',
        measured: [{ label: '`Server-Timing` fields that arrive', unit: 'bytes', reads: timingBytes }],
      },
    },
  ],
  wrongCure: {
    does: 'Set the clock of orders by hand, until no eye can tell the difference: it is 40 ms slow then.',
    tempts: 'The clock is the cause, and an error of half a second is gone in a minute.',
    scenario: order(40),
    says: 'Forty milliseconds are nothing to an eye and more than the whole way to orders. And clocks drift: only a protocol that goes on correcting them, such as NTP, keeps them together.',
    shows: (run) => wayMs(run) > -40 && beganTooEarly(run) === 1,
  },
  assumptions: [
    'The clock of orders is half a second slow for the whole run and runs at the right speed. All other clocks are right.',
    'With all clocks exact the symptom is gone. A network of machines with NTP comes within milliseconds, and seldom closer than a short way takes.',
    'Timeouts and deadlines are durations and hold as before.',
  ],
}
