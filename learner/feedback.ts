import { type Answer, grade } from './grading.ts'
import type { PreparedCase, PreparedQuestion } from './prepare.ts'
import { amountOf, fill } from './words.ts'

/**
 * One explanation. `judged` says how the learner dealt with this part: rightly, wrongly, or not at all
 * (an option that was rightly left alone is `right`). `chosen` says whether the learner put it forward.
 */
export interface Explanation {
  readonly id: string
  readonly text: string
  readonly why: string
  /** Whether this belongs into the right answer. */
  readonly correct: boolean
  readonly chosen: boolean
  readonly judged: 'right' | 'wrong'
}

/** Why each part of the question is right or wrong: every option, step or value, in the order of the question. */
export function explain(
  question: PreparedQuestion,
  { key, words }: PreparedCase,
  answer: Answer | undefined,
): readonly Explanation[] {
  const graded = answer
    ? new Map(grade(question, key, answer).parts.map((part) => [part.id, part.right]))
    : new Map()
  const make = (id: string, text: string, why: string, correct: boolean, chosen: boolean): Explanation => ({
    id,
    text: fill(text, words),
    why: fill(why, words),
    correct,
    chosen,
    judged: (graded.get(id) ?? correct === chosen) ? 'right' : 'wrong',
  })

  switch (question.kind) {
    case 'single':
      return question.options.map(({ id, text, why, right }) =>
        make(id, text, why, right, answer?.kind === 'single' && answer.option === id),
      )
    case 'select':
      return question.options.map(({ id, text, why, right }) =>
        make(id, text, why, right, answer?.kind === 'select' && answer.options.includes(id)),
      )
    case 'order': {
      const right = key.kind === 'order' ? key.steps : []
      return [...question.steps]
        .sort((a, b) => place(right, a.id) - place(right, b.id))
        .map((step) => {
          const belongs = right.includes(step.id)
          const why = (belongs ? step.whenRight : step.whenWrong) ?? ''
          return make(
            step.id,
            step.text,
            why,
            belongs,
            answer?.kind === 'order' && answer.steps.includes(step.id),
          )
        })
    }
    case 'predict': {
      const values = key.kind === 'predict' ? key.values : {}
      return question.asks.flatMap((ask): Explanation[] => {
        const expected = values[ask.id]
        const given = answer?.kind === 'predict' ? answer.values[ask.id] : undefined
        if (ask.input === 'choice') {
          return ask.choices.map((choice) => {
            const correct = choice.value === expected
            const why = (correct ? choice.whenRight : choice.whenWrong) ?? ''
            const chosen = choice.value === given
            return {
              ...make(`${ask.id}-${choice.value}`, choice.text, why, correct, chosen),
              judged: correct === chosen ? 'right' : 'wrong',
            }
          })
        }
        const right = make(
          `${ask.id}-right`,
          `${expected} ${ask.unit}`,
          ask.whenRight,
          true,
          given === expected,
        )
        if (given === undefined || graded.get(ask.id) === true)
          return [{ ...right, chosen: given !== undefined, judged: 'right' }]
        const mistake = ask.mistakes.find(({ value }) => amountOf(value, words) === given) ?? ask.otherwise
        return [
          make(`${ask.id}-given`, `${given} ${ask.unit}`, mistake.why, false, true),
          { ...right, judged: 'wrong' },
        ]
      })
    }
  }
}

function place(right: readonly string[], id: string): number {
  const at = right.indexOf(id)
  return at < 0 ? right.length : at
}
