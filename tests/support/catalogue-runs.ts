import { CATALOGUE } from '#content/scenarios/catalogue.ts'
import { type FinishedRun, runScenario } from '#mocks/runtimes/virtual.ts'
import type { Scenario } from '#mocks/systems/scenario.ts'

/** Every run of the catalogue of failures, by name: symptoms, cures, what the cures cost, and wrong cures. */
export const CATALOGUE_RUNS: ReadonlyMap<string, Scenario> = new Map(
  CATALOGUE.flatMap(({ id, symptom, cures, wrongCure }): [string, Scenario][] => [
    [`${id}: symptom`, symptom.scenario],
    ...cures.flatMap(({ id: cure, scenario, cost }): [string, Scenario][] => [
      [`${id}: cure ${cure}`, scenario],
      ...(cost.runs
        ? ([
            [`${id}: without ${cure}`, cost.runs.without],
            [`${id}: with ${cure}`, cost.runs.with],
          ] satisfies [string, Scenario][])
        : []),
    ]),
    [`${id}: wrong cure`, wrongCure.scenario],
  ]),
)

/** Everything that came of a run, as lines of JSON: its events, what the client sent and got, its data. */
export function linesOf({ events, exchanges, data }: FinishedRun): readonly string[] {
  return [...events, ...exchanges, data].map((each) => JSON.stringify(each))
}

/** Runs one of the catalogue's scenarios with a seed and hashes every byte of what came of it (SHA-256, in hex). */
export async function digestOf(name: string, seed: number): Promise<string> {
  const bytes = new TextEncoder().encode((await replay(name, seed)).join('\n'))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Runs one of the catalogue's scenarios with a seed. Throws when there is none of this name. */
export async function replay(name: string, seed: number): Promise<readonly string[]> {
  const scenario = CATALOGUE_RUNS.get(name)
  if (!scenario) throw new Error(`The catalogue has no run ${name}.`)
  return linesOf(await runScenario({ ...scenario, seed }))
}
