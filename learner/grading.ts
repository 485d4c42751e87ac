import type { Key, PreparedCase, PreparedQuestion } from './prepare.ts'
import { amountOf } from './words.ts'

/** What a learner answered: said in the same words as the key. */
export type Answer = Key

/** One part of an answer, judged for itself: an option, a step, a predicted value. */
export interface Part {
  readonly id: string
  readonly right: boolean
}

/** The verdict on an answer. `score` runs from 0 to 1, and is 1 exactly when the whole answer is right. */
export interface Grade {
  readonly right: boolean
  readonly score: number
  readonly parts: readonly Part[]
}

/** Grades an answer against the key of its case. An answer of another kind than the question scores 0. */
export function grade(question: PreparedQuestion, key: Key, answer: Answer): Grade {
  if (question.kind === 'single' && key.kind === 'single' && answer.kind === 'single') {
    return gradeOf([{ id: answer.option, right: answer.option === key.option }])
  }
  if (question.kind === 'select' && key.kind === 'select' && answer.kind === 'select') {
    return gradeOf(
      question.options.map(({ id }) => ({
        id,
        right: key.options.includes(id) === answer.options.includes(id),
      })),
    )
  }
  if (question.kind === 'order' && key.kind === 'order' && answer.kind === 'order') {
    const kept = longestCommonSubsequence(answer.steps, key.steps)
    return gradeOf(
      question.steps.map(({ id }) => ({
        id,
        right: key.steps.includes(id) ? kept.includes(id) : !answer.steps.includes(id),
      })),
    )
  }
  if (question.kind === 'predict' && key.kind === 'predict' && answer.kind === 'predict') {
    return gradeOf(
      question.asks.map((ask) => {
        const given = answer.values[ask.id]
        const expected = key.values[ask.id]
        const tolerance = ask.input === 'number' ? ask.tolerance : 0
        return {
          id: ask.id,
          right: given !== undefined && expected !== undefined && Math.abs(given - expected) <= tolerance,
        }
      }),
    )
  }
  return { right: false, score: 0, parts: [] }
}

function gradeOf(parts: readonly Part[]): Grade {
  const right = parts.filter((part) => part.right).length
  return { right: right === parts.length, score: right / parts.length, parts }
}

/** The longest list of steps that stand in the same order in both: what needs no move. */
function longestCommonSubsequence(a: readonly string[], b: readonly string[]): readonly string[] {
  let above: (readonly string[])[] = Array.from({ length: b.length + 1 }, () => [])
  for (const x of a) {
    const row: (readonly string[])[] = [[]]
    b.forEach((y, j) => {
      const diagonal = above[j] ?? []
      const up = above[j + 1] ?? []
      const left = row[j] ?? []
      row.push(x === y ? [...diagonal, x] : up.length >= left.length ? up : left)
    })
    above = row
  }
  return above[b.length] ?? []
}

/** Which misconceptions a wrong answer points to, without repetition. None for a right one. */
export function misconceptionsIn(
  question: PreparedQuestion,
  { key, words }: PreparedCase,
  answer: Answer,
): readonly string[] {
  const found = new Set<string>()
  const { parts } = grade(question, key, answer)
  const wrong = new Set(parts.filter((part) => !part.right).map((part) => part.id))
  if (question.kind === 'single' || question.kind === 'select') {
    for (const option of question.options)
      if (option.misconception && wrong.has(option.id)) found.add(option.misconception)
  } else if (question.kind === 'order') {
    for (const step of question.steps) if (wrong.has(step.id)) found.add(step.misconception)
  } else if (answer.kind === 'predict') {
    for (const ask of question.asks) {
      const given = answer.values[ask.id]
      if (!wrong.has(ask.id) || given === undefined) continue
      if (ask.input === 'choice') {
        const choice = ask.choices.find(({ value }) => value === given)
        if (choice) found.add(choice.misconception)
      } else {
        const mistake = ask.mistakes.find(({ value }) => amountOf(value, words) === given)
        found.add((mistake ?? ask.otherwise).misconception)
      }
    }
  }
  return [...found]
}
