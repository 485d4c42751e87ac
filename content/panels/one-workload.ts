import * as z from 'zod'
import { nearestRank } from '#mocks/log/views/percentiles.ts'
import { hopsOf } from '#mocks/log/views/spans.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { askedIn, contentOf, waitedMs } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { at, BOOK, placeOrder, type Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'
const ROUND: readonly ((turn: number) => Request)[] = [
  (turn) => placeOrder(`buyer-${turn}`, BOOK.prideAndPrejudice),
  () => ({ method: 'GET', url: `${API}/home` }),
  () => ({ method: 'GET', url: `${API}/books/${BOOK.emma}` }),
  () => ({ method: 'GET', url: `${API}/stock/${BOOK.emma}` }),
]
const REQUESTS = 24
const EVERY_MS = 50
/** Six buyers, six front pages, six books, six looks at the stock. */
const WORKLOAD = Array.from({ length: REQUESTS }, (_, turn) =>
  at(turn * EVERY_MS, ROUND[turn % ROUND.length]?.(turn) ?? placeOrder(`buyer-${turn}`)),
)
const ORDER = 0
const HOME = 1

const KILLED = (service: 'recommendations' | 'orders'): ScenarioInput['faults'] => [
  {
    kind: 'crash',
    service,
    downMs: 600,
    when: { by: 'message', edge: { from: 'client' }, moment: 'before-request', after: 4 },
  },
]

/** What happens in the shop meanwhile. */
const WEATHER: Readonly<Record<string, Pick<ScenarioInput, 'faults' | 'settings'>>> = {
  well: {},
  'recommendations-killed': { faults: KILLED('recommendations') },
  'orders-killed': { faults: KILLED('orders') },
  'one-of-two': {
    settings: { fleets: [{ service: 'orders', instances: 2 }] },
    faults: [{ kind: 'instance-drains', service: 'orders', instance: 1 }],
  },
  'slow-bank': {
    faults: [{ kind: 'latency', edge: { to: 'bank' }, oneWay: { kind: 'constant', us: 400_000 } }],
  },
}

const exchangesOf = ({ exchanges }: FinishedRun, kind: number) =>
  exchanges.flatMap((_, turn) => (turn % ROUND.length === kind ? [turn] : []))

const isGood = ({ exchanges }: FinishedRun, turn: number) => (exchanges[turn]?.response?.status ?? 599) < 400
const failed = (run: FinishedRun) => run.exchanges.filter((_, turn) => !isGood(run, turn)).length

const medianWait = (run: FinishedRun, kind: number) =>
  Math.round(
    nearestRank(
      exchangesOf(run, kind)
        .filter((turn) => isGood(run, turn))
        .map((turn) => waitedMs(run, turn)),
      50,
    ) ?? 0,
  )

/** The HTTP requests that somebody waited for, those of the clients included; events to the broker go their own way. */
const waitedFor = ({ events, exchanges }: FinishedRun) =>
  exchanges.reduce((sum, { traceId }) => sum + hopsOf(events, traceId).length, 0)

/** What a front page says about its parts, and no more. */
const Home = z.object({ warnings: z.array(z.unknown()).optional() })
const reduced = (run: FinishedRun) =>
  exchangesOf(run, HOME).filter(
    (turn) => isGood(run, turn) && (Home.parse(contentOf(run, turn)).warnings?.length ?? 0) > 0,
  ).length

/** One evening in the shop, built in two ways. */
export const panel: PanelInput = {
  id: 'one-workload',
  title: 'One evening, two constructions',
  invites:
    'The same 24 requests, 50 ms apart: orders, front pages, books, stock. Switch the construction, then what goes wrong.',
  controls: [
    {
      id: 'construction',
      legend: 'The shop is',
      options: [
        { value: 'monolith', label: 'A monolith' },
        { value: 'microservices', label: 'Microservices' },
      ],
    },
    {
      id: 'weather',
      legend: 'Meanwhile',
      options: [
        { value: 'well', label: 'All is well' },
        { value: 'recommendations-killed', label: 'A bug kills recommendations' },
        { value: 'orders-killed', label: 'A bug kills orders' },
        { value: 'one-of-two', label: 'orders runs twice, one stops' },
        { value: 'slow-bank', label: 'The bank is slow' },
      ],
    },
  ],
  scenario: ({ construction, weather = 'well' }) => {
    const { settings, faults } = WEATHER[weather] ?? {}
    return {
      v: 1,
      system: construction === 'microservices' ? 'microservices' : 'monolith',
      settings: { ...settings, acquirer: 'bank' },
      ...(faults ? { faults } : {}),
      workload: WORKLOAD,
    }
  },
  watch: () => ORDER,
  shows: ['blocks', 'trace'],
  figures: [
    { label: 'HTTP requests that somebody waits for', evidence: 'observed', reads: waitedFor },
    {
      label: 'Processes that one order needs',
      evidence: 'observed',
      reads: (run) => askedIn(run, ORDER).length,
    },
    {
      label: 'An order takes, at the median',
      unit: 'ms',
      evidence: 'modelled',
      reads: (run) => medianWait(run, ORDER),
    },
    {
      label: 'A book takes, at the median',
      unit: 'ms',
      evidence: 'modelled',
      reads: (run) => medianWait(run, 2),
    },
    { label: 'Requests that failed', unit: 'of 24', evidence: 'observed', reads: failed },
    { label: 'Front pages with a part missing', unit: 'of 6', evidence: 'observed', reads: reduced },
  ],
  prediction: {
    question:
      'A monolith. A bug in recommendations kills its process once, and 600 ms later it is back. Twelve of the 24 requests come meanwhile. How many fail?',
    about: { construction: 'monolith', weather: 'recommendations-killed' },
    reads: failed,
    options: [
      {
        value: 0,
        text: 'None: only a part is missing',
        why: 'That holds when recommendations is a process of its own. Here there is no door left to knock at.',
      },
      {
        value: 3,
        text: '3: the front pages',
        why: 'An exception in a module would end there. This bug took the process, and every module is in it.',
      },
      {
        value: 12,
        text: '12: whatever comes meanwhile',
        why: 'All modules share one process, so orders and books are away with recommendations. A second instance would have changed that.',
      },
      {
        value: 24,
        text: 'All 24',
        why: 'The process is started anew after 600 ms, and goes on with what it had committed.',
      },
    ],
  },
  claims: [
    {
      says: 'An order needs six processes of the microservices, and two of the monolith: the bank is remote in both.',
      holds: (at) =>
        askedIn(at(), ORDER).length === 2 &&
        askedIn(at({ construction: 'microservices' }), ORDER).length === 6,
    },
    {
      says: 'The split order takes about twice as long at the median.',
      holds: (at) => {
        const times = medianWait(at({ construction: 'microservices' }), ORDER) / medianWait(at(), ORDER)
        return times > 1.7 && times < 2.3
      },
    },
    {
      says: 'When a bug kills recommendations, the monolith loses twelve requests. The microservices lose none, and three front pages come with a part missing.',
      holds: (at) => {
        const split = at({ construction: 'microservices', weather: 'recommendations-killed' })
        return (
          failed(at({ weather: 'recommendations-killed' })) === 12 &&
          failed(split) === 0 &&
          reduced(split) === 3
        )
      },
    },
    {
      says: 'When the same happens to orders, the microservices lose the three orders that come meanwhile.',
      holds: (at) => failed(at({ construction: 'microservices', weather: 'orders-killed' })) === 3,
    },
    {
      says: 'With a second instance, the loss of one fails nothing, in either construction.',
      holds: (at) =>
        failed(at({ weather: 'one-of-two' })) === 0 &&
        failed(at({ construction: 'microservices', weather: 'one-of-two' })) === 0,
    },
    {
      says: 'A slow bank costs both constructions the same 800 ms or so.',
      holds: (at) => {
        const cost = (construction: string) =>
          medianWait(at({ construction, weather: 'slow-bank' }), ORDER) -
          medianWait(at({ construction }), ORDER)
        return Math.abs(cost('monolith') - cost('microservices')) < 20 && cost('monolith') > 750
      },
    },
  ],
  assumptions: [
    'A message between two services takes about 3 ms one way, and about 12 ms between a client and the shop. Work inside a service takes no time.',
    'The bug strikes once and takes the whole process with it. Most exceptions fail one request, in either construction.',
    'Money moves at a bank, which belongs to somebody else and is asked over the network in both.',
    'Nobody tries again. The front page is built to do without recommendations.',
    'Events for the broker are not counted: nobody waits for them.',
  ],
}
