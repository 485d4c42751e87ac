import { expect, test } from 'vitest'
import type { Outcome } from '../../session.ts'
import { type Result, repeat, summaryOf } from './repeat.ts'

const answered = (status: number): Outcome => ({
  kind: 'answered',
  status,
  fields: [],
  content: { bytes: 0, text: '' },
})

/** Runs with a clock that goes one on at every look, and says how many were on their way at most. */
async function run(count: number, atOnce: number, stopAfter = Number.POSITIVE_INFINITY) {
  const stop = new AbortController()
  const results: Result[] = []
  let [now, underWay, most] = [0, 0, 0]
  await repeat(
    { count, atOnce },
    async (number) => {
      most = Math.max(most, ++underWay)
      await Promise.resolve()
      underWay--
      return answered(number % 3 === 0 ? 503 : 200)
    },
    {
      signal: stop.signal,
      nowMs: () => now++,
      onResult: (result) => {
        results.push(result)
        if (results.length >= stopAfter) stop.abort()
      },
    },
  )
  return { results, most }
}

test('one after the other, or so many at a time, each exactly once', async () => {
  const one = await run(9, 1)
  expect(one.most).toBe(1)
  expect(one.results.map(({ number, ms }) => [number, ms])).toEqual(
    Array.from({ length: 9 }, (_, at) => [at + 1, 1]),
  )
  const many = await run(20, 6)
  expect(many.most).toBe(6)
  expect(many.results.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
  expect((await run(3, 50)).most).toBe(3)
})

test('whoever stops gets what has ended, and nothing more is sent', async () => {
  const { results } = await run(100, 2, 5)
  expect(results.length).toBeLessThan(8)
})

test('figures: how it ended how often, and percentiles that are times that occurred', () => {
  const results = Array.from({ length: 10 }, (_, at) => ({
    number: at + 1,
    outcome: answered(at < 7 ? 200 : 503),
    ms: (10 - at) * 10,
  }))
  expect(
    summaryOf(results, ({ outcome }) => (outcome.kind === 'answered' ? String(outcome.status) : '')),
  ).toEqual({
    endings: [
      ['200', 7],
      ['503', 3],
    ],
    percentiles: [
      ['fastest', 10],
      ['p50', 50],
      ['p90', 90],
      ['p99', 100],
      ['slowest', 100],
    ],
  })
  expect(summaryOf([], () => '')).toEqual({ endings: [], percentiles: [] })
})
