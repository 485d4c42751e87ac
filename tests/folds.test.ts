import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunEvent, Sink } from '#mocks/log/events.ts'
import { createBreakerFold } from '#mocks/log/views/breaker-fold.ts'
import { breakersOf } from '#mocks/log/views/breakers.ts'
import { dependenciesOf } from '#mocks/log/views/dependencies.ts'
import { createDependencyFold } from '#mocks/log/views/dependency-fold.ts'
import { exact, nearestRank, toEightDigits } from '#mocks/log/views/percentiles.ts'
import { methodAndRoute, redOf } from '#mocks/log/views/red.ts'
import { createRedFold } from '#mocks/log/views/red-fold.ts'
import { createSeriesFold, seriesOf } from '#mocks/log/views/series.ts'
import { createTraceSample, traceSampleOf } from '#mocks/log/views/trace-sample.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { anyScenario } from './support/any-scenario.ts'

// A long run is not kept: each event is folded into views and forgotten. What a fold says is what the view says of the
// whole log, for any run and wherever the log is cut off.

const SIZES = { lot: 2, slow: 2, failed: 1 }

const folds: Readonly<
  Record<
    string,
    { fold: () => { sink: Sink; says: () => unknown }; view: (events: readonly RunEvent[]) => unknown }
  >
> = {
  RED: {
    fold: () => {
      const { sink, metrics } = createRedFold(methodAndRoute, exact)
      return { sink, says: metrics }
    },
    view: (events) => redOf(events),
  },
  dependencies: {
    fold: () => {
      const { sink, rows } = createDependencyFold()
      return { sink, says: rows }
    },
    view: dependenciesOf,
  },
  breakers: {
    fold: () => {
      const { sink, timelines } = createBreakerFold()
      return { sink, says: timelines }
    },
    view: breakersOf,
  },
  'the latest two stretches of each breaker': {
    fold: () => {
      const { sink, timelines } = createBreakerFold(2)
      return { sink, says: timelines }
    },
    view: (events) =>
      breakersOf(events).map(({ stretches, ...edge }) => ({ ...edge, stretches: stretches.slice(-2) })),
  },
  series: {
    fold: () => {
      const { sink, points } = createSeriesFold('client')
      return { sink, says: points }
    },
    view: (events) => seriesOf(events, 'client'),
  },
  'sampled traces': {
    fold: () => {
      const { sink, traces } = createTraceSample(SIZES)
      return { sink, says: traces }
    },
    view: (events) => traceSampleOf(events, SIZES),
  },
}

/** Logs of generated runs, made once: every law below looks at the same ones. */
let logs: readonly (readonly RunEvent[])[]
beforeAll(async () => {
  const scenarios = fc.sample(anyScenario, { numRuns: 120, seed: 20 })
  logs = await Promise.all(scenarios.map(async (scenario) => (await runScenario(scenario)).events))
}, 60_000)

describe.each(Object.entries(folds))('the fold of %s', (_, { fold, view }) => {
  test('equals the view over the whole log of any run, and over any beginning of it', () => {
    let told = 0
    for (const [i, events] of logs.entries()) {
      const { sink, says } = fold()
      const cut = (i * 7919) % (events.length + 1)
      for (const event of events.slice(0, cut)) sink(event)
      expect(says()).toEqual(view(events.slice(0, cut)))
      for (const event of events.slice(cut)) sink(event)
      expect(says()).toEqual(view(events))
      if (JSON.stringify(says()) !== JSON.stringify(view([]))) told++
    }
    expect(told).toBeGreaterThan(3)
  })
})

test('rounding keeps percentiles: of rounded values, it is the rounded percentile', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 600_000_000 }), { minLength: 1 }),
      fc.constantFrom(1, 50, 95, 99),
      (values, percent) => {
        const found = nearestRank(values, percent) ?? 0
        expect(nearestRank(values.map(toEightDigits), percent)).toBe(toEightDigits(found))
        expect(Math.abs(toEightDigits(found) - found)).toBeLessThanOrEqual(found / 256)
      },
    ),
  ))

test('whatever takes up to ten minutes, a fold keeps fewer than 3,000 different durations', () => {
  const kept = new Set<number>()
  for (let us = 0; us < 600_000_000; us += 1 + (us >> 9)) kept.add(toEightDigits(us))
  expect(kept.size).toBeLessThan(3000)
})

test('a series has at most 128 points, however long the run, and loses nobody', () => {
  const { sink, points } = createSeriesFold('client')
  const envelope = { v: 1, run: 'r', traceId: 'a', kind: 'span', attributes: {} } as const
  for (let i = 0; i < 5000; i++) {
    const at = { ...envelope, spanId: `${i}` }
    sink({
      ...at,
      seq: 2 * i,
      atUs: i * i,
      phase: 'started',
      role: 'attempt',
      spanKind: 'client',
      name: 'GET',
      party: 'client',
      peer: 'gateway',
    })
    sink({ ...at, seq: 2 * i + 1, atUs: i * i + 5, phase: 'ended' })
  }
  expect(points().length).toBeLessThanOrEqual(128)
  expect(points().length).toBeGreaterThan(64)
  expect(points().reduce((sum, { requests }) => sum + requests, 0)).toBe(5000)
})

test('sampled traces are whole, and each says why it was kept', () => {
  for (const events of logs) {
    const sample = traceSampleOf(events, SIZES)
    for (const { traceId, why, events: own, failed } of sample) {
      expect(own).toEqual(events.filter((event) => event.traceId === traceId))
      expect(why.length).toBeGreaterThan(0)
      if (why.includes('failed')) expect(failed).toBe(true)
    }
    for (const reason of ['lot', 'slow', 'failed'] as const)
      expect(sample.filter(({ why }) => why.includes(reason)).length).toBeLessThanOrEqual(SIZES[reason])
  }
  expect(logs.some((events) => traceSampleOf(events, SIZES).some(({ failed }) => failed))).toBe(true)
})
