import { use } from 'react'
import type { FailureScenario } from '#content/scenarios/schema.ts'
import { useSandbox } from '../use-sandbox.ts'

let failures: Promise<readonly FailureScenario[]> | undefined

/** The catalogue of failures. The component waits for it (Suspense) where it is not there yet. */
export function useFailures(): readonly FailureScenario[] {
  const { content } = useSandbox()
  failures ??= content.failures()
  // Whoever asks after a failure asks anew.
  failures.catch(() => {
    failures = undefined
  })
  return use(failures)
}
