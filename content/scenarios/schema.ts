import * as z from 'zod'
import { Scenario } from '#mocks/systems/scenario.ts'
import { Slug } from '../schema/concept.ts'
import type { FinishedRun } from './finished-run.ts'

/** Text that a learner reads; `code` between backticks. */
const Text = z.string().trim().min(1).max(600)

/** Whether something is so in a finished run: a pure function. */
const Predicate = z.custom<(run: FinishedRun) => boolean>(
  (value) => typeof value === 'function',
  'a predicate is a function of the finished run',
)

/** One value that is read off a finished run: a pure function. */
const Reading = z.custom<(run: FinishedRun) => number>(
  (value) => typeof value === 'function',
  'a reading is a function of the finished run',
)

/** One answer to a prediction. Which one is right is not written down: the run knows. */
const Option = z.strictObject({
  value: z.number(),
  text: Text,
  /** What speaks for this answer, or against it, in words that are true whichever one is right. */
  why: Text,
})

/** What the learner says before the run. Right is the option whose value the run gives. */
export const Prediction = z
  .strictObject({ question: Text, reads: Reading, options: z.array(Option).min(3).max(6) })
  .refine(({ options }) => new Set(options.map(({ value }) => value)).size === options.length, {
    message: 'two options stand for the same value',
    path: ['options'],
  })
export type Prediction = z.infer<typeof Prediction>

/** A figure that the cure makes worse; more is always worse. */
const Price = z.strictObject({ label: Text, unit: Text, reads: Reading })

/** What a cure costs: in words, and measured in two runs, without the cure and with it. */
const Cost = z.strictObject({
  says: Text,
  measured: z.array(Price).min(1),
  /** Where the cost shows in other runs than the symptom and the cure. */
  runs: z.strictObject({ without: Scenario, with: Scenario }).optional(),
})

/** What helps. In its run the symptom is gone, and `shows` holds instead. */
const Cure = z.strictObject({
  id: Slug,
  does: Text,
  scenario: Scenario,
  says: Text,
  shows: Predicate,
  cost: Cost,
})
export type Cure = z.infer<typeof Cure>

/** One failure of a distributed system: how it comes about, how to see it, what helps, what only seems to help. */
export const FailureScenario = z
  .strictObject({
    /** Stable for ever: links and progress hang on it. */
    id: Slug,
    /** Its number in the catalogue; gaps are scenarios that do not exist. */
    number: z.int().min(1).max(99),
    title: z.string().min(3).max(60),
    /** One or two lines. */
    story: z.string().trim().min(20).max(300),
    prediction: Prediction,
    symptom: z.strictObject({ says: Text, scenario: Scenario, shows: Predicate }),
    /** The first one is the one to show first. */
    cures: z.array(Cure).min(1).max(3),
    /** A tempting wrong turn. In its run the symptom is still there, and `shows` holds as well. */
    wrongCure: z.strictObject({ does: Text, tempts: Text, scenario: Scenario, says: Text, shows: Predicate }),
    /** What is taken for granted, in words, shown beside the results. */
    assumptions: Scenario.shape.assumptions.unwrap().min(1),
  })
  .refine(({ cures }) => new Set(cures.map(({ id }) => id)).size === cures.length, {
    message: 'two cures have the same id',
    path: ['cures'],
  })
export type FailureScenario = z.infer<typeof FailureScenario>
/** A failure scenario as its author writes it: whatever has a default may be left out. */
export type FailureScenarioInput = z.input<typeof FailureScenario>
