import type { Sink } from '../log/events.ts'
import { formatTraceparent } from '../log/trace-context.ts'
import { createBreakerFold } from '../log/views/breaker-fold.ts'
import type { BreakerTimeline } from '../log/views/breakers.ts'
import type { Dependency } from '../log/views/dependencies.ts'
import { createDependencyFold } from '../log/views/dependency-fold.ts'
import { toEightDigits } from '../log/views/percentiles.ts'
import type { OperationOf, RedMetrics } from '../log/views/red.ts'
import { createRedFold } from '../log/views/red-fold.ts'
import { createSeriesFold, type SeriesPoint } from '../log/views/series.ts'
import { createTraceSample, type SampledTrace } from '../log/views/trace-sample.ts'
import { readContent } from '../network/message.ts'
import { SEEDED_BOOKS } from '../services/catalog/seed.ts'
import type { Clock } from '../simulation/clock.ts'
import { draw } from '../simulation/distribution.ts'
import { createRandom, hexDigits, type Random } from '../simulation/random.ts'
import { Load, type LoadInput, TRAFFIC, type Traffic } from '../systems/load.ts'
import { routeOf } from '../systems/operations.ts'
import type { WorkloadRequest } from '../systems/scenario.ts'
import type { System } from '../systems/system.ts'
import { PUBLIC_HOST } from '../systems/topology.ts'
import { requestOf } from './virtual.ts'
import { beginRun } from './virtual-run.ts'

/** What is known after a load: views into which every event was folded, and a few traces that were kept whole. */
export interface LoadReport {
  readonly load: Load
  /** Requests that the clients sent, and what came of them: an answer below 500, one of 500 and more, none. */
  readonly sent: number
  readonly answered: number
  readonly failed: number
  readonly unanswered: number
  /** How long the run took on its own clock. */
  readonly durationUs: number
  readonly red: RedMetrics
  readonly dependencies: readonly Dependency[]
  /** Of each circuit breaker the latest 1,000 stretches. */
  readonly breakers: readonly BreakerTimeline[]
  /** As the clients saw it. */
  readonly series: readonly SeriesPoint[]
  readonly traces: readonly SampledTrace[]
}

export interface LoadOptions {
  /** Who else looks at the events; nobody keeps them. */
  sinks?: readonly Sink[]
  /** Told after each request how many have ended. */
  onEnded?: (ended: number) => void
  /** Ends the run early when it fires; the run then rejects with its reason. */
  signal?: AbortSignal
}

const BREAKER_STRETCHES = 1000
const SAMPLE = { lot: 20, slow: 10, failed: 10 }
/** The most placed orders that clients remember, to cancel them. */
const ORDERS_IN_MIND = 1000

/**
 * Sends a drawn workload to a bookshop on the virtual clock and folds what happens into views. Its memory does not grow
 * with the number of requests but for the bookshop's own records. Throws when the load does not fit its schema.
 */
export async function runLoad(
  input: LoadInput,
  { sinks = [], onEnded, signal }: LoadOptions = {},
): Promise<LoadReport> {
  const load = Load.parse(input)
  const red = createRedFold(byRoute, toEightDigits)
  const dependencies = createDependencyFold(toEightDigits)
  const breakers = createBreakerFold(BREAKER_STRETCHES)
  const series = createSeriesFold('client')
  const traces = createTraceSample(SAMPLE)
  let durationUs = 0
  const clockwork: Sink = ({ atUs }) => {
    durationUs = atUs
  }
  const folds = [red, dependencies, breakers, series, traces].map(({ sink }) => sink)
  const counts = { sent: 0, answered: 0, failed: 0, unanswered: 0 }

  const run = beginRun(load.scenario, { sinks: [clockwork, ...folds, ...sinks] }, (system, clock) =>
    sendAll(load, system, clock, (outcome) => {
      counts.sent++
      counts[outcome]++
      onEnded?.(counts.sent)
    }),
  )
  while (await run.next()) signal?.throwIfAborted()
  run.end()
  return {
    load,
    ...counts,
    durationUs,
    red: red.metrics(),
    dependencies: dependencies.rows(),
    breakers: breakers.timelines(),
    series: series.points(),
    traces: traces.traces(),
  }
}

/** The method and the route as OpenAPI writes it; what no service offers is one operation, whatever its path. */
const byRoute: OperationOf = ({ party, attributes }) =>
  `${attributes['http.request.method']} ${routeOf(party, `${attributes['url.path']}`) ?? 'no such path'}`

type Outcome = 'answered' | 'failed' | 'unanswered'

/** Sends every request of a load at its time. */
async function sendAll(
  { scenario: { seed }, requests, arrivals, mix }: Load,
  system: System,
  clock: Clock,
  ended: (outcome: Outcome) => void,
): Promise<void> {
  const random = createRandom(seed).fork('load')
  const traceIds = random.fork('traces')
  const pauses = random.fork('pauses')
  const shoppers = createShoppers(random.fork('shoppers'), mix)

  async function ask() {
    const wanted = shoppers.next()
    const trace = { traceId: hexDigits(traceIds, 32), spanId: hexDigits(traceIds, 16) }
    try {
      const answer = await system.fetch(requestOf(wanted, formatTraceparent(trace)))
      await readContent(answer, clock)
      shoppers.heard(wanted, answer)
      ended(answer.status < 500 ? 'answered' : 'failed')
    } catch {
      ended('unanswered')
    }
  }

  if (arrivals.kind === 'open') {
    const meanUs = Math.round(1_000_000 / arrivals.perSecond)
    let underWay = 0
    let allEnded = () => {}
    for (let i = 0; i < requests; i++) {
      await clock.sleep(draw({ kind: 'exponential', meanUs }, pauses))
      underWay++
      void ask().finally(() => {
        underWay--
        if (underWay === 0) allEnded()
      })
    }
    if (underWay > 0) await new Promise<void>((resolve) => (allEnded = resolve))
    return
  }
  const meanUs = Math.round(arrivals.thinkMs * 1000)
  let left = requests
  const client = async () => {
    while (left > 0) {
      left--
      await clock.sleep(draw({ kind: 'exponential', meanUs }, pauses))
      await ask()
    }
  }
  await Promise.all(Array.from({ length: arrivals.clients }, client))
}

/** Draws what is asked next. What was ordered is remembered for a while, to be cancelled. */
function createShoppers(random: Random, mix: Load['mix']) {
  const books = Object.keys(SEEDED_BOOKS).sort()
  const total = TRAFFIC.reduce((sum, kind) => sum + mix[kind], 0)
  const placed: string[] = []
  let orders = 0

  const kindOf = (drawn: number): Traffic => {
    let upTo = 0
    for (const kind of TRAFFIC) {
      upTo += mix[kind]
      if (drawn < upTo) return kind
    }
    return 'readBook'
  }
  const api = (path: string) => `https://${PUBLIC_HOST}/v1${path}`
  const get = (path: string): WorkloadRequest => ({ method: 'GET', url: api(path), headers: {} })
  const order = (isbn: string): WorkloadRequest => ({
    method: 'POST',
    url: api('/orders'),
    headers: { 'content-type': 'application/json', 'idempotency-key': `"load-${++orders}"` },
    body: JSON.stringify({ lines: [{ isbn, quantity: 1 }] }),
  })

  return {
    next(): WorkloadRequest {
      const isbn = books[random.below(books.length)] ?? ''
      switch (kindOf(random.below(total))) {
        case 'readBook':
          return get(`/books/${isbn}`)
        case 'listBooks':
          return get('/books?limit=10')
        case 'readStock':
          return get(`/stock/${isbn}`)
        case 'listOrders':
          return get('/orders')
        case 'placeOrder':
          return order(isbn)
        case 'cancelOrder': {
          const url = placed.shift()
          return url === undefined ? order(isbn) : { method: 'PUT', url: `${url}/cancellation`, headers: {} }
        }
      }
    },
    heard({ method, url }: WorkloadRequest, answer: Response) {
      const location = answer.headers.get('location')
      if (method !== 'POST' || answer.status !== 201 || !location) return
      if (placed.length < ORDERS_IN_MIND) placed.push(new URL(location, url).href)
    },
  }
}
