import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { Slug } from '../schema/concept.ts'

/** Text that a reader sees; `code` between backticks. */
const Text = z.string().trim().min(1).max(600)

/** What a reader has set: control → value. */
export type Chosen = Readonly<Record<string, string>>

const ChosenValues = z.record(Slug, Slug)

/** A switch of the panel. The first option is where it stands when the page opens. */
const Control = z.strictObject({
  id: Slug,
  legend: Text,
  options: z
    .array(z.strictObject({ value: Slug, label: z.string().min(1).max(40) }))
    .min(2)
    .max(8),
})

/** A pure function of a finished run. */
const Reads = z.custom<(run: FinishedRun, chosen: Chosen) => number | string>(
  (value) => typeof value === 'function',
  'a reading is a function of the finished run',
)

/** One figure that is read off the run. `observed`: counts, statuses, bytes, state. `modelled`: whatever contains injected time. */
const Figure = z.strictObject({
  label: Text,
  unit: z.string().max(30).default(''),
  evidence: z.enum(['observed', 'modelled']),
  reads: Reads,
})

/**
 * What the reader says before anything runs. It is about one setting of the switches, and that run itself holds the
 * right answer.
 */
const Prediction = z
  .strictObject({
    question: Text,
    about: ChosenValues,
    reads: Reads,
    options: z
      .array(
        z.strictObject({
          value: z.union([z.number(), z.string()]),
          text: Text,
          /** What speaks for this answer, or against it; read after the run. */
          why: Text,
        }),
      )
      .min(2)
      .max(6),
  })
  .refine(({ options }) => new Set(options.map(({ value }) => value)).size === options.length, {
    message: 'two options stand for the same value',
    path: ['options'],
  })

/** Gives the finished run of a setting; what is left out stands where the panel starts. */
export type RunAt = (chosen?: Chosen) => FinishedRun

/** Something that the page says about the panel's runs, as a pure function of them: a false one fails the build's tests. */
const Claim = z.strictObject({
  says: Text,
  holds: z.custom<(at: RunAt) => boolean>(
    (value) => typeof value === 'function',
    'a claim is a function of the runs',
  ),
})

/**
 * The live panel of a concept page: some switches, a run of the bookshop for each of their settings, and figures that
 * are measured in it. A panel is data; everything that it shows comes out of the run log.
 */
export const Panel = z
  .strictObject({
    id: Slug,
    title: Text,
    /** What to try, in one or two sentences. */
    invites: Text,
    controls: z.array(Control).min(1).max(4),
    /** The run of a setting. It must come to its end in well under a second. */
    scenario: z.custom<(chosen: Chosen) => ScenarioInput>(
      (value) => typeof value === 'function',
      'a scenario is a function of what was chosen',
    ),
    /** Which exchange of the workload is drawn, from 0. */
    watch: z
      .custom<(chosen: Chosen) => number>((value) => typeof value === 'function')
      .default(() => () => 0),
    /** Whether the trace is there to be seen at a setting, where `shows` names it: one may have to do without. */
    traceWhen: z
      .custom<(chosen: Chosen) => boolean>((value) => typeof value === 'function')
      .default(() => () => true),
    /**
     * What is shown of the run: the blocks and the trace of the watched exchange, its two messages as they were on the
     * wire, every message of the client in a line.
     */
    shows: z.array(z.enum(['blocks', 'trace', 'wire', 'messages'])).min(1),
    figures: z.array(Figure).min(1).max(8),
    prediction: Prediction,
    claims: z.array(Claim).min(1).max(8),
    /** What is taken for granted, in words. */
    assumptions: z.array(Text).min(1),
  })
  .superRefine(({ controls, prediction }, context) => {
    for (const [id, value] of Object.entries(prediction.about)) {
      const control = controls.find((one) => one.id === id)
      if (!control?.options.some((option) => option.value === value))
        context.addIssue({
          code: 'custom',
          path: ['prediction', 'about', id],
          message: `there is no such setting: ${id} = ${value}`,
        })
    }
  })
export type Panel = z.infer<typeof Panel>
/** A panel as its author writes it. */
export type PanelInput = z.input<typeof Panel>

/** Where the switches stand when the page opens. */
export function firstOf({ controls }: Pick<Panel, 'controls'>): Chosen {
  return Object.fromEntries(controls.map(({ id, options }) => [id, options[0]?.value ?? '']))
}

/** Every setting of the switches. */
export function settingsOf({ controls }: Pick<Panel, 'controls'>): readonly Chosen[] {
  return controls.reduce<Chosen[]>(
    (settings, { id, options }) =>
      settings.flatMap((chosen) => options.map(({ value }) => ({ ...chosen, [id]: value }))),
    [{}],
  )
}

/** A key for a setting, for maps and lists. */
export function settingKey({ controls }: Pick<Panel, 'controls'>, chosen: Chosen): string {
  return controls.map(({ id }) => chosen[id]).join(' ')
}

/** A setting in words: `Microservices, 3 tries`. */
export function sayChosen({ controls }: Pick<Panel, 'controls'>, chosen: Chosen): string {
  return controls
    .map(({ id, options }) => options.find(({ value }) => value === chosen[id])?.label ?? chosen[id])
    .join(', ')
}
