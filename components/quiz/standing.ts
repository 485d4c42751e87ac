import type { QuestionOutline } from '#learner/outline.ts'
import { openProgressStore } from '#learner/progress-storage.ts'
import type { Mastery } from '#learner/review/mastery.ts'
import { reviewOf } from './review.ts'

/** How far the learner is with a page, and why not further. */
export type Standing = Pick<Mastery, 'stage' | 'reason'>

const STAGES = ['new', 'learning', 'solid', 'mastered'] as const

/** Where the learner stands, page by page. Rejects when the outlines of the questions cannot be had. */
export async function loadStanding(): Promise<ReadonlyMap<string, Standing>> {
  const response = await fetch(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/quiz/questions/outlines.json`)
  const outlines: readonly QuestionOutline[] = await response.json()
  const store = openProgressStore(
    () => window.localStorage,
    () => Date.now(),
  )
  return standingOf(reviewOf(store.read(), outlines, Date.now()).mastery)
}

/** A page stands where its weakest objective stands; once something of it was answered, it is no longer new. */
export function standingOf(mastery: readonly Mastery[]): ReadonlyMap<string, Standing> {
  const pages = [...Map.groupBy(mastery, ({ page }) => page)]
  return new Map(
    pages.flatMap(([page, objectives]): [string, Standing][] => {
      const [weakest, ...others] = objectives.toSorted(
        (a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage),
      )
      if (!weakest) return []
      const begun = weakest.stage === 'new' && others.some(({ stage }) => stage !== 'new')
      const reason = objectives.length > 1 ? `“${weakest.objective}” ${weakest.reason}` : weakest.reason
      return [[page, { stage: begun ? 'learning' : weakest.stage, reason }]]
    }),
  )
}
