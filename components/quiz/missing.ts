import type { Answer } from '#learner/grading.ts'
import type { PreparedQuestion } from '#learner/prepare.ts'

/** What an answer still lacks before it can be checked, in words; undefined when nothing. */
export function missing(question: PreparedQuestion, answer: Answer | undefined): string | undefined {
  switch (question.kind) {
    case 'single':
      return answer ? undefined : 'Nothing is chosen yet. Choose an option, or ask to be told.'
    case 'select':
      return answer?.kind === 'select' && answer.options.length > 0
        ? undefined
        : 'Nothing is ticked yet. Tick at least one option, or ask to be told.'
    case 'order':
      return answer?.kind === 'order' && answer.steps.length > 0
        ? undefined
        : 'Your order is still empty. Add at least one step, or ask to be told.'
    case 'predict':
      for (const ask of question.asks) {
        const value = answer?.kind === 'predict' ? answer.values[ask.id] : undefined
        if (ask.input === 'choice') {
          if (value === undefined) return 'Nothing is chosen yet. Choose what you expect, or ask to be told.'
        } else if (value === undefined || !Number.isInteger(value) || value < ask.min || value > ask.max) {
          return `Write a whole number from ${ask.min} to ${ask.max}, or ask to be told.`
        }
      }
      return undefined
  }
}
