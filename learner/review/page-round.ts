import type { Memory } from './memory.ts'
import type { Reviewable } from './plan.ts'

/** How many questions are asked after a page. */
export const AFTER_A_PAGE = 3

const LEVELS = { easy: 0, medium: 1, hard: 2 }

/** What to ask somebody who has just read a page: what was never asked, easier ones first, then missed, then fading. */
export function pageRound<Q extends Reviewable>(
  questions: readonly Q[],
  page: string,
  memories: ReadonlyMap<string, Memory>,
): readonly Q[] {
  const rank = ({ id }: Q) => {
    const memory = memories.get(id)
    if (!memory) return 0
    return memory.last.right ? 2 : 1
  }
  return questions
    .filter((question) => question.page === page)
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        (memories.get(a.id)?.dueMs ?? 0) - (memories.get(b.id)?.dueMs ?? 0) ||
        LEVELS[a.difficulty] - LEVELS[b.difficulty],
    )
    .slice(0, AFTER_A_PAGE)
}
