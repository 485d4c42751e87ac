import { describe, expect, test } from 'vitest'
import { seededOrder } from '../seeded-order.ts'
import type { Confidence } from '../session.ts'
import { DEFAULT_GOALS, type Goals } from './goals.ts'
import { createRemembering, type Memory, retrievability } from './memory.ts'
import { planDay, type Reviewable } from './plan.ts'

const DAY_MS = 86_400_000
const DAYS = 60
const START_MS = Date.UTC(2026, 0, 5, 18)
const dayOf = (ms: number) => Math.floor(ms / DAY_MS)
const SEEDS = [1, 2, 3, 4, 5]

const BANK: readonly Reviewable[] = Array.from({ length: 200 }, (_, index) => ({
  id: `question-${index}`,
  page: `page-${index % 29}`,
  difficulty: (['easy', 'medium', 'hard'] as const)[index % 3] ?? 'easy',
  ...(index % 5 === 0 ? { contrast: `set-${index % 25}` } : {}),
}))

/** A number from 0 to 1 that depends on its name alone. */
function chance(name: string): number {
  const [first] = seededOrder(
    Array.from({ length: 1000 }, (_, at) => at),
    name,
    String,
  )
  return (first ?? 0) / 1000
}

interface Learner {
  /** What the learner answers; `memory` is what was learnt until now, undefined at the first meeting. */
  answer(
    question: Reviewable,
    memory: Memory | undefined,
    nowMs: number,
    nonce: string,
  ): { right: boolean; confidence: Confidence }
}

/** Whether the learner remembers is thrown with the chance that the forgetting curve gives. */
const forgetting: Learner = {
  answer(_, memory, nowMs, nonce) {
    const right = chance(nonce) < (memory ? retrievability(memory, nowMs) : 0.5)
    return { right, confidence: 'think' }
  },
}
const LEARNERS: Readonly<Record<string, Learner>> = {
  perfect: { answer: () => ({ right: true, confidence: 'sure' }) },
  guessing: { answer: (_, __, ___, nonce) => ({ right: chance(nonce) < 0.25, confidence: 'guess' }) },
  forgetting,
  /** Sure of every tenth question, and wrong about it until it was met twice. */
  'confidently wrong': {
    answer(question, memory, nowMs, nonce) {
      if (!isFalseFriend(question)) return forgetting.answer(question, memory, nowMs, nonce)
      const right = memory !== undefined && memory.lapses + (memory.settled ? 1 : 0) > 0
      return { right, confidence: 'sure' }
    },
  },
}
const isFalseFriend = ({ id }: Reviewable) => Number(id.split('-')[1]) % 10 === 0

interface Day {
  readonly asked: number
  readonly postponed: number
  /** Questions that had settled and came up today, and how many of them were still known. */
  readonly settled: number
  readonly kept: number
  /** The places of yesterday's confident errors in today's line. */
  readonly falseFriends: readonly number[]
}

/** Sixty evenings: each does what the plan says, once, and what short steps bring up again within the hour. */
function sixtyDays(
  learner: Learner,
  seed: number,
  goals: Goals = DEFAULT_GOALS,
): { days: Day[]; memories: ReadonlyMap<string, Memory> } {
  const { memories, add } = createRemembering(goals)
  const days: Day[] = []
  for (let day = 0; day < DAYS; day++) {
    let nowMs = START_MS + day * DAY_MS
    const done = new Set<string>()
    const counted = { asked: 0, postponed: 0, settled: 0, kept: 0 }
    let falseFriends: number[] = []
    for (let round = 0; round < 4; round++) {
      const plan = planDay({ questions: BANK, memories, goals, nowMs, dayOf, doneToday: counted.asked })
      if (round === 0) {
        counted.postponed = plan.postponed
        falseFriends = plan.round.flatMap(({ id }, place) => {
          const last = memories.get(id)?.last
          return last && !last.right && last.confidence === 'sure' ? [place] : []
        })
      }
      for (const question of plan.round) {
        const memory = memories.get(question.id)
        const { right, confidence } = learner.answer(
          question,
          memory,
          nowMs,
          `${seed}/${day}/${round}/${question.id}`,
        )
        if (memory?.settled && !done.has(question.id)) {
          counted.settled += 1
          counted.kept += right ? 1 : 0
        }
        done.add(question.id)
        counted.asked += 1
        add({
          session: `day-${day}`,
          question: question.id,
          version: 1,
          case: 'only',
          attempt: round,
          atMs: nowMs,
          confidence,
          right,
          score: right ? 1 : 0,
          revealed: false,
          misconceptions: [],
        })
        nowMs += 30_000
      }
      nowMs += 15 * 60_000
    }
    days.push({ ...counted, falseFriends })
  }
  return { days, memories }
}

const sum = (days: readonly Day[], what: 'asked' | 'settled' | 'kept' | 'postponed') =>
  days.reduce((total, day) => total + day[what], 0)

describe.each(Object.entries(LEARNERS))('a %s learner, sixty days', (name, learner) => {
  const runs = SEEDS.map((seed) => sixtyDays(learner, seed))

  test('is never asked more than the daily cap, and nothing overdue piles up', () => {
    const busiest = Math.max(...runs.flatMap(({ days }) => days.map(({ asked }) => asked)))
    const left = runs.map(({ days }) => Math.max(...days.slice(-20).map(({ postponed }) => postponed)))
    const met = runs.map(({ memories }) => memories.size)
    const settled = runs.map(({ days }) => sum(days, 'settled'))
    const kept = runs.map(({ days }) => sum(days, 'kept') / Math.max(1, sum(days, 'settled')))
    console.info(
      `${name}: busiest day ${busiest}, postponed in the last 20 days at most ${left}, questions met ${met}, ` +
        `settled reviews ${settled}, kept ${kept.map((share) => share.toFixed(3))}`,
    )
    expect(busiest).toBeLessThanOrEqual(DEFAULT_GOALS.dailyCap)
    expect(Math.max(...left)).toBeLessThanOrEqual(DEFAULT_GOALS.dailyCap)
  })
  if (name === 'forgetting')
    test('keeps as much as was asked for, give or take 5 points, for each goal', () => {
      for (const retention of [0.85, 0.9, 0.95]) {
        const all = SEEDS.map((seed) => sixtyDays(learner, seed, { ...DEFAULT_GOALS, retention }))
        const kept =
          all.reduce((total, { days }) => total + sum(days, 'kept'), 0) /
          all.reduce((total, { days }) => total + sum(days, 'settled'), 0)
        console.info(`goal ${retention}: ${kept.toFixed(3)} were still known when they came up`)
        expect(Math.abs(kept - retention)).toBeLessThanOrEqual(0.05)
      }
    })

  if (name === 'confidently wrong')
    test('meets the confident errors first', () => {
      const lines = runs.flatMap(({ days }) => days.map(({ falseFriends }) => falseFriends))
      expect(lines.filter((places) => places.length > 0).length).toBeGreaterThan(20)
      for (const places of lines) expect(places).toEqual(places.map((_, index) => index))
    })
})
