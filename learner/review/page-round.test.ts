import { expect, test } from 'vitest'
import type { Memory } from './memory.ts'
import { pageRound } from './page-round.ts'

const question = (id: string, difficulty: 'easy' | 'medium' | 'hard', page = 'methods') => ({
  id,
  page,
  difficulty,
})
const memory = (id: string, right: boolean, dueMs: number): [string, Memory] => [
  id,
  { question: id, dueMs, lastMs: 0, stabilityDays: 1, settled: true, lapses: 0, last: { right } },
]
const questions = [
  question('hard', 'hard'),
  question('easy', 'easy'),
  question('elsewhere', 'easy', 'sagas'),
  question('later', 'easy'),
  question('soon', 'easy'),
  question('missed', 'hard'),
]

test('after a page come three of its questions: new ones, easier first', () => {
  expect(pageRound(questions, 'methods', new Map()).map(({ id }) => id)).toEqual(['easy', 'later', 'soon'])
})

test('then what was missed, then what fades first', () => {
  const memories = new Map([
    memory('later', true, 900),
    memory('soon', true, 100),
    memory('missed', false, 500),
    memory('easy', true, 950),
  ])
  expect(pageRound(questions, 'methods', memories).map(({ id }) => id)).toEqual(['hard', 'missed', 'soon'])
})
