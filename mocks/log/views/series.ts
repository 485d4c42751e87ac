import type { Micros, Party, RunEvent, Sink, SpanId } from '../events.ts'
import { attemptFailed } from './dependencies.ts'
import { nearestRankOfCounts, toEightDigits } from './percentiles.ts'

/** How a party's requests fared that ended in one stretch of time. */
export interface SeriesPoint {
  readonly fromUs: Micros
  readonly toUs: Micros
  /** Requests that ended, each try counted. */
  readonly requests: number
  /** Answered 5xx or not at all. */
  readonly errors: number
  /** How long they took, to eight binary digits; undefined when none ended. */
  readonly p50Us: Micros | undefined
  readonly p95Us: Micros | undefined
}

/** The most points that a series has. */
const POINTS = 128
/** The shortest stretch. */
const LEAST_US = 1000

interface Bucket {
  requests: number
  errors: number
  readonly durations: Map<Micros, number>
}

/**
 * Rate, errors and duration over time, as one party saw its own requests: at most 128 points of equal length, which doubles
 * when the run outgrows them.
 */
export function seriesOf(events: readonly RunEvent[], party: Party): readonly SeriesPoint[] {
  const fold = createSeriesFold(party)
  for (const event of events) fold.sink(event)
  return fold.points()
}

/** The same for a run that is too long to be kept: `points()` is at any moment what `seriesOf` says of all events so far. */
export function createSeriesFold(party: Party): {
  readonly sink: Sink
  points(): readonly SeriesPoint[]
} {
  const underWay = new Map<SpanId, Micros>()
  let widthUs = LEAST_US
  let buckets: Bucket[] = []

  return {
    sink(event) {
      while (event.atUs >= POINTS * widthUs) widen()
      if (event.kind !== 'span' || !event.spanId) return
      if (event.phase === 'started') {
        if (event.role === 'attempt' && event.party === party) underWay.set(event.spanId, event.atUs)
        return
      }
      const startUs = underWay.get(event.spanId)
      if (startUs === undefined) return
      underWay.delete(event.spanId)
      const bucket = at(Math.floor(event.atUs / widthUs))
      bucket.requests++
      if (attemptFailed({ attributes: event.attributes, ...(event.error ? { error: event.error } : {}) }))
        bucket.errors++
      const us = toEightDigits(event.atUs - startUs)
      bucket.durations.set(us, (bucket.durations.get(us) ?? 0) + 1)
    },
    points: () =>
      buckets.map(({ requests, errors, durations }, i) => ({
        fromUs: i * widthUs,
        toUs: (i + 1) * widthUs,
        requests,
        errors,
        p50Us: nearestRankOfCounts(durations, 50),
        p95Us: nearestRankOfCounts(durations, 95),
      })),
  }

  function at(index: number): Bucket {
    const found = buckets[index]
    if (found) return found
    buckets.push({ requests: 0, errors: 0, durations: new Map() })
    return at(index)
  }

  function widen() {
    widthUs *= 2
    const narrow = buckets
    buckets = []
    for (const [i, { requests, errors, durations }] of narrow.entries()) {
      const wide = at(i >> 1)
      wide.requests += requests
      wide.errors += errors
      for (const [us, count] of durations) wide.durations.set(us, (wide.durations.get(us) ?? 0) + count)
    }
  }
}
