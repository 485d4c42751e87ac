import type { Micros, Party, RunEvent, Sink, SpanAttributes, SpanId } from '../events.ts'
import { exact, nearestRankOfCounts, type Rounding } from './percentiles.ts'
import {
  byName,
  methodAndRoute,
  type OperationOf,
  type Red,
  type RedMetrics,
  serverFailed,
  versionOf,
} from './red.ts'

/** What is kept of the requests of one service or operation: how often each duration occurred. */
interface Tally {
  requests: number
  errors: number
  readonly durations: Map<Micros, number>
}

interface ServiceTally {
  readonly all: Tally
  readonly versions: Map<string, Tally>
  readonly operations: Map<string, Tally>
}

interface Serving {
  readonly party: Party
  readonly startUs: Micros
  readonly attributes: SpanAttributes
}

/**
 * RED of a run that is too long to be kept: a sink that takes one event after another and forgets it. `metrics()`
 * is at any moment what `redOf` says of all events so far; kept are the distinct durations, as `rounding` leaves them,
 * and the requests under way. So percentiles are rounded as well, and everything else is exact.
 */
export function createRedFold(
  operationOf: OperationOf = methodAndRoute,
  rounding: Rounding = exact,
): {
  readonly sink: Sink
  metrics(): RedMetrics
} {
  const underWay = new Map<SpanId, Serving>()
  const services = new Map<Party, ServiceTally>()
  let firstUs: Micros | undefined
  let lastUs = 0

  return {
    sink(event) {
      firstUs ??= event.atUs
      lastUs = event.atUs
      if (event.kind === 'span' && event.spanId && event.traceId) see(event, event.spanId)
    },
    metrics() {
      const windowUs = lastUs - (firstUs ?? 0)
      const sorted = [...services].sort(([a], [b]) => byName(a, b))
      return {
        services: sorted.map(([service, { all }]) => ({ service, ...measure(all, windowUs) })),
        versions: sorted.flatMap(([service, { versions }]) =>
          [...versions]
            .sort(([a], [b]) => byName(a, b))
            .map(([version, tally]) => ({ service, version, ...measure(tally, windowUs) })),
        ),
        operations: sorted.flatMap(([service, { operations }]) =>
          [...operations]
            .sort(([a], [b]) => byName(a, b))
            .map(([operation, tally]) => ({ service, operation, ...measure(tally, windowUs) })),
        ),
      }
    },
  }

  function see(event: Extract<RunEvent, { kind: 'span' }>, spanId: SpanId) {
    if (event.phase === 'started') {
      if (event.role !== 'serve') return
      underWay.set(spanId, { party: event.party, startUs: event.atUs, attributes: event.attributes })
      return
    }
    const serving = underWay.get(spanId)
    if (!serving) return
    underWay.delete(spanId)
    const { party, startUs } = serving
    const ended = {
      party,
      attributes: { ...serving.attributes, ...event.attributes },
      ...(event.error ? { error: event.error } : {}),
    }
    const service = services.get(party) ?? { all: newTally(), versions: new Map(), operations: new Map() }
    services.set(party, service)
    const version = versionOf(ended)
    const tallies = [
      service.all,
      tallyIn(service.operations, operationOf(ended)),
      ...(version === undefined ? [] : [tallyIn(service.versions, version)]),
    ]
    for (const tally of tallies) count(tally, rounding(event.atUs - startUs), serverFailed(ended))
  }
}

const newTally = (): Tally => ({ requests: 0, errors: 0, durations: new Map() })

function tallyIn(tallies: Map<string, Tally>, name: string): Tally {
  const tally = tallies.get(name) ?? newTally()
  tallies.set(name, tally)
  return tally
}

function count(tally: Tally, durationUs: Micros, failed: boolean) {
  tally.requests++
  if (failed) tally.errors++
  tally.durations.set(durationUs, (tally.durations.get(durationUs) ?? 0) + 1)
}

function measure({ requests, errors, durations }: Tally, windowUs: Micros): Red {
  return {
    requests,
    errors,
    perSecond: windowUs > 0 ? (requests * 1_000_000) / windowUs : undefined,
    p50Us: nearestRankOfCounts(durations, 50) ?? 0,
    p95Us: nearestRankOfCounts(durations, 95) ?? 0,
    p99Us: nearestRankOfCounts(durations, 99) ?? 0,
  }
}
