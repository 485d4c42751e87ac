import { hostsOf } from '#mocks/systems/reach.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import type { Places } from './places.ts'

/** Where the bookshop is, read off the system itself. Heavy: for the build and for tests, the page gets it as data. */
export function placesOfBookshop(): Places {
  return {
    publicHost: PUBLIC_HOST,
    hosts: { microservices: hostsOf('microservices'), monolith: hostsOf('monolith') },
  }
}
