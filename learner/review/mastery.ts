import type { Review } from '../progress.ts'
import { type Memory, retrievability } from './memory.ts'

/** How far a learner is with one objective. */
export type Stage = 'new' | 'learning' | 'solid' | 'mastered'

/** What mastery needs to know of a question. */
export interface Assessing {
  readonly id: string
  readonly objective: string
  readonly page: string
  /** Whether it asks for more than recognising: to predict a run, to find a place, to repair, to decide with reasons. */
  readonly transfer: boolean
}

/** How far a learner is with one objective, and what the next step would be. */
export interface Mastery {
  readonly objective: string
  readonly page: string
  readonly stage: Stage
  /** Why it is not further, in words; what may fade, where it is mastered. */
  readonly reason: string
  /** The chance that its questions are known now, from 0 to 1; absent while nothing was answered. */
  readonly known?: number
}

export interface MasteryOptions {
  readonly questions: readonly Assessing[]
  /** Answers to the present versions of the questions. */
  readonly reviews: readonly Review[]
  readonly memories: ReadonlyMap<string, Memory>
  readonly nowMs: number
  readonly dayOf: (ms: number) => number
}

/** From this chance on something counts as known. */
const KNOWN = 0.9

/**
 * Where the learner stands with every objective, in the order of the questions. `solid`: two right answers on
 * different days, to different questions or forms of one. `mastered`: known now, one of them a transfer question.
 */
export function masteryOf({
  questions,
  reviews,
  memories,
  nowMs,
  dayOf,
}: MasteryOptions): readonly Mastery[] {
  const byObjective = Map.groupBy(questions, ({ page, objective }) => `${page}\n${objective}`)
  return [...byObjective.values()].flatMap((asked): Mastery[] => {
    const [first] = asked
    if (!first) return []
    const { objective, page } = first
    const ids = new Set(asked.map(({ id }) => id))
    const answered = reviews.filter(({ question }) => ids.has(question))
    const met = asked.flatMap(({ id }) => memories.get(id) ?? [])
    if (answered.length === 0 || met.length === 0)
      return [{ objective, page, stage: 'new', reason: 'Nothing was asked yet.' }]
    const known = Math.min(...met.map((memory) => retrievability(memory, nowMs)))
    const of = (stage: Stage, reason: string): Mastery[] => [{ objective, page, stage, reason, known }]

    const right = answered.filter((review) => review.right && !review.revealed)
    if (right.length === 0) return of('learning', 'Needs a first right answer.')
    if (met.some(({ last }) => !last.right))
      return of('learning', 'The last answer to one of its questions was wrong.')
    const days = new Set(right.map(({ atMs }) => dayOf(atMs)))
    if (days.size < 2) return of('learning', 'Needs one more right answer, on another day.')
    const forms = new Set(right.map((review) => `${review.question}/${review.case}`))
    if (forms.size < 2 && asked.length > 1)
      return of('learning', 'Needs a right answer to another question of it.')
    const transfers = asked.filter(({ transfer }) => transfer)
    const canTransfer = right.some(({ question }) => transfers.some(({ id }) => id === question))
    if (transfers.length > 0 && !canTransfer)
      return of('solid', 'Needs one question in which you predict, find or repair something.')
    if (known < KNOWN) return of('solid', 'Was known, and fades a little: one look refreshes it.')
    return of('mastered', 'Known on several days, and put to use.')
  })
}
