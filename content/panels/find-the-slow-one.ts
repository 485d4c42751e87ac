import { redOf } from '#mocks/log/views/red.ts'
import { hopsOf, type Span, spansOf } from '#mocks/log/views/spans.ts'
import { callsOf, SERVICE_NAMES } from '#mocks/systems/map.ts'
import { waitedMs } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { at, BOOK, listBooks, placeOrder } from '../scenarios/requests.ts'
import type { Chosen, PanelInput } from './schema.ts'

const REQUESTS = 16
/** Every third request is an order; the others list books. */
const isOrder = (index: number) => index % 3 === 0
/** What is normally never reached; whoever takes longer is looked at. */
const SLOW_US = 200_000

const average = (run: FinishedRun) =>
  Math.round(run.exchanges.reduce((sum, _, index) => sum + waitedMs(run, index), 0) / run.exchanges.length)
const slowest = (run: FinishedRun) =>
  Math.round(Math.max(...run.exchanges.map((_, index) => waitedMs(run, index))))

/** The trace of the slowest request. */
function slowestTrace({ exchanges }: FinishedRun): string {
  const slow = exchanges.toSorted((a, b) => b.endUs - b.startUs - (a.endUs - a.startUs))[0]
  return slow?.traceId ?? ''
}

const length = ({ startUs, endUs = startUs }: Span) => endUs - startUs

/** Of the services in a trace, those that took long themselves; of what is missing, everybody who may be behind it. */
function suspectsInTrace({ events }: FinishedRun, traceId: string): string[] {
  const spans = spansOf(events, traceId)
  const childrenOf = ({ spanId }: Span) => spans.filter(({ parentSpanId }) => parentSpanId === spanId)
  const own = spans
    .filter(({ role }) => role === 'serve')
    .filter(
      (span) => length(span) - childrenOf(span).reduce((sum, child) => sum + length(child), 0) > SLOW_US,
    )
    .map(({ party }) => party)
  const unseen = spans
    .filter((span) => span.role === 'attempt' && length(span) > SLOW_US && childrenOf(span).length === 0)
    .flatMap(({ peer }) => {
      const service = SERVICE_NAMES.find((name) => name === peer)
      return service ? [service, ...callsOf(service)] : [peer]
    })
  return [...new Set([...own, ...unseen])]
}

/** Whom one has to look at, given what one has. */
function suspects(run: FinishedRun, { have }: Chosen): string[] {
  if (have === 'trace') return suspectsInTrace(run, slowestTrace(run))
  const { services } = redOf(run.events)
  const served = services.filter(({ service }) => have === 'average' || service !== 'client')
  return served.filter(({ p95Us }) => have === 'average' || p95Us > SLOW_US).map(({ service }) => service)
}

/** What one sees, given what one has. */
function seen(run: FinishedRun, { have }: Chosen): string {
  if (have === 'average') return `${average(run)} ms on average`
  if (have === 'services') return 'requests, errors and p95 of each service'
  const hops = hopsOf(run.events, slowestTrace(run)).length
  return hops === 1 ? '1 hop of the slowest request' : `${hops} hops of the slowest request`
}

/** One incident, and three ways to look at it. */
export const panel: PanelInput = {
  id: 'find-the-slow-one',
  title: 'Something is slow. Who is it?',
  invites:
    'Sixteen requests come in, orders and lists of books. One service takes 400 ms longer than it should. Choose what you have to find it with.',
  controls: [
    {
      id: 'have',
      legend: 'You have',
      options: [
        { value: 'average', label: 'One average' },
        { value: 'services', label: 'Figures for each service' },
        { value: 'trace', label: 'A trace' },
      ],
    },
    {
      id: 'culprit',
      legend: 'The slow one',
      options: [
        { value: 'payments', label: 'payments' },
        { value: 'inventory', label: 'inventory' },
      ],
    },
    {
      id: 'context',
      legend: 'traceparent, behind the gateway',
      options: [
        { value: 'handed-on', label: 'Is handed on' },
        { value: 'dropped', label: 'Is dropped' },
      ],
    },
  ],
  scenario: ({ culprit, context }) => ({
    v: 1,
    settings: { publishing: 'none' },
    faults: [
      { kind: 'slow', service: culprit === 'inventory' ? 'inventory' : 'payments', ms: 400 },
      ...(context === 'dropped'
        ? [{ kind: 'no-trace-context' as const, edge: { from: 'gateway', to: 'orders' } as const }]
        : []),
    ],
    workload: Array.from({ length: REQUESTS }, (_, i) =>
      at(i * 50, isOrder(i) ? placeOrder(`order-${i}`, BOOK.prideAndPrejudice) : listBooks()),
    ),
  }),
  // The context is lost, so this is all that a trace view would have.
  shows: ['trace', 'messages'],
  traceWhen: ({ have }) => have === 'trace',
  figures: [
    { label: 'What you see', evidence: 'modelled', reads: seen },
    {
      label: 'Services to look at',
      evidence: 'modelled',
      reads: (run, chosen) => suspects(run, chosen).length,
    },
    {
      label: 'Which',
      evidence: 'modelled',
      reads: (run, chosen) => suspects(run, chosen).join(', '),
    },
    { label: 'Average of all answers', unit: 'ms', evidence: 'modelled', reads: average },
    { label: 'Slowest answer', unit: 'ms', evidence: 'modelled', reads: slowest },
  ],
  prediction: {
    question:
      'payments is 400 ms too slow. You have the 95th percentile of each service. How many services look slow?',
    about: { have: 'services' },
    reads: (run, chosen) => suspects(run, chosen).length,
    options: [
      {
        value: 1,
        text: '1',
        why: 'Each service times what it was asked, and that includes waiting for those whom it asks.',
      },
      {
        value: 2,
        text: '2',
        why: 'orders waits for payments, so it looks slow as well. Somebody waits for orders, too.',
      },
      {
        value: 3,
        text: '3',
        why: 'payments, orders, which waits for it, and the gateway, which waits for orders. The figures do not say who waits for whom.',
      },
    ],
  },
  claims: [
    {
      says: 'An average of 189 ms is a time that no request took: lists take far less, and orders far more.',
      holds: (run) =>
        average(run()) === 189 && run().exchanges.every((_, i) => Math.abs(waitedMs(run(), i) - 189) > 100),
    },
    {
      says: 'By figures for each service three look slow, because each of them waits for the next.',
      holds: (run) =>
        suspects(run({ have: 'services' }), { have: 'services' }).join() === 'gateway,orders,payments' &&
        suspects(run({ culprit: 'inventory' }), { have: 'services' }).join() === 'gateway,inventory,orders',
    },
    {
      says: 'A trace leaves one, whichever it is.',
      holds: (run) =>
        suspects(run(), { have: 'trace' }).join() === 'payments' &&
        suspects(run({ culprit: 'inventory' }), { have: 'trace' }).join() === 'inventory',
    },
    {
      says: 'When the gateway does not hand the context on, the trace ends there, and seven services may be behind it.',
      holds: (run) => suspects(run({ context: 'dropped' }), { have: 'trace' }).length === 7,
    },
  ],
  assumptions: [
    'Each request is traced, and nothing is sampled away.',
    'A service is looked at when it takes more than 200 ms: at its 95th percentile, or in the trace without those whom it asked.',
    'Behind the end of a broken trace may be whoever was asked, and everybody whom that one may ask.',
    'The clocks of all services agree.',
  ],
}
