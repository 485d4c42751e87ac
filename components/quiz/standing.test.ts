import { expect, test } from 'vitest'
import type { Mastery } from '#learner/review/mastery.ts'
import { standingOf } from './standing.ts'

const objective = (page: string, stage: Mastery['stage']): Mastery => ({
  page,
  stage,
  objective: `Do ${stage}.`,
  reason: `It is ${stage}.`,
})

test('a page stands where its weakest objective stands, and says which one that is', () => {
  const standing = standingOf([
    objective('methods', 'mastered'),
    objective('methods', 'solid'),
    objective('sagas', 'new'),
  ])
  expect(standing.get('methods')).toEqual({ stage: 'solid', reason: '“Do solid.” It is solid.' })
  expect(standing.get('sagas')).toEqual({ stage: 'new', reason: 'It is new.' })
})

test('a page of which something was answered is no longer new', () => {
  expect(
    standingOf([objective('methods', 'learning'), objective('methods', 'new')]).get('methods')?.stage,
  ).toBe('learning')
})
