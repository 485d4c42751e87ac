import type { QuestionOutline } from '#learner/outline.ts'
import type { Progress } from '#learner/progress.ts'
import { type Mastery, masteryOf } from '#learner/review/mastery.ts'
import { type Memory, memoriesOf } from '#learner/review/memory.ts'
import { type Plan, planDay } from '#learner/review/plan.ts'
import { dayOf } from './local-day.ts'

/** What a learner's answers come to at one moment. */
export interface ReviewState {
  readonly plan: Plan<QuestionOutline>
  readonly mastery: readonly Mastery[]
  readonly memories: ReadonlyMap<string, Memory>
}

/** Kinds of question that ask for more than recognising. */
const TRANSFER: ReadonlySet<QuestionOutline['kind']> = new Set(['predict'])

/** Works out what to ask today and where the learner stands. Heavy enough to be loaded only when it is needed. */
export function reviewOf(
  { reviews: all, goals }: Progress,
  questions: readonly QuestionOutline[],
  nowMs: number,
): ReviewState {
  const versions = new Map(questions.map(({ id, version }) => [id, version]))
  const reviews = all.filter(({ question, version }) => versions.get(question) === version)
  const memories = memoriesOf(reviews, goals)
  const today = new Set(
    reviews.filter(({ atMs }) => dayOf(atMs) === dayOf(nowMs)).map(({ question }) => question),
  )
  return {
    memories,
    plan: planDay({ questions, memories, goals, nowMs, dayOf, doneToday: today.size }),
    mastery: masteryOf({
      questions: questions.map(({ id, page, objective, kind }) => ({
        id,
        page,
        objective,
        transfer: TRANSFER.has(kind),
      })),
      reviews,
      memories,
      nowMs,
      dayOf,
    }),
  }
}
