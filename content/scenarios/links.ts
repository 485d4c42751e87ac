import { CATALOGUE, linkTo } from './catalogue.ts'

/** One failure of the catalogue, with a link to each of its runs. */
export interface FailureLinks {
  readonly id: string
  readonly title: string
  readonly story: string
  /** `hash` opens the run in the sandbox: `#run=…`. */
  readonly runs: readonly { readonly label: string; readonly hash: string }[]
}

/** The catalogue as a page lists it: cause it, cure it, and the wrong turn. */
export function failureLinks(): Promise<FailureLinks[]> {
  return Promise.all(
    CATALOGUE.map(async (entry) => {
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
        runs: await Promise.all(
          runs.map(async ({ label, scenario }) => ({ label, hash: `#run=${await linkTo(entry, scenario)}` })),
        ),
      }
    }),
  )
}
