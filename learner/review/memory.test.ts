import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Review } from '../progress.ts'
import { DEFAULT_GOALS } from './goals.ts'
import { memoriesOf, retrievability } from './memory.ts'

const DAY_MS = 86_400_000
const answer = (atMs: number, change: Partial<Review> = {}): Review => ({
  session: `at-${atMs}`,
  question: 'q',
  version: 1,
  case: 'only',
  attempt: 0,
  atMs,
  right: true,
  score: 1,
  revealed: false,
  misconceptions: [],
  ...change,
})
const remembered = (...reviews: Review[]) => {
  const memory = memoriesOf(reviews, DEFAULT_GOALS).get('q')
  if (!memory) throw new Error('nothing was remembered')
  return memory
}

describe('how an answer counts', () => {
  const first = [answer(0), answer(600_000)]
  const days = (change: Partial<Review>) => {
    const { lastMs, dueMs } = remembered(...first, answer(4 * DAY_MS, change))
    return (dueMs - lastMs) / DAY_MS
  }

  it('wrong comes back within the hour, a guess sooner than a thought, however right', () => {
    expect(days({ right: false, score: 0 })).toBeLessThan(1 / 24)
    expect(days({ confidence: 'guess' })).toBeLessThan(days({ confidence: 'think' }))
  })

  it('what had to be told counts as not known', () => {
    expect(days({ revealed: true, right: true })).toBeLessThan(1 / 24)
  })

  it('right, sure and quicker than usual puts it off furthest; nobody is quick before a pace is known', () => {
    const pace = Array.from({ length: 6 }, (_, at) => answer(at, { question: `other-${at}`, tookMs: 20_000 }))
    const dueIn = (before: Review[], tookMs: number) => {
      const { lastMs, dueMs } = remembered(
        ...before,
        ...first,
        answer(4 * DAY_MS, { confidence: 'sure', tookMs }),
      )
      return (dueMs - lastMs) / DAY_MS
    }
    expect(dueIn(pace, 5_000)).toBeGreaterThan(dueIn(pace, 60_000))
    expect(dueIn([], 5_000)).toBe(dueIn([], 60_000))
  })
})

it('the same answers give the same memory, whatever else was answered between them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ gap: fc.integer({ min: 1, max: 40 }), right: fc.boolean() }), {
        minLength: 1,
        maxLength: 12,
      }),
      (given) => {
        const own = given.map(({ right }, index) => {
          const days = given.slice(0, index + 1).reduce((sum, { gap }) => sum + gap, 0)
          return answer(days * DAY_MS, { right })
        })
        const mixed = own.flatMap((review) => [review, answer(review.atMs, { question: 'another' })])
        expect(memoriesOf(mixed, DEFAULT_GOALS).get('q')).toEqual(memoriesOf(own, DEFAULT_GOALS).get('q'))
      },
    ),
  )
})

it('nothing is put off beyond the day for which it shall be known', () => {
  const targetMs = 20 * DAY_MS
  const reviews = [0, 1, 3, 7].map((day) => answer(day * DAY_MS))
  expect(memoriesOf(reviews, { ...DEFAULT_GOALS, targetMs }).get('q')?.dueMs).toBeLessThanOrEqual(targetMs)
  expect(remembered(...reviews).dueMs).toBeGreaterThan(targetMs)
})

it('a clock that was set back does no harm', () => {
  const memory = remembered(answer(10 * DAY_MS), answer(3 * DAY_MS))
  expect(memory.lastMs).toBe(10 * DAY_MS)
  expect(retrievability(memory, 0)).toBe(1)
})
