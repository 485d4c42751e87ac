import { loadPanel } from '#content/panels/read.ts'
import { type Chosen, firstOf } from '#content/panels/schema.ts'
import { type Hop, hopsOf } from '#mocks/log/views/spans.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { servicesDown } from '#mocks/systems/fault-words.ts'
import { encodeRun } from '#mocks/systems/link.ts'
import type { Architecture } from '#mocks/systems/scenario.ts'

/** One figure with what was measured. */
export interface MeasuredFigure {
  readonly label: string
  readonly unit: string
  readonly evidence: 'observed' | 'modelled'
  readonly value: number | string
}

/** One message of the client, in a line. */
export interface ClientMessage {
  readonly request: string
  /** `201`, or why no answer came. */
  readonly outcome: string
  readonly status?: number
  readonly startUs: number
  readonly endUs: number
}

/** One setting of a panel after its run: plain data, so that it can be recorded in the page. */
export interface PanelRun {
  readonly chosen: Chosen
  readonly architecture: Architecture
  readonly down: readonly string[]
  readonly hops: readonly Hop[]
  readonly messages: readonly ClientMessage[]
  readonly figures: readonly MeasuredFigure[]
  /** What the prediction asks about, as this run has it. */
  readonly predicted: number | string
  /** What follows `#run=` in a link to the sandbox. */
  readonly link: string
}

/** Runs a panel at one setting, in a bookshop of its own on the virtual clock. Heavy: import it on intent. */
export async function runPanel(id: string, set: Chosen = {}): Promise<PanelRun> {
  const panel = await loadPanel(id)
  const chosen = { ...firstOf(panel), ...set }
  const run = await runScenario({ ...panel.scenario(chosen), assumptions: panel.assumptions })
  const { scenario, exchanges, events } = run
  const watched = exchanges[panel.watch(chosen)]
  if (!watched) throw new Error(`The run of "${id}" has no exchange ${panel.watch(chosen)}.`)
  return {
    chosen,
    architecture: scenario.system,
    down: servicesDown(scenario.faults),
    hops:
      panel.shows.includes('blocks') || panel.shows.includes('trace') ? hopsOf(events, watched.traceId) : [],
    messages: panel.shows.includes('messages')
      ? exchanges.map(({ request, response, failure, startUs, endUs }) => ({
          request: `${request.method} ${new URL(request.url).pathname}`,
          outcome: response ? `${response.status}` : (failure ?? 'no answer'),
          ...(response ? { status: response.status } : {}),
          startUs,
          endUs,
        }))
      : [],
    figures: panel.figures.map(({ label, unit, evidence, reads }) => ({
      label,
      unit,
      evidence,
      value: reads(run, chosen),
    })),
    predicted: panel.prediction.reads(run, chosen),
    link: await encodeRun(scenario),
  }
}
