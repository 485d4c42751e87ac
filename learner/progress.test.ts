import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FRESH,
  forget,
  keepSession,
  merge,
  type Progress,
  type Review,
  recordReview,
  reset,
  setGoals,
} from './progress.ts'
import { startSession } from './session.ts'

const review = (change: Partial<Review> = {}): Review => ({
  session: 's1',
  question: 'q1',
  version: 1,
  case: 'only',
  attempt: 0,
  atMs: 1000,
  right: true,
  score: 1,
  revealed: false,
  misconceptions: [],
  ...change,
})

const reviews = fc
  .record({
    session: fc.constantFrom('s1', 's2'),
    question: fc.constantFrom('q1', 'q2', 'q3'),
    attempt: fc.constantFrom(0, 1),
    atMs: fc.integer({ min: 0, max: 40 }),
    right: fc.boolean(),
  })
  .map((change) => review({ ...change, score: change.right ? 1 : 0 }))
const progresses: fc.Arbitrary<Progress> = fc
  .array(
    fc.oneof(
      reviews.map((one) => (progress: Progress) => recordReview(progress, one)),
      fc.tuple(fc.string({ minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 40 })).map(
        ([id, at]) =>
          (progress: Progress) =>
            keepSession(progress, startSession(id, []), at),
      ),
      fc.integer({ min: 0, max: 40 }).map((at) => (progress: Progress) => reset(progress, at)),
      fc.tuple(fc.constantFrom('q1', 'q2'), fc.integer({ min: 0, max: 40 })).map(
        ([question, at]) =>
          (progress: Progress) =>
            forget(progress, [question], at),
      ),
      fc
        .integer({ min: 5, max: 40 })
        .map((at) => (progress: Progress) => setGoals(progress, { retention: 0.9, dailyCap: at }, at)),
    ),
    { maxLength: 8 },
  )
  .map((changes) => changes.reduce((progress, change) => change(progress), FRESH))

describe('merging what two tabs know', () => {
  it('does not depend on who merges', () => {
    fc.assert(
      fc.property(progresses, progresses, (a, b) => {
        expect(merge(a, b)).toEqual(merge(b, a))
      }),
    )
  })

  it('does not depend on the order of merges', () => {
    fc.assert(
      fc.property(progresses, progresses, progresses, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)))
      }),
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(progresses, progresses, (a, b) => {
        expect(merge(merge(a, b), b)).toEqual(merge(a, b))
        expect(merge(a, a)).toEqual(a)
      }),
    )
  })

  it('loses no answer that was not reset', () => {
    fc.assert(
      fc.property(progresses, progresses, (a, b) => {
        const merged = merge(a, b)
        const ids = new Set(merged.reviews.map(idOf))
        for (const one of [...a.reviews, ...b.reviews])
          if (one.atMs >= Math.max(merged.resetAtMs, merged.forgotten[one.question] ?? 0))
            expect(ids).toContain(idOf(one))
      }),
    )
  })

  it('does not bring back what was reset', () => {
    fc.assert(
      fc.property(progresses, fc.integer({ min: 0, max: 99 }), (before, at) => {
        const emptied = reset(before, at)
        expect(merge(before, emptied)).toEqual(emptied)
      }),
    )
  })

  it('keeps an answer that was given after a reset, even when the clock was set back', () => {
    const emptied = reset(recordReview(FRESH, review({ atMs: 5000 })), 5000)
    const answered = recordReview(emptied, review({ session: 's2', atMs: 10 }))
    expect(merge(emptied, answered).reviews).toHaveLength(1)
  })
})

const idOf = ({ session, question, attempt }: Review) => `${session}/${question}/${attempt}`
