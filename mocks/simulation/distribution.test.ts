import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Distribution, describeDistribution, draw } from './distribution.ts'
import { createRandom } from './random.ts'

const draws = (distribution: Distribution, count: number, seed = 1) => {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => draw(distribution, random)).sort((a, b) => a - b)
}
const quantile = (sorted: readonly number[], q: number) => sorted[Math.floor(q * (sorted.length - 1))] ?? 0

const us = fc.integer({ min: 0, max: 10_000_000 })
const distributions: fc.Arbitrary<Distribution> = fc.oneof(
  us.map((us) => ({ kind: 'constant' as const, us })),
  fc
    .tuple(us, us)
    .map(([a, b]) => ({ kind: 'uniform' as const, minUs: Math.min(a, b), maxUs: Math.max(a, b) })),
  us.map((medianUs) => ({ kind: 'log-normal' as const, medianUs })),
  us.map((meanUs) => ({ kind: 'exponential' as const, meanUs })),
)

test('every duration is a whole number of microseconds, never negative', () => {
  fc.assert(
    fc.property(distributions, fc.integer(), (distribution, seed) => {
      for (const duration of draws(distribution, 20, seed))
        expect(Number.isSafeInteger(duration) && duration >= 0).toBe(true)
    }),
  )
})

test('a draw takes one number from the stream, whatever the distribution', () => {
  fc.assert(
    fc.property(distributions, (distribution) => {
      const [one, two] = [createRandom(5), createRandom(5)]
      draw(distribution, one)
      two.uint32()
      expect(one.uint32()).toBe(two.uint32())
    }),
  )
})

test('uniform: between its ends, both of which come, with the middle in the middle', () => {
  const some = draws({ kind: 'uniform', minUs: 10, maxUs: 13 }, 400)
  expect(new Set(some)).toEqual(new Set([10, 11, 12, 13]))
  const many = draws({ kind: 'uniform', minUs: 0, maxUs: 1_000_000 }, 20_000)
  expect(Math.abs(quantile(many, 0.5) - 500_000)).toBeLessThan(15_000)
})

describe('log-normal', () => {
  const many = draws({ kind: 'log-normal', medianUs: 1_000_000 }, 40_000)

  test('half of the draws are below the median', () => {
    expect(Math.abs(quantile(many, 0.5) - 1_000_000)).toBeLessThan(10_000)
  })

  test('its quantiles are those of sigma 0.4', () => {
    // exp(0.4 z) for the standard normal quantiles z of 10%, 25%, 75%, 90% and 95%.
    for (const [q, z] of [
      [0.1, -1.28155],
      [0.25, -0.67449],
      [0.75, 0.67449],
      [0.9, 1.28155],
      [0.95, 1.64485],
    ] as const) {
      const exact = 1_000_000 * Math.exp(0.4 * z)
      expect(Math.abs(quantile(many, q) - exact) / exact).toBeLessThan(0.02)
    }
  })

  test('it is cut where it says: nothing is more than about three times slower or faster', () => {
    expect(many[0]).toBeGreaterThanOrEqual(316_000)
    expect(many.at(-1)).toBeLessThanOrEqual(3_162_000)
  })
})

test('each distribution can be put into words', () => {
  expect(describeDistribution({ kind: 'constant', us: 1_500 })).toBe('1.5 ms')
  expect(describeDistribution({ kind: 'uniform', minUs: 1_000, maxUs: 2_000 })).toBe(
    'between 1 ms and 2 ms, each equally likely',
  )
  expect(describeDistribution({ kind: 'log-normal', medianUs: 3_000 })).toBe(
    'log-normal around a median of 3 ms',
  )
})

test('exponential: its mean is its mean, its quantiles are those of the formula up to the cut', () => {
  const many = draws({ kind: 'exponential', meanUs: 1_000_000 }, 40_000)
  expect(Math.abs(many.reduce((sum, us) => sum + us, 0) / many.length / 1e6 - 1)).toBeLessThan(0.01)
  for (const q of [0.1, 0.5, 0.9, 0.98])
    expect(Math.abs(quantile(many, q) / 1e6 + Math.log(1 - q))).toBeLessThan(0.02 - Math.log(1 - q) * 0.03)
  expect(many.at(-1)).toBeLessThanOrEqual(5_994_000)
  expect(describeDistribution({ kind: 'exponential', meanUs: 20_000 })).toBe(
    'exponential with a mean of 20 ms',
  )
})
