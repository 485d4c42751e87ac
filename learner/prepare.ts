import type {
  Case,
  Check,
  Demo,
  OrderQuestion,
  PredictQuestion,
  Question,
  SelectQuestion,
  SingleQuestion,
} from '#content/questions/schema.ts'
import { hopsOf } from '#mocks/log/views/spans.ts'
import type { Scenario } from '#mocks/systems/scenario.ts'
import { measure, measureNumber, type Run } from './measure.ts'
import { ONLY_CASE } from './outline.ts'
import { fill, type Words } from './words.ts'

/** The right answer of one case. */
export type Key =
  | { readonly kind: 'single'; readonly option: string }
  | { readonly kind: 'select'; readonly options: readonly string[] }
  | { readonly kind: 'order'; readonly steps: readonly string[] }
  | { readonly kind: 'predict'; readonly values: Readonly<Record<string, number>> }

/** One case, ready to be asked: its words are complete and its key was read off its run. */
export interface PreparedCase {
  readonly id: string
  readonly words: Words
  readonly demo: Demo
  readonly key: Key
}

type Without<Kind extends Question> = Omit<Kind, 'cases' | 'demo'>

/** A question, ready to be asked. Questions of every kind have cases here; a fixed one has exactly one. */
export type PreparedQuestion = (
  | Without<SingleQuestion>
  | Without<SelectQuestion>
  | Without<OrderQuestion>
  | Without<PredictQuestion>
) & { readonly cases: readonly [PreparedCase, ...PreparedCase[]] }

/** Runs a scenario to its end. */
export type RunScenario = (scenario: Scenario) => Promise<Run>

/**
 * Runs every case of a question, computes its keys and confirms its checks. Throws when the engine disagrees
 * with what the question says, so that no build carries a wrong key.
 */
export async function prepareQuestion(
  question: Question,
  runScenario: RunScenario,
): Promise<PreparedQuestion> {
  const written: readonly Case[] =
    'cases' in question ? question.cases : [{ id: ONLY_CASE, words: {}, demo: question.demo }]
  const cases: PreparedCase[] = []
  for (const one of written) {
    try {
      cases.push(await prepareCase(question, one, runScenario))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`Question "${question.id}", case "${one.id}": ${reason}`, { cause: error })
    }
  }
  const [first, ...rest] = cases
  if (!first) throw new Error(`Question "${question.id}" has no case.`)
  if ('cases' in question) {
    const { cases: _, ...asked } = question
    return { ...asked, cases: [first, ...rest] }
  }
  const { demo: _, ...asked } = question
  return { ...asked, cases: [first, ...rest] }
}

async function prepareCase(
  question: Question,
  { id, words, demo }: Case,
  runScenario: RunScenario,
): Promise<PreparedCase> {
  const runs = await Promise.all(demo.runs.map(({ scenario }) => runScenario(scenario)))
  for (const result of confirm(demo.checks, runs)) {
    if (!result.holds) {
      throw new Error(
        `the engine disagrees with "${result.label}": it measured ${result.values.join(' and ')}.`,
      )
    }
  }
  const [asked] = runs
  if (!asked) throw new Error('the demonstration has no run.')
  const all = question.kind === 'predict' ? { ...words, ...computedWords(question, runs) } : words
  const prepared: PreparedCase = { id, words: all, demo, key: keyOf(question, demo, asked) }
  for (const text of textsOf(question, prepared.key)) fill(text, all)
  return prepared
}

function computedWords({ computed }: PredictQuestion, runs: readonly Run[]): Words {
  return Object.fromEntries(
    Object.entries(computed).map(([name, { run, measure: what }]) => {
      const measured = runs[run]
      if (!measured) throw new Error(`{${name}} is measured in run ${run}, and there is none.`)
      return [name, measure(measured, what)]
    }),
  )
}

function keyOf(question: Question, demo: Demo, run: Run): Key {
  switch (question.kind) {
    case 'single':
      return { kind: 'single', option: question.options.find((option) => option.right)?.id ?? '' }
    case 'select':
      return {
        kind: 'select',
        options: question.options.filter((option) => option.right).map(({ id }) => id),
      }
    case 'order':
      return { kind: 'order', steps: stepsOf(question, demo, run) }
    case 'predict':
      return {
        kind: 'predict',
        values: Object.fromEntries(question.asks.map((ask) => [ask.id, measureNumber(run, ask.measure)])),
      }
  }
}

function stepsOf({ steps }: OrderQuestion, demo: Demo, run: Run): readonly string[] {
  const traceId = run.exchanges[demo.request]?.traceId
  const taken = hopsOf(run.events, traceId ?? '').map(({ from, to, request: { method } }) => {
    const step = steps.find(({ hop }) => hop.from === from && hop.to === to && hop.method === method)
    if (!step) throw new Error(`no step stands for the hop ${from} → ${to} (${method}).`)
    return step.id
  })
  const twice = taken.find((id, index) => taken.indexOf(id) !== index)
  if (twice) throw new Error(`two hops fit the step "${twice}".`)
  return taken
}

/** Every text that this case may show. Throws when something that may have to be said is not written. */
function textsOf(question: Question, key: Key): string[] {
  const texts = [question.stem, question.takeaway]
  if (question.kind === 'single' || question.kind === 'select') {
    texts.push(...question.options.flatMap(({ text, why }) => [text, why]))
  }
  if (question.kind === 'order' && key.kind === 'order') {
    for (const step of question.steps) {
      const why = key.steps.includes(step.id) ? step.whenRight : step.whenWrong
      if (!why)
        throw new Error(
          `the step "${step.id}" does not say why it ${key.steps.includes(step.id) ? 'belongs' : 'does not belong'}.`,
        )
      texts.push(step.text, why)
    }
  }
  if (question.kind === 'predict' && key.kind === 'predict') {
    for (const ask of question.asks) {
      const value = key.values[ask.id]
      texts.push(ask.label)
      if (ask.input === 'number') {
        texts.push(ask.unit, ask.whenRight, ask.otherwise.why, ...ask.mistakes.map(({ why }) => why))
        if (value === undefined || value < ask.min || value > ask.max) {
          throw new Error(`the right answer ${value} lies outside ${ask.min}–${ask.max}.`)
        }
      } else {
        const right = ask.choices.find((choice) => choice.value === value)
        if (!right?.whenRight)
          throw new Error(`the run gives ${value}, and no choice explains why that is right.`)
        texts.push(
          ...ask.choices.map((choice) => (choice === right ? right.whenRight : choice.whenWrong) ?? ''),
        )
      }
    }
  }
  return texts
}

/** One check with what was measured in each run, and whether it holds. */
export interface CheckResult {
  readonly label: string
  readonly of: Check['measure']['of']
  readonly expect: Check['expect']
  readonly values: readonly (string | number)[]
  readonly holds: boolean
}

/** Confirms the checks of a demonstration against its finished runs. */
export function confirm(checks: readonly Check[], runs: readonly Run[]): readonly CheckResult[] {
  return checks.map(({ label, measure: what, expect }) => {
    const values = runs.map((run) => measure(run, what))
    const same = values.every((value) => value === values[0])
    const holds =
      expect === 'same'
        ? same
        : expect === 'different'
          ? !same
          : values.every((value) => value === expect.equals)
    return { label, of: what.of, expect, values, holds }
  })
}
