import {
  type ExponentialBackoff,
  fullJitterGenerator,
  halfJitterGenerator,
  noJitterGenerator,
  ExponentialBackoff as TheirBackoff,
} from 'cockatiel'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Backoff, waitBefore } from './backoff.ts'
import { createRandom } from './random.ts'

const MS = 1000
const backoff = (more: Partial<Backoff> = {}): Backoff => ({
  kind: 'exponential',
  baseUs: 100 * MS,
  maxUs: 2000 * MS,
  jitter: 'none',
  ...more,
})
const random = createRandom(7)

test('exponential doubles from its base up to its limit', () => {
  const waits = [1, 2, 3, 4, 5, 6, 50].map((retry) => waitBefore(retry, 0, backoff(), random) / MS)
  expect(waits).toEqual([100, 200, 400, 800, 1600, 2000, 2000])
})

test('constant stays, none does not wait', () => {
  expect([1, 9].map((retry) => waitBefore(retry, 0, backoff({ kind: 'constant' }), random) / MS)).toEqual([
    100, 100,
  ])
  expect(waitBefore(3, 0, backoff({ kind: 'none', jitter: 'full' }), random)).toBe(0)
})

const settings = fc.record({
  kind: fc.constantFrom<Backoff['kind']>('constant', 'exponential'),
  baseUs: fc.integer({ min: 1, max: 600_000 * MS }),
  maxUs: fc.integer({ min: 1, max: 600_000 * MS }),
})
const retries = fc.integer({ min: 1, max: 20 })

/** The wait without jitter, which bounds the others. */
const plain = (retry: number, { kind, baseUs, maxUs }: Pick<Backoff, 'kind' | 'baseUs' | 'maxUs'>) =>
  Math.min(maxUs, kind === 'constant' ? baseUs : baseUs * 2 ** (retry - 1))

describe('the bounds of each jitter, in whole microseconds', () => {
  test.each([
    { jitter: 'none', from: (wait: number) => wait },
    { jitter: 'full', from: () => 0 },
    { jitter: 'equal', from: (wait: number) => Math.floor(wait / 2) },
  ] as const)('$jitter', ({ jitter, from }) =>
    fc.assert(
      fc.property(settings, retries, fc.nat(), (rules, retry, seed) => {
        const wait = waitBefore(retry, 0, { ...rules, jitter }, createRandom(seed))
        expect(Number.isInteger(wait)).toBe(true)
        expect(wait).toBeGreaterThanOrEqual(from(plain(retry, rules)))
        expect(wait).toBeLessThanOrEqual(plain(retry, rules))
      }),
    ),
  )

  test('decorrelated: from the base to three times the wait before, and never above the limit', () =>
    fc.assert(
      fc.property(settings, fc.nat(), fc.integer({ min: 1, max: 15 }), (rules, seed, count) => {
        const stream = createRandom(seed)
        let before = 0
        for (let retry = 1; retry <= count; retry++) {
          const wait = waitBefore(retry, before, { ...rules, jitter: 'decorrelated' }, stream)
          expect(Number.isInteger(wait)).toBe(true)
          expect(wait).toBeGreaterThanOrEqual(Math.min(rules.baseUs, rules.maxUs))
          expect(wait).toBeLessThanOrEqual(Math.min(rules.maxUs, Math.max(before, rules.baseUs) * 3))
          before = wait
        }
      }),
    ))

  test.each(['full', 'equal', 'decorrelated'] as const)('%s reaches both ends', (jitter) => {
    const waits = Array.from({ length: 400 }, () =>
      waitBefore(1, 0, { kind: 'constant', baseUs: 4, maxUs: 12, jitter }, random),
    )
    const bounds = { full: [0, 4], equal: [2, 4], decorrelated: [4, 12] }[jitter]
    expect([Math.min(...waits), Math.max(...waits)]).toEqual(bounds)
  })
})

test('callers that failed together try again together without jitter, and spread with it', () => {
  const waitsOf = (jitter: Backoff['jitter']) =>
    new Set(
      Array.from({ length: 100 }, (_, caller) =>
        waitBefore(3, 0, backoff({ jitter }), createRandom(7, `${caller}`)),
      ),
    ).size
  expect(waitsOf('none')).toBe(1)
  for (const jitter of ['full', 'equal', 'decorrelated'] as const) expect(waitsOf(jitter)).toBeGreaterThan(95)
})

describe('beside cockatiel 4', () => {
  afterEach(() => vi.restoreAllMocks())

  /** The first waits of one of their backoffs, in milliseconds, when chance always gives `chance`. */
  const theirs = (
    generator: NonNullable<ConstructorParameters<typeof ExponentialBackoff<number>>[0]>['generator'],
    { baseMs, maxMs }: { baseMs: number; maxMs: number },
    chance: number,
  ) => {
    vi.spyOn(Math, 'random').mockReturnValue(chance)
    const waits: number[] = []
    let each = new TheirBackoff<number>({
      ...(generator ? { generator } : {}),
      initialDelay: baseMs,
      maxDelay: maxMs,
    }).next()
    for (let retry = 1; retry <= 12; retry++) {
      waits.push(each.duration)
      each = each.next(undefined)
    }
    return waits
  }
  const limits = fc.record({
    baseMs: fc.integer({ min: 1, max: 5000 }),
    maxMs: fc.integer({ min: 1, max: 100_000 }),
  })
  /** The waits of ours under a stream that always gives its least or its most. */
  const ours = (
    jitter: Backoff['jitter'],
    { baseMs, maxMs }: { baseMs: number; maxMs: number },
    end: 'least' | 'most',
  ) => {
    const stream = { ...createRandom(0), below: (limit: number) => (end === 'least' ? 0 : limit - 1) }
    const rules: Backoff = { kind: 'exponential', baseUs: baseMs * MS, maxUs: maxMs * MS, jitter }
    return Array.from({ length: 12 }, (_, index) => waitBefore(index + 1, 0, rules, stream) / MS)
  }

  test('without jitter each wait is the same', () =>
    fc.assert(
      fc.property(limits, (limit) => {
        expect(ours('none', limit, 'least')).toEqual(theirs(noJitterGenerator, limit, 0))
      }),
    ))

  /**
   * Theirs are whole milliseconds, rounded down, and never quite the upper end; ours are whole microseconds and may be it.
   * So the bounds agree to the millisecond. Their decorrelated jitter is Polly's (a smooth median, no lower bound), ours is
   * Brooker's, which `Backoff` describes: another formula by the same name, so it is not compared.
   */
  test.each([
    { jitter: 'full', generator: fullJitterGenerator },
    { jitter: 'equal', generator: halfJitterGenerator },
  ] as const)('with $jitter jitter the bounds agree to the millisecond', ({ jitter, generator }) =>
    fc.assert(
      fc.property(limits, (limit) => {
        for (const [end, chance] of [
          ['least', 0],
          ['most', 1 - 2 ** -53],
        ] as const) {
          const mine = ours(jitter, limit, end)
          for (const [index, wait] of theirs(generator, limit, chance).entries())
            expect(Math.abs((mine[index] ?? Number.NaN) - wait)).toBeLessThanOrEqual(1)
        }
      }),
    ),
  )
})
