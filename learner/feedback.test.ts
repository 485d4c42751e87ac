import { describe, expect, it } from 'vitest'
import { explain } from './feedback.ts'
import { order, predict, select, single } from './make-question.ts'
import type { PreparedQuestion } from './prepare.ts'

const on = (question: PreparedQuestion, answer: Parameters<typeof explain>[2]) =>
  explain(question, question.cases[0], answer)

describe('every option is explained', () => {
  it.each([single, select, order, predict])('in a question of kind $kind', (question) => {
    const parts = on(question, undefined)
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(part.why).not.toBe('')
  })

  it('with what was chosen marked', () => {
    const parts = on(single, { kind: 'single', option: 'c' })
    expect(parts.find(({ id }) => id === 'c')).toMatchObject({
      chosen: true,
      correct: false,
      judged: 'wrong',
      why: 'Not c.',
    })
    expect(parts.find(({ id }) => id === 'a')).toMatchObject({ chosen: false, correct: true })
  })
})

it('steps are explained in the right order, those that stay out last', () => {
  const parts = on(order, { kind: 'order', steps: ['x', 'q', 'p'] })
  expect(parts.map(({ id }) => id)).toEqual(['p', 'q', 'r', 'x'])
  expect(parts.find(({ id }) => id === 'x')).toMatchObject({ why: 'No x.', judged: 'wrong' })
  expect(parts.find(({ id }) => id === 'r')).toMatchObject({
    why: 'Because r.',
    judged: 'wrong',
    chosen: false,
  })
})

describe('a predicted number', () => {
  it('that has a known cause is explained by it, with the words of the case', () => {
    const parts = on(predict, { kind: 'predict', values: { copies: 8, status: 503 } })
    expect(parts[0]).toMatchObject({ text: '8 copies', why: 'You took 4 off.', correct: false, chosen: true })
    expect(parts[1]).toMatchObject({ text: '5 copies', why: 'It is 5.', correct: true })
  })

  it('that has none gets the general advice', () => {
    const [given] = on(predict, { kind: 'predict', values: { copies: 33, status: 503 } })
    expect(given).toMatchObject({ why: 'Count again.' })
  })

  it('that is right is explained once', () => {
    const parts = on(predict, { kind: 'predict', values: { copies: 5, status: 503 } })
    expect(parts.filter(({ id }) => id.startsWith('copies'))).toEqual([
      expect.objectContaining({ text: '5 copies', judged: 'right', chosen: true }),
    ])
  })

  it('within the tolerance counts, and the exact one is told', () => {
    const parts = on(predict, { kind: 'predict', values: { copies: 6, status: 503 } })
    expect(parts[0]).toMatchObject({ text: '5 copies', judged: 'right' })
  })
})
