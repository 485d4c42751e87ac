import type { Draft } from '../draft.ts'
import type { Entry } from '../session.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { fillIn, hasPlaceholders } from './fill-in.ts'

const NO_ENTRIES: readonly Entry[] = []

/** A draft as it would be sent now, and what is wrong with it. */
export function useChecked(draft: Draft): ReturnType<typeof fillIn> {
  const { places } = useSandbox()
  const variables = useSession((session) => session.variables)
  const quotes = hasPlaceholders(draft)
  // Answers come and go while others are typed; who quotes none need not look.
  const entries = useSession((session) => (quotes ? session.entries : NO_ENTRIES))
  return fillIn(draft, { variables, entries }, places)
}
