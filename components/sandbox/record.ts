import { FIRST_REQUEST } from './examples.ts'
import { replay } from './replay.ts'
import type { Entry } from './session.ts'
import { workloadOf } from './share.ts'

/** The run that the page opens with: an order in a fresh bookshop of microservices, on the virtual clock. */
export async function recordFirstRun(): Promise<Entry> {
  const [entry] = await replay(
    { v: 1, workload: [workloadOf(FIRST_REQUEST)] },
    { id: 1, source: 'recorded', bookshop: 1 },
  )
  if (!entry) throw new Error('The first run has one request.')
  return entry
}
