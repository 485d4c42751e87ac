import type { Question } from './schema.ts'

const MAX_LENGTH_RATIO = 1.5
const MIN_DISTRACTORS = 3

/** What is wrong with how a question is written, in words; empty when nothing is. The schema has checked its shape. */
export function lintQuestion(question: Question): string[] {
  return [
    ...negation(question),
    ...(question.kind === 'single' || question.kind === 'select' ? options(question) : []),
    ...(question.kind === 'predict' ? predictions(question) : []),
    ...twice(idsIn(question)).map((id) => `the id "${id}" is used twice`),
  ]
}

/** What is wrong with the bank as a whole. */
export function lintBank(questions: readonly Question[]): string[] {
  const single = questions.filter((question) => question.kind === 'single')
  const longest = single.filter(({ options }) => {
    const lengths = options.map(({ text }) => shownLength(text))
    const right = options.find((option) => option.right)
    return right && shownLength(right.text) === Math.max(...lengths)
  })
  return [
    ...twice(questions.map(({ id }) => id)).map((id) => `two questions have the id "${id}"`),
    ...(longest.length * 2 > single.length
      ? [
          `in ${longest.length} of ${single.length} single-choice questions the right option is the longest: learners would notice`,
        ]
      : []),
  ]
}

/** The misconceptions that a question names. */
export function misconceptionsOf(question: Question): string[] {
  switch (question.kind) {
    case 'single':
    case 'select':
      return question.options.flatMap(({ misconception }) => misconception ?? [])
    case 'order':
      return question.steps.map(({ misconception }) => misconception)
    case 'predict':
      return question.asks.flatMap((ask) =>
        ask.input === 'choice'
          ? ask.choices.map(({ misconception }) => misconception)
          : [...ask.mistakes.map(({ misconception }) => misconception), ask.otherwise.misconception],
      )
  }
}

function negation({ stem }: Question): string[] {
  const asked = stem.split(/(?<=[.!?:”])\s+/).filter((sentence) => sentence.includes('?'))
  return asked
    .filter((sentence) => /\b(not|never|except)\b|n[’']t\b/.test(sentence))
    .map((sentence) => `the question is negated without NOT in capitals: "${sentence}"`)
}

function options(question: Extract<Question, { kind: 'single' | 'select' }>): string[] {
  const problems: string[] = []
  const lengths = question.options.map(({ text }) => shownLength(text))
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)]
  if (longest > shortest * MAX_LENGTH_RATIO) {
    problems.push(`options run from ${shortest} to ${longest} characters: more than ${MAX_LENGTH_RATIO}×`)
  }
  for (const { text } of question.options) {
    if (/\b(all|none|both|neither) of (the above|these|them)\b/i.test(text))
      problems.push(`"${text}" refers to other options`)
  }
  problems.push(...twice(question.options.map(({ text }) => text)).map((text) => `two options say "${text}"`))
  const wrong = question.options.filter((option) => !option.right)
  if (question.kind === 'single') {
    if (wrong.length < MIN_DISTRACTORS)
      problems.push(`there are ${wrong.length} distractors: at least ${MIN_DISTRACTORS} are needed`)
    const right = question.options.find((option) => option.right)
    const stem = wordsIn(question.stem)
    const elsewhere = new Set(wrong.flatMap(({ text }) => [...wordsIn(text)]))
    const given = [...wordsIn(right?.text ?? '')].filter((word) => stem.has(word) && !elsewhere.has(word))
    if (given.length > 1)
      problems.push(`the stem gives the answer away: only the right option repeats ${given.join(', ')}`)
  }
  return problems
}

function predictions({ asks }: Extract<Question, { kind: 'predict' }>): string[] {
  return asks.flatMap((ask) =>
    ask.input === 'choice'
      ? twice(ask.choices.map(({ value }) => String(value))).map(
          (value) => `two choices of "${ask.id}" stand for ${value}`,
        )
      : [],
  )
}

function idsIn(question: Question): string[] {
  switch (question.kind) {
    case 'single':
    case 'select':
      return question.options.map(({ id }) => id)
    case 'order':
      return [...question.steps, ...question.cases].map(({ id }) => id)
    case 'predict':
      return [...question.asks, ...question.cases].map(({ id }) => id)
  }
}

function shownLength(text: string): number {
  return text.replaceAll('`', '').length
}

/** The words that carry meaning, as far as a length of five letters can tell. */
function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}{5,}/gu) ?? [])
}

function twice<T>(items: readonly T[]): T[] {
  return [...new Set(items.filter((item, index) => items.indexOf(item) !== index))]
}
