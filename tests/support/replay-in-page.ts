import { CATALOGUE_RUNS, digestOf, replay } from './catalogue-runs.ts'

declare global {
  /** Put into a page of the site by tests/replay.spec.ts. */
  var replaysInPage: {
    readonly names: readonly string[]
    readonly digestOf: typeof digestOf
    readonly replay: typeof replay
  }
}

globalThis.replaysInPage = { names: [...CATALOGUE_RUNS.keys()], digestOf, replay }
