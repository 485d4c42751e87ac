import type { Grade } from '#learner/grading.ts'
import type { PreparedQuestion } from '#learner/prepare.ts'
import type { Confidence } from '#learner/session.ts'

/** The verdict in one or two sentences. `grade` is undefined when the learner asked to be told. */
export function sayVerdict(
  question: PreparedQuestion,
  grade: Grade | undefined,
  confidence: Confidence | undefined,
): string {
  if (!grade) return 'Here is the answer. The question comes back later.'
  if (grade.right) return confidence === 'guess' ? 'Right, by a guess. Here is why.' : 'Right.'
  const sure =
    confidence === 'sure'
      ? ' You were sure: that is the kind of error people remember best once they see why.'
      : ''
  const parts = question.kind === 'select' || question.kind === 'order' ? grade.parts : []
  const right = parts.filter((part) => part.right).length
  const what = question.kind === 'order' ? 'steps' : 'options'
  if (right > 0) return `Not quite: ${right} of ${parts.length} ${what} are right.${sure}`
  return `Not this time.${sure}`
}
