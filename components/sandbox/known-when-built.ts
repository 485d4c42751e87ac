import { latencyInWords } from '#mocks/systems/reach.ts'
import { placesOfBookshop } from './places-of-bookshop.ts'
import { recordFirstRun } from './record.ts'

/** Everything about the sandbox that is known when the site is built: a recorded run, the hosts, the latencies. */
export async function knownWhenBuilt() {
  return { recorded: await recordFirstRun(), places: placesOfBookshop(), latency: latencyInWords() }
}
