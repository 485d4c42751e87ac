import { useEffect, useMemo, useState } from 'react'
import type { QuestionOutline } from '#learner/outline.ts'
import type { Progress } from '#learner/progress.ts'
import type { ReviewState } from './review.ts'

/** What to ask today and where the learner stands; undefined until the scheduler has been loaded. */
export function useReview(
  progress: Progress | undefined,
  questions: readonly QuestionOutline[],
): ReviewState | undefined {
  const [module, setModule] = useState<typeof import('./review.ts')>()
  const [nowMs, setNow] = useState(0)
  useEffect(() => {
    const look = () => setNow(Date.now())
    void import('./review.ts').then((loaded) => {
      look()
      setModule(loaded)
    })
    // Whoever returns to the tab on another day sees that day's plan.
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return useMemo(() => {
    if (!module || !progress) return undefined
    // An answer may be younger than the last look at the clock.
    const latestMs = progress.reviews.at(-1)?.atMs ?? 0
    return module.reviewOf(progress, questions, Math.max(nowMs, latestMs))
  }, [module, progress, questions, nowMs])
}
