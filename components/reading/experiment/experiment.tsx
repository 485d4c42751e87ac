import { loadPanel } from '#content/panels/read.ts'
import { firstOf, sayChosen, settingKey, settingsOf } from '#content/panels/schema.ts'
import { ExperimentPanel, type PanelFacts } from './experiment-panel.tsx'
import { Recorded } from './recorded.tsx'
import { runPanel } from './run-panel.ts'

/**
 * The live panel of a concept page. Its runs are made while the page is built: the first is where the panel starts, and
 * all of them are the page's answer for whoever has no JavaScript, or reads on paper.
 */
export async function Experiment({ id }: { id: string }) {
  const panel = await loadPanel(id)
  const first = firstOf(panel)
  const runs = await Promise.all(settingsOf(panel).map((chosen) => runPanel(id, chosen)))
  const recorded = runs.find(({ chosen }) => settingKey(panel, chosen) === settingKey(panel, first))
  const about = runs.find(
    ({ chosen }) => settingKey(panel, chosen) === settingKey(panel, { ...first, ...panel.prediction.about }),
  )
  if (!recorded || !about) throw new Error(`The panel "${id}" did not run at its first setting.`)
  const { title, invites, controls, shows, prediction, assumptions } = panel
  const facts: PanelFacts = {
    id,
    title,
    invites,
    controls,
    shows,
    assumptions,
    prediction: { question: prediction.question, about: prediction.about, options: prediction.options },
  }
  return (
    <>
      <ExperimentPanel facts={facts} recorded={recorded} />
      <Recorded
        question={prediction.question}
        answer={prediction.options.find(({ value }) => value === about.predicted)}
        rows={runs.map((run) => ({ setting: sayChosen(panel, run.chosen), figures: run.figures }))}
      />
    </>
  )
}
