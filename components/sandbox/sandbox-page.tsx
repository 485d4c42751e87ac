import type { Failure } from '#content/scenarios/failures.ts'
import { latencyInWords } from '#mocks/systems/reach.ts'
import { placesOfBookshop } from './places-of-bookshop.ts'
import { recordFirstRun } from './record.ts'
import { Sandbox } from './sandbox.tsx'

/** The sandbox with everything that is known when the site is built: a recorded run, the hosts, the latencies, the failures. */
export async function SandboxPage({ failures }: { failures: readonly Failure[] }) {
  return (
    <Sandbox
      recorded={await recordFirstRun()}
      places={placesOfBookshop()}
      latency={latencyInWords()}
      failures={failures}
    />
  )
}
