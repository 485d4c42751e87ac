import { loadPanel } from '#content/panels/read.ts'
import {
  type Chosen,
  firstOf,
  type Panel,
  sayChosen,
  settingKey,
  settingsOf,
} from '#content/panels/schema.ts'
import type { FinishedRun } from '#content/scenarios/finished-run.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'

export type { Chosen }

/** One figure with what was measured. */
export interface MeasuredFigure {
  readonly label: string
  readonly unit: string
  readonly evidence: 'observed' | 'modelled'
  readonly value: number | string
}

/** What a panel says before anything runs: its words and its switches, as plain data. */
export interface PanelFacts
  extends Pick<Panel, 'id' | 'title' | 'invites' | 'controls' | 'shows' | 'assumptions'> {
  readonly prediction: Pick<Panel['prediction'], 'question' | 'about' | 'options'>
}

/** One setting of a panel: its run, and what is read off it. */
export interface Setting {
  readonly chosen: Chosen
  /** A name for it, for maps and lists. */
  readonly key: string
  /** The setting in words. */
  readonly said: string
  readonly scenario: ScenarioInput
  /** Which exchange is drawn. */
  readonly watched: number
  /** Whether its trace may be seen, where the panel shows traces. */
  readonly traced: boolean
  figures(run: FinishedRun): readonly MeasuredFigure[]
  /** What the prediction asks about, as this run has it. */
  predicted(run: FinishedRun): number | string
}

/** A live panel, ready to be run. */
export interface Experiment {
  readonly facts: PanelFacts
  /** Where the switches stand when the page opens, and every setting that they have. */
  readonly first: Chosen
  readonly settings: readonly Chosen[]
  /** A setting; what is left out stands where the panel starts. */
  at(chosen: Chosen): Setting
}

/** Opens one of the panels. Throws ContentError when there is none, or when it is not well-formed. */
export async function openExperiment(id: string): Promise<Experiment> {
  const panel = await loadPanel(id)
  const { title, invites, controls, shows, assumptions, prediction } = panel
  const { question, about, options } = prediction
  const first = firstOf(panel)
  return {
    facts: { id, title, invites, controls, shows, assumptions, prediction: { question, about, options } },
    first,
    settings: settingsOf(panel),
    at(set) {
      const chosen = { ...first, ...set }
      return {
        chosen,
        key: settingKey(panel, chosen),
        said: sayChosen(panel, chosen),
        scenario: { ...panel.scenario(chosen), assumptions },
        watched: panel.watch(chosen),
        traced: panel.traceWhen(chosen),
        figures: (run) =>
          panel.figures.map(({ label, unit, evidence, reads }) => ({
            label,
            unit,
            evidence,
            value: reads(run, chosen),
          })),
        predicted: (run) => prediction.reads(run, chosen),
      }
    },
  }
}
