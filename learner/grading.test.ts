import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, grade, misconceptionsIn } from './grading.ts'
import { order, predict, select, single } from './make-question.ts'
import type { PreparedQuestion } from './prepare.ts'

const judge = (question: PreparedQuestion, answer: Answer) => grade(question, question.cases[0].key, answer)

describe('single choice', () => {
  it('is right or wrong', () => {
    expect(judge(single, { kind: 'single', option: 'a' })).toMatchObject({ right: true, score: 1 })
    expect(judge(single, { kind: 'single', option: 'b' })).toMatchObject({ right: false, score: 0 })
  })
})

describe('select all', () => {
  it('scores every option for itself', () => {
    expect(judge(select, { kind: 'select', options: ['a', 'b'] })).toMatchObject({ right: true, score: 1 })
    expect(judge(select, { kind: 'select', options: ['a'] })).toMatchObject({ right: false, score: 0.75 })
    expect(judge(select, { kind: 'select', options: ['a', 'c'] })).toMatchObject({ right: false, score: 0.5 })
    expect(judge(select, { kind: 'select', options: ['c', 'd'] })).toMatchObject({ right: false, score: 0 })
  })

  it('does not care in which order options were ticked', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd']), (options) => {
        expect(judge(select, { kind: 'select', options })).toEqual(
          judge(select, { kind: 'select', options: options.toSorted() }),
        )
      }),
    )
  })
})

describe('ordering', () => {
  const ordered = (...steps: string[]) => judge(order, { kind: 'order', steps })

  it('is right only in the exact order', () => {
    expect(ordered('p', 'q', 'r')).toMatchObject({ right: true, score: 1 })
    expect(ordered('q', 'p', 'r').right).toBe(false)
  })

  it('gives credit for what needs no move and for what rightly stays out', () => {
    expect(ordered('q', 'p', 'r').score).toBe(0.75)
    expect(ordered('p', 'q').score).toBe(0.75)
    expect(ordered('p', 'x', 'q', 'r').score).toBe(0.75)
    expect(ordered('x').score).toBe(0)
  })

  it('scores 1 exactly for the whole right answer', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['p', 'q', 'r', 'x']), (steps) => {
        const { right, score } = ordered(...steps)
        expect(score === 1).toBe(right)
        expect(right).toBe(steps.join() === 'p,q,r')
      }),
    )
  })
})

describe('prediction', () => {
  const predicted = (copies: number, status: number) =>
    judge(predict, { kind: 'predict', values: { copies, status } })

  it('scores every value for itself', () => {
    expect(predicted(5, 503)).toMatchObject({ right: true, score: 1 })
    expect(predicted(5, 200)).toMatchObject({ right: false, score: 0.5 })
  })

  it('lets a number be off by its tolerance, and a status not at all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), (copies) => {
        expect(predicted(copies, 503).right).toBe(Math.abs(copies - 5) <= 1)
      }),
    )
    expect(predicted(5, 504).right).toBe(false)
  })

  it('takes what was not answered for wrong', () => {
    expect(judge(predict, { kind: 'predict', values: {} }).score).toBe(0)
  })
})

it('an answer of another kind scores 0', () => {
  expect(judge(single, { kind: 'select', options: ['a'] })).toEqual({ right: false, score: 0, parts: [] })
})

describe('misconceptions', () => {
  const found = (question: PreparedQuestion, answer: Answer) =>
    misconceptionsIn(question, question.cases[0], answer)

  it('are those behind what was chosen wrongly or left out', () => {
    expect(found(single, { kind: 'single', option: 'c' })).toEqual(['belief-c'])
    expect(found(select, { kind: 'select', options: ['a', 'd'] })).toEqual(['leaves-b-out', 'belief-d'])
    expect(found(order, { kind: 'order', steps: ['p', 'q', 'r', 'x'] })).toEqual(['belief-x'])
  })

  it('of a number are told by the number', () => {
    expect(found(predict, { kind: 'predict', values: { copies: 8, status: 503 } })).toEqual([
      'reservation-sticks',
    ])
    expect(found(predict, { kind: 'predict', values: { copies: 40, status: 404 } })).toEqual([
      'miscounted',
      'not-there',
    ])
  })

  it('are none when the answer is right', () => {
    expect(found(select, { kind: 'select', options: ['b', 'a'] })).toEqual([])
    expect(found(predict, { kind: 'predict', values: { copies: 5, status: 503 } })).toEqual([])
  })
})
