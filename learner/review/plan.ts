import { seededOrder } from '../seeded-order.ts'
import type { Goals } from './goals.ts'
import { type Memory, retrievability } from './memory.ts'
import { spread } from './spread.ts'

/** What a plan needs to know of a question. */
export interface Reviewable {
  readonly id: string
  readonly page: string
  /** Questions of one set are easily taken for each other, so they are asked close together. */
  readonly contrast?: string | undefined
  readonly difficulty: 'easy' | 'medium' | 'hard'
}

export interface PlanOptions<Q> {
  readonly questions: readonly Q[]
  readonly memories: ReadonlyMap<string, Memory>
  readonly goals: Goals
  readonly nowMs: number
  /** The learner's day in which a moment lies, as a whole number: days go up by one. */
  readonly dayOf: (ms: number) => number
  /** How many questions were asked today. */
  readonly doneToday: number
}

/** What to do today. */
export interface Plan<Q> {
  /** What is due, most urgent first: confident errors, other errors, then what is closest to being forgotten. */
  readonly due: readonly Q[]
  /** What is new today; none while what is due fills the day. */
  readonly fresh: readonly Q[]
  /** Both in the order in which they are asked, no longer than what is left of the day. */
  readonly round: readonly Q[]
  /** How many are due and do not fit into today: they come first tomorrow, and nothing is lost. */
  readonly postponed: number
  /** When the next one comes up, if none is due. */
  readonly nextMs?: number
}

/** New questions are only begun while the busiest of the days ahead stays below this share of the daily cap. */
const FULL = 0.6
const DAYS_AHEAD = 4
/** New questions a day at most, as a share of the cap: each comes back several times in its first days. */
const FRESH_SHARE = 0.4
const LEVELS = { easy: 0, medium: 1, hard: 2 }

/** Plans a learner's day: what is due first, confident errors before all, then new questions while there is room. */
export function planDay<Q extends Reviewable>(options: PlanOptions<Q>): Plan<Q> {
  const { questions, memories, goals, nowMs, dayOf, doneToday } = options
  const today = dayOf(nowMs)
  const room = Math.max(0, goals.dailyCap - doneToday)
  const met: { question: Q; memory: Memory }[] = []
  const unmet: Q[] = []
  for (const question of questions) {
    const memory = memories.get(question.id)
    if (memory) met.push({ question, memory })
    else unmet.push(question)
  }
  const isDue = ({ dueMs, settled }: Memory) => (settled ? dayOf(dueMs) <= today : dueMs <= nowMs)
  const due = met
    .filter(({ memory }) => isDue(memory))
    .map(({ question, memory }) => ({
      question,
      urgent: urgencyOf(memory),
      left: retrievability(memory, nowMs),
    }))
    .sort((a, b) => b.urgent - a.urgent || a.left - b.left || (a.question.id < b.question.id ? -1 : 1))
  const fits = due.slice(0, room)

  const ahead = Array.from({ length: DAYS_AHEAD }, (_, index) => {
    const day = today + index + 1
    return met.filter(({ memory }) => !isDue(memory) && dayOf(memory.dueMs) === day).length
  })
  const busiest = Math.max(...ahead) + due.length - fits.length
  const freshRoom = Math.min(
    room - fits.length,
    Math.ceil(goals.dailyCap * FRESH_SHARE),
    Math.max(0, Math.floor(goals.dailyCap * FULL) - busiest),
  )
  const fresh = [...seededOrder(unmet, `day ${today}`, ({ id }) => id)]
    .sort((a, b) => LEVELS[a.difficulty] - LEVELS[b.difficulty])
    .slice(0, freshRoom)

  const first = fits.filter(({ urgent }) => urgent === CONFIDENT).map(({ question }) => question)
  const rest = fits.filter(({ urgent }) => urgent < CONFIDENT).map(({ question }) => question)
  const round = spread(spread(spread([], first), rest), fresh)
  const upcoming = met.filter(({ memory }) => !isDue(memory)).map(({ memory }) => memory.dueMs)
  return {
    due: due.map(({ question }) => question),
    fresh,
    round,
    postponed: due.length - fits.length,
    ...(due.length === 0 && upcoming.length > 0 ? { nextMs: Math.min(...upcoming) } : {}),
  }
}

const CONFIDENT = 2

/** Errors made with confidence come first: they are the best corrected ones (Butterfield & Metcalfe 2001). */
function urgencyOf({ last: { right, confidence } }: Memory): number {
  if (right) return 0
  return confidence === 'sure' ? CONFIDENT : 1
}
