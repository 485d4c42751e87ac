import { describe, expect, it } from 'vitest'
import { DEFAULT_GOALS } from './goals.ts'
import type { Memory } from './memory.ts'
import { planDay, type Reviewable } from './plan.ts'

const DAY_MS = 86_400_000
const dayOf = (ms: number) => Math.floor(ms / DAY_MS)
const NOW = 100 * DAY_MS + DAY_MS / 2
const question = (id: string): Reviewable => ({ id, page: id, difficulty: 'easy' })
const memory = (id: string, change: Partial<Memory> = {}): Memory => ({
  question: id,
  dueMs: NOW,
  lastMs: NOW - 5 * DAY_MS,
  stabilityDays: 5,
  settled: true,
  lapses: 0,
  last: { right: true },
  ...change,
})
function plan(
  memories: readonly Memory[],
  change: { questions?: readonly Reviewable[]; doneToday?: number } = {},
) {
  const { questions = memories.map(({ question: id }) => question(id)), doneToday = 0 } = change
  const known = new Map(memories.map((one) => [one.question, one]))
  return planDay({ questions, memories: known, goals: DEFAULT_GOALS, nowMs: NOW, dayOf, doneToday })
}

describe('today', () => {
  it('begins with errors made with confidence, then other errors, then what is closest to being forgotten', () => {
    const { round } = plan([
      memory('fading', { stabilityDays: 1 }),
      memory('fresh in mind'),
      memory('wrong', { last: { right: false } }),
      memory('sure and wrong', { last: { right: false, confidence: 'sure' } }),
    ])
    expect(round.map(({ id }) => id)).toEqual(['sure and wrong', 'wrong', 'fading', 'fresh in mind'])
  })

  it('takes what falls due later in the day, and short steps only when their minutes are over', () => {
    const tonight = NOW + DAY_MS / 4
    const { due } = plan([
      memory('tonight', { dueMs: tonight }),
      memory('in ten minutes', { dueMs: tonight, settled: false }),
      memory('tomorrow', { dueMs: NOW + DAY_MS }),
    ])
    expect(due.map(({ id }) => id)).toEqual(['tonight'])
  })

  it('ends at the daily cap, and says what can wait', () => {
    const many = Array.from({ length: 30 }, (_, index) => memory(`q${index}`))
    expect(plan(many)).toMatchObject({ postponed: 10, fresh: [] })
    expect(plan(many).round).toHaveLength(20)
    expect(plan(many, { doneToday: 20 }).round).toEqual([])
  })

  it('brings new questions while there is room, fewer while the days ahead are full', () => {
    const questions = Array.from({ length: 40 }, (_, index) => question(`q${index}`))
    expect(plan([], { questions }).fresh).toHaveLength(8)
    const tomorrow = Array.from({ length: 11 }, (_, index) => memory(`q${index}`, { dueMs: NOW + DAY_MS }))
    expect(plan(tomorrow, { questions }).fresh).toHaveLength(1)
  })

  it('says when something comes up again, if nothing is due', () => {
    expect(plan([memory('a', { dueMs: NOW + 3 * DAY_MS })]).nextMs).toBe(NOW + 3 * DAY_MS)
    expect(plan([]).nextMs).toBeUndefined()
  })
})
