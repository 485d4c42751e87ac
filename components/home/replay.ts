import { runScenario } from '#mocks/runtimes/virtual.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { type Take, takeOf } from './take.ts'

/** Runs a scenario on the virtual clock, from the seeded data on, and reads its last request. Throws if it has none. */
export async function replay(scenario: ScenarioInput, source: Take['source'] = 'replayed'): Promise<Take> {
  const { events, exchanges, scenario: ran } = await runScenario(scenario)
  const last = exchanges.at(-1)
  if (!last) throw new Error('The scenario has no request to read.')
  return takeOf(events, last.traceId, { architecture: ran.system, source })
}
