import { breakersOf } from '#mocks/log/views/breakers.ts'
import { bulkheadsOf } from '#mocks/log/views/bulkheads.ts'
import { dependenciesOf } from '#mocks/log/views/dependencies.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, ordersPlaced, statusOf, waitedMs } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { at, BOOK, listBooks, placeOrder } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const ORDERS = 12
/** The reader comes after the orders. */
const READER = ORDERS
const WORKERS = 4

type Policies = NonNullable<NonNullable<ScenarioInput['settings']>['policies']>

/** What goes wrong at payments. */
const TROUBLE: Readonly<Record<string, NonNullable<ScenarioInput['faults']>>> = {
  slow: [{ kind: 'slow', service: 'payments', ms: 3000 }],
  failing: [
    { kind: 'error', edge: { from: 'orders', to: 'payments' }, strikes: { percent: 100 }, status: 503 },
  ],
  gone: [
    {
      kind: 'crash',
      service: 'payments',
      downMs: 1000,
      when: {
        by: 'message',
        edge: { from: 'orders', to: 'payments' },
        moment: 'before-request',
        first: 1,
        after: 2,
      },
    },
  ],
}

const TO_PAYMENTS = { from: 'orders', to: 'payments' } as const
const BREAKER = { opens: { after: 'consecutive', failures: 3 }, openMs: 1000 } as const

/** What callers do about it. */
const GUARD: Readonly<Record<string, Policies>> = {
  nothing: [],
  breaker: [{ edge: TO_PAYMENTS, breaker: BREAKER }],
  both: [{ edge: TO_PAYMENTS, timeoutMs: 300, breaker: BREAKER }],
  bulkhead: [{ edge: { from: 'gateway', to: 'orders' }, bulkhead: { places: 2, queue: 0 } }],
}

const toPayments = (run: FinishedRun) => callsBetween(run, 'orders', 'payments')

/** Calls that the breaker refused: they failed before anything was sent. */
function refused({ events }: FinishedRun): number {
  const edge = dependenciesOf(events).find(
    ({ caller, callee }) => caller === 'orders' && callee === 'payments',
  )
  return edge?.notSent ?? 0
}
/** How long the order that waited longest had to wait, in milliseconds. */
function longestOrder(run: FinishedRun): number {
  return Math.round(Math.max(...Array.from({ length: ORDERS }, (_, order) => waitedMs(run, order))))
}
const placed = (run: FinishedRun) => ordersPlaced(run).length
const reading = (run: FinishedRun) => Math.round(waitedMs(run, READER))

/** The states of the breaker in order: `closed, open, half-open, closed`. */
function states({ events }: FinishedRun): string {
  const [breaker] = breakersOf(events)
  return breaker?.stretches.map(({ state }) => state).join(', ') ?? 'closed'
}

/** The most workers of the gateway that were busy at a time. */
function busiest({ events }: FinishedRun): number {
  const workers = bulkheadsOf(events).find(
    ({ policy, party }) => policy === 'shedding' && party === 'gateway',
  )
  return Math.max(0, ...(workers?.points ?? []).map(({ inside }) => inside))
}

/** One dependency in three kinds of trouble, and four ways to stand before it. */
export const panel: PanelInput = {
  id: 'slow-failing-gone',
  title: 'Slow, failing, or gone for a second',
  invites:
    'Twelve orders come within two seconds, and then somebody lists the books. payments is in trouble. Choose how, and what stands in front of it.',
  controls: [
    {
      id: 'trouble',
      legend: 'payments',
      options: [
        { value: 'slow', label: 'Takes 3 s' },
        { value: 'failing', label: 'Fails each call' },
        { value: 'gone', label: 'Is gone for 1 s' },
      ],
    },
    {
      id: 'guard',
      legend: 'Before it',
      options: [
        { value: 'nothing', label: 'Nothing' },
        { value: 'breaker', label: 'A breaker' },
        { value: 'both', label: 'Timeout and breaker' },
        { value: 'bulkhead', label: 'A bulkhead' },
      ],
    },
  ],
  scenario: ({ trouble = 'slow', guard = 'nothing' }) => ({
    v: 1,
    settings: {
      recovery: 'none',
      publishing: 'none',
      policies: GUARD[guard] ?? [],
      fleets: [{ service: 'gateway', workers: { places: WORKERS, queue: 1000 } }],
    },
    faults: TROUBLE[trouble] ?? [],
    workload: [
      ...Array.from({ length: ORDERS }, (_, i) =>
        at(i * 160, placeOrder(`order-${i}`, BOOK.prideAndPrejudice)),
      ),
      at(2000, listBooks()),
    ],
  }),
  watch: () => READER,
  shows: ['messages'],
  figures: [
    { label: 'Calls that payments gets', evidence: 'observed', reads: toPayments },
    { label: 'Calls that the breaker refuses', evidence: 'observed', reads: refused },
    { label: 'States of the breaker', evidence: 'observed', reads: states },
    { label: `Workers busy at most, of ${WORKERS}`, evidence: 'observed', reads: busiest },
    { label: 'Orders confirmed, of 12', evidence: 'observed', reads: placed },
    {
      label: 'The list of books takes',
      unit: 'ms',
      evidence: 'modelled',
      reads: reading,
    },
    { label: 'The slowest order takes', unit: 'ms', evidence: 'modelled', reads: longestOrder },
  ],
  prediction: {
    question:
      'payments takes 3 s for each call. orders has a breaker that opens after three failures, and no timeout. How many calls does it refuse?',
    about: { trouble: 'slow', guard: 'breaker' },
    reads: refused,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'A slow answer is an answer. Nothing has failed, so there is nothing to count.',
      },
      {
        value: 9,
        text: '9',
        why: 'That would be so if the first three calls counted as failures. They are slow, and they succeed.',
      },
      {
        value: 12,
        text: 'All 12',
        why: 'A breaker begins closed. It has to see failures before it refuses anything.',
      },
    ],
  },
  claims: [
    {
      says: 'Unguarded, slow payments make the list of books wait for several seconds, though it never touches payments.',
      holds: (at) =>
        reading(at()) > 5000 &&
        busiest(at()) === WORKERS &&
        statusOf(at(), READER) === 200 &&
        placed(at()) === ORDERS,
    },
    {
      says: 'A breaker without a timeout changes nothing about a slow service.',
      holds: (at) =>
        refused(at({ guard: 'breaker' })) === 0 &&
        states(at({ guard: 'breaker' })) === 'closed' &&
        reading(at({ guard: 'breaker' })) === reading(at()),
    },
    {
      says: 'With a timeout in front, it opens, the books are quick again, and no order goes through.',
      holds: (at) =>
        states(at({ guard: 'both' })).startsWith('closed, open') &&
        reading(at({ guard: 'both' })) < 100 &&
        placed(at({ guard: 'both' })) === 0,
    },
    {
      says: 'A bulkhead alone keeps the books quick and lets a few slow orders through.',
      holds: (at) =>
        reading(at({ guard: 'bulkhead' })) < 100 &&
        placed(at({ guard: 'bulkhead' })) > 0 &&
        placed(at({ guard: 'bulkhead' })) < ORDERS,
    },
    {
      says: 'When each call fails, the breaker spares payments most of them and no order is better for it.',
      holds: (at) =>
        toPayments(at({ trouble: 'failing' })) === ORDERS &&
        toPayments(at({ trouble: 'failing', guard: 'breaker' })) < ORDERS / 2 &&
        placed(at({ trouble: 'failing' })) === 0 &&
        placed(at({ trouble: 'failing', guard: 'breaker' })) === 0,
    },
    {
      says: 'After an outage of a second the breaker closes by itself, and until then it costs orders that would have gone through.',
      holds: (at) =>
        states(at({ trouble: 'gone', guard: 'breaker' })) === 'closed, open, half-open, closed' &&
        placed(at({ trouble: 'gone', guard: 'breaker' })) < placed(at({ trouble: 'gone' })),
    },
  ],
  assumptions: [
    'The breaker opens after three failures in a row, stays open for one second, and then lets one call through.',
    'The timeout is 300 ms. The bulkhead lets the gateway have two calls to orders at a time, and none may wait.',
    'The gateway works on four requests at a time; the others wait in one line.',
    'A timeout does not undo anything: what payments did after it stays done. orders keeps no saga log in these runs.',
  ],
}
