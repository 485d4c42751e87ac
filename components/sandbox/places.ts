import type { Architecture } from '#mocks/systems/scenario.ts'

/** Where the bookshop can be reached: its public host, and every host that answers in each construction. */
export interface Places {
  readonly publicHost: string
  readonly hosts: Readonly<Record<Architecture, readonly string[]>>
}

/** Every host that belongs to the bookshop, in whichever construction. */
export function allHosts({ hosts }: Places): readonly string[] {
  return [...new Set([...hosts.microservices, ...hosts.monolith])]
}

/** How long the links of the bookshop take, in words: what is behind every time that is labelled Modelled. */
export interface LatencyWords {
  readonly client: string
  readonly internal: string
}
