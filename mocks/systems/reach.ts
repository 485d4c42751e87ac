import { describeDistribution } from '../simulation/distribution.ts'
import type { Architecture } from './scenario.ts'
import { CLIENT_LATENCY, hostOf, INTERNAL_LATENCY, PUBLIC_HOST, processesOf } from './topology.ts'

/** Every host in the browser at which a construction answers, the public one first. */
export function hostsOf(architecture: Architecture): readonly string[] {
  return [PUBLIC_HOST, ...processesOf(architecture).map(({ party }) => hostOf(party))]
}

/** How long a message takes one way, in words: between a reader and the bookshop, and between two services. */
export function latencyInWords(): { readonly client: string; readonly internal: string } {
  return { client: describeDistribution(CLIENT_LATENCY), internal: describeDistribution(INTERNAL_LATENCY) }
}
