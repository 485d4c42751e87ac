import * as z from 'zod'
import { Scenario } from '#mocks/systems/scenario.ts'
import { Slug } from '../schema/concept.ts'
import { Measure } from './measure.ts'

/** Text that a learner reads. `code` between backticks; {word} is filled in from the case that was drawn. */
const Text = z.string().trim().min(1).max(600)

/** What one run of a demonstration is called, and the scenario that it runs. */
export const DemoRun = z.strictObject({ id: Slug, label: z.string().min(1).max(40), scenario: Scenario })
export type DemoRun = z.infer<typeof DemoRun>

/** Something that the engine must confirm in the demonstration, or the build fails. */
export const Check = z.strictObject({
  label: Text,
  measure: Measure,
  /** `same` and `different` compare the runs with each other; `equals` holds for every run. */
  expect: z.union([
    z.enum(['same', 'different']),
    z.strictObject({ equals: z.union([z.string(), z.number()]) }),
  ]),
})
export type Check = z.infer<typeof Check>

/** What "Show me" runs in the bookshop, what to look at, and what must come out. */
export const Demo = z
  .strictObject({
    /** Which exchange of the workload is drawn: the one that the question asks about. */
    request: z.int().min(0).max(50).default(0),
    watch: Text,
    runs: z.array(DemoRun).min(1).max(2),
    checks: z.array(Check).max(6).default([]),
  })
  .superRefine((demo, context) => {
    for (const { label, expect } of demo.checks) {
      if (demo.runs.length < 2 && typeof expect === 'string') {
        context.addIssue({
          code: 'custom',
          path: ['checks'],
          message: `"${label}" compares runs, and there is only one`,
        })
      }
    }
    for (const { id, scenario } of demo.runs) {
      if (demo.request >= scenario.workload.length) {
        context.addIssue({
          code: 'custom',
          path: ['request'],
          message: `run "${id}" has no request ${demo.request}`,
        })
      }
    }
  })
export type Demo = z.infer<typeof Demo>

/**
 * An answer that can be chosen. It says why it is right or wrong. A wrong one names the misconception that leads
 * to it; a right one may name the misconception that makes people leave it out.
 */
export const Option = z
  .strictObject({ id: Slug, text: Text, right: z.boolean(), why: Text, misconception: Slug.optional() })
  .refine((option) => option.right || option.misconception !== undefined, {
    message: 'a wrong option names the misconception behind it',
    path: ['misconception'],
  })
export type Option = z.infer<typeof Option>

/** A step that can be put in order. Whether it belongs, and where, is read off the run. */
export const Step = z.strictObject({
  id: Slug,
  text: Text,
  /** The hop that this step stands for. */
  hop: z.strictObject({ from: Slug, to: Slug, method: z.string().regex(/^[A-Z]+$/) }),
  whenRight: Text.optional(),
  whenWrong: Text.optional(),
  /** What somebody may believe who takes this step in wrongly, or leaves it out. */
  misconception: Slug,
})
export type Step = z.infer<typeof Step>

/** A number in words: as written, or a word of the case, or the difference of two. */
export const Amount = z.union([
  z.number(),
  z.strictObject({ word: Slug, minus: z.union([z.number(), Slug]).optional() }),
])
export type Amount = z.infer<typeof Amount>

const ChoiceAsk = z.strictObject({
  input: z.literal('choice'),
  id: Slug,
  label: Text,
  measure: Measure,
  choices: z
    .array(
      z.strictObject({
        value: z.number(),
        text: Text,
        whenRight: Text.optional(),
        whenWrong: Text,
        misconception: Slug,
      }),
    )
    .min(3),
})

const NumberAsk = z.strictObject({
  input: z.literal('number'),
  id: Slug,
  label: Text,
  unit: Text,
  measure: Measure,
  min: z.int(),
  max: z.int(),
  /** How far off an answer may be and still count. */
  tolerance: z.number().min(0).default(0),
  whenRight: Text,
  /** Known wrong turns, by the number that they lead to. The first that fits speaks. */
  mistakes: z.array(z.strictObject({ value: Amount, why: Text, misconception: Slug })).min(1),
  /** What any other number gets to read. */
  otherwise: z.strictObject({ why: Text, misconception: Slug }),
})

/** One thing to predict about the first run of a case; that run itself holds the right answer. */
export const Ask = z.discriminatedUnion('input', [ChoiceAsk, NumberAsk])
export type Ask = z.infer<typeof Ask>

/** One of the forms in which a question is asked: the words that fill its text, and the run behind it. */
export const Case = z.strictObject({
  id: Slug,
  words: z.record(Slug, z.union([z.string(), z.number()])).default({}),
  demo: Demo,
})
export type Case = z.infer<typeof Case>

/** Lines to look at beside the stem: a message, a diagram in words. */
const Exhibit = z.strictObject({ label: Text, lines: z.array(z.string().max(80)).min(1).max(12) })
export type Exhibit = z.infer<typeof Exhibit>

const common = {
  /** Stable for ever: a learner's history hangs on it. */
  id: Slug,
  /** Raised when the meaning changes, so that old answers can be told from new ones. */
  version: z.int().min(1),
  /** The concept page that teaches this. */
  page: Slug,
  objective: Text,
  /** A set of questions about things that are easily taken for each other, such as 401 and 403: asked close together. */
  contrast: Slug.optional(),
  stem: Text,
  exhibits: z.array(Exhibit).max(2).default([]),
  difficulty: z.enum(['easy', 'medium', 'hard']),
  takeaway: Text,
  /** Ids of `sources.ts`. */
  sources: z.array(Slug).min(1),
}

/** One right answer out of several. */
export const SingleQuestion = z
  .strictObject({ ...common, kind: z.literal('single'), options: z.array(Option).min(4).max(6), demo: Demo })
  .refine((question) => question.options.filter((option) => option.right).length === 1, {
    message: 'a single-choice question has exactly one right option',
    path: ['options'],
  })
export type SingleQuestion = z.infer<typeof SingleQuestion>

/** Any number of right answers; every option is scored for itself. */
export const SelectQuestion = z
  .strictObject({ ...common, kind: z.literal('select'), options: z.array(Option).min(4).max(8), demo: Demo })
  .refine(
    (question) => {
      const right = question.options.filter((option) => option.right).length
      return right > 0 && right < question.options.length
    },
    { message: 'a select-all question has right and wrong options', path: ['options'] },
  )
export type SelectQuestion = z.infer<typeof SelectQuestion>

/** Put the hops of a run in order, and leave out what does not happen. */
export const OrderQuestion = z.strictObject({
  ...common,
  kind: z.literal('order'),
  steps: z.array(Step).min(4).max(9),
  cases: z.array(Case).min(1),
})
export type OrderQuestion = z.infer<typeof OrderQuestion>

/** Say what a run will do before it runs. */
export const PredictQuestion = z.strictObject({
  ...common,
  kind: z.literal('predict'),
  asks: z.array(Ask).min(1).max(3),
  /** Words that are measured in the case's own runs, for stem and explanations; `run` counts from 0. */
  computed: z
    .record(Slug, z.strictObject({ run: z.int().min(0).max(1).default(0), measure: Measure }))
    .default({}),
  cases: z.array(Case).min(2),
})
export type PredictQuestion = z.infer<typeof PredictQuestion>

/** One question of the bank, of any kind. */
export const Question = z.discriminatedUnion('kind', [
  SingleQuestion,
  SelectQuestion,
  OrderQuestion,
  PredictQuestion,
])
export type Question = z.infer<typeof Question>
/** A question as its author writes it: whatever has a default may be left out. */
export type QuestionInput = z.input<typeof Question>

/** A wrong belief that questions test for, and what to keep in mind instead. */
export const Misconception = z.strictObject({ id: Slug, belief: Text, instead: Text })
export type Misconception = z.infer<typeof Misconception>
