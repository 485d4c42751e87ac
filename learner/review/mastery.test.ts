import { describe, expect, it } from 'vitest'
import type { Review } from '../progress.ts'
import { DEFAULT_GOALS } from './goals.ts'
import { type Assessing, masteryOf } from './mastery.ts'
import { memoriesOf } from './memory.ts'

const DAY_MS = 86_400_000
const dayOf = (ms: number) => Math.floor(ms / DAY_MS)
const about = (id: string, transfer = false): Assessing => ({
  id,
  objective: 'Tell them apart.',
  page: 'page',
  transfer,
})
const QUESTIONS = [about('recognise'), about('predict', true)]
const on = (day: number, question: string, change: Partial<Review> = {}): Review => ({
  session: `day-${day}`,
  question,
  version: 1,
  case: 'only',
  attempt: 0,
  atMs: day * DAY_MS,
  right: true,
  score: 1,
  revealed: false,
  misconceptions: [],
  ...change,
})
function standing(reviews: readonly Review[], day: number, questions: readonly Assessing[] = QUESTIONS) {
  const [mastery] = masteryOf({
    questions,
    reviews,
    memories: memoriesOf(reviews, DEFAULT_GOALS),
    nowMs: day * DAY_MS,
    dayOf,
  })
  return mastery
}

describe('an objective', () => {
  it('is new until something was asked', () => {
    expect(standing([], 0)).toMatchObject({ stage: 'new' })
  })

  it('is being learnt until it was right on two days', () => {
    const wrong = on(0, 'recognise', { right: false, score: 0 })
    expect(standing([wrong], 0)).toMatchObject({ stage: 'learning', reason: 'Needs a first right answer.' })
    expect(standing([on(0, 'recognise'), on(0, 'predict')], 0)).toMatchObject({
      stage: 'learning',
      reason: 'Needs one more right answer, on another day.',
    })
    expect(standing([on(0, 'recognise'), on(3, 'recognise')], 3)).toMatchObject({
      stage: 'learning',
      reason: 'Needs a right answer to another question of it.',
    })
  })

  it('is solid until it was put to use', () => {
    const other = [about('recognise'), about('other'), about('predict', true)]
    expect(standing([on(0, 'recognise'), on(3, 'other')], 3, other)).toMatchObject({ stage: 'solid' })
    expect(standing([on(0, 'recognise'), on(2, 'recognise'), on(3, 'predict')], 3)).toMatchObject({
      stage: 'mastered',
    })
  })

  it('fades gently, and one look brings it back', () => {
    const reviews = [on(0, 'recognise'), on(3, 'predict'), on(4, 'recognise')]
    const later = standing(reviews, 120)
    expect(later).toMatchObject({ stage: 'solid' })
    expect(later?.known).toBeLessThan(0.9)
    expect(standing([...reviews, on(120, 'recognise'), on(120, 'predict')], 120)).toMatchObject({
      stage: 'mastered',
    })
  })

  it('is not helped by an answer that was told, and falls back with a wrong one', () => {
    expect(standing([on(0, 'recognise', { revealed: true, right: false })], 0)).toMatchObject({
      stage: 'learning',
    })
    const reviews = [on(0, 'recognise'), on(3, 'predict'), on(9, 'predict', { right: false, score: 0 })]
    expect(standing(reviews, 9)).toMatchObject({ stage: 'learning' })
  })
})
