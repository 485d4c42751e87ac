import { openExperiment } from '#learner/experiment.ts'
import { ExperimentPanel } from './experiment-panel.tsx'
import { Recorded } from './recorded.tsx'
import { runPanel } from './run-panel.ts'

/**
 * The live panel of a concept page. Its runs are made while the page is built: the first is where the panel starts, and
 * all of them are the page's answer for whoever has no JavaScript, or reads on paper.
 */
export async function Experiment({ id }: { id: string }) {
  const { facts, first, settings, at } = await openExperiment(id)
  const runs = await Promise.all(settings.map((chosen) => runPanel(id, chosen)))
  const runAt = (chosen: typeof first) => runs.find(({ key }) => key === at(chosen).key)
  const recorded = runAt(first)
  const about = runAt(facts.prediction.about)
  if (!recorded || !about) throw new Error(`The panel "${id}" did not run at its first setting.`)
  const { question, options } = facts.prediction
  return (
    <>
      <ExperimentPanel facts={facts} recorded={recorded} />
      <Recorded
        question={question}
        answer={options.find(({ value }) => value === about.predicted)}
        rows={runs.map(({ said, figures }) => ({ setting: said, figures }))}
      />
    </>
  )
}
