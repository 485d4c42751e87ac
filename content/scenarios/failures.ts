import type { Scenario } from '#mocks/systems/scenario.ts'
import { CATALOGUE, runOf } from './catalogue.ts'

/** One failure of the catalogue, with each of its runs. */
export interface Failure {
  readonly id: string
  readonly title: string
  readonly story: string
  readonly runs: readonly { readonly label: string; readonly scenario: Scenario }[]
}

/** The catalogue as a page lists it: cause it, cure it, and the wrong turn. */
export function listFailures(): Failure[] {
  return CATALOGUE.map((entry) => {
    const { id, title, story, symptom, cures, wrongCure } = entry
    const runs = [
      { label: 'Cause it.', scenario: symptom.scenario },
      ...cures.map(({ does, scenario }) => ({ label: `Cure: ${does}`, scenario })),
      { label: `Tempting: ${wrongCure.does}`, scenario: wrongCure.scenario },
    ]
    return {
      id,
      title,
      story,
      runs: runs.map(({ label, scenario }) => ({ label, scenario: runOf(entry, scenario) })),
    }
  })
}
