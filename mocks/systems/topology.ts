import type { Party } from '../log/events.ts'
import type { Link } from '../network/network.ts'
import type { Distribution } from '../simulation/distribution.ts'
import { callsOf, isOutside, SERVICE_NAMES, SERVICES_APART, servicesBeside } from './map.ts'
import type { Architecture, ServiceName, Settings } from './scenario.ts'

/** The public API's host in the browser. */
export const PUBLIC_HOST = 'api.bookshop.example'

/** Every host that answers in the browser, public and internal. */
export const BROWSER_HOSTS: readonly string[] = [PUBLIC_HOST, ...[...SERVICE_NAMES, 'monolith'].map(hostOf)]

/** The host of a process in the browser. Third parties have a domain of their own. */
export function hostOf(party: Party): string {
  return isOutside(party) ? `${party}.example` : `${party}.bookshop.internal`
}

/** How long a message takes from a reader's browser to the public API, one way. */
export const CLIENT_LATENCY: Distribution = { kind: 'log-normal', medianUs: 12_000 }
/** How long a message takes between two services in one data centre, one way. */
export const INTERNAL_LATENCY: Distribution = { kind: 'log-normal', medianUs: 3_000 }
const NO_LATENCY: Distribution = { kind: 'constant', us: 0 }

/** One process of a system. */
export interface Process {
  readonly party: Party
  /** The services that live in it. */
  readonly services: readonly ServiceName[]
  /** The processes that it may call. */
  readonly calls: readonly Party[]
}

/** The processes of an architecture. */
export function processesOf(architecture: Architecture): readonly Process[] {
  const alone = (service: ServiceName): Process => ({
    party: service,
    services: [service],
    calls: [...new Set(callsOf(service).map((callee) => processOf(architecture, callee)))],
  })
  if (architecture === 'microservices') return SERVICE_NAMES.map(alone)
  const services = servicesBeside('monolith', 'gateway')
  const calls = SERVICES_APART.filter((apart) => services.some((service) => callsOf(service).includes(apart)))
  return [{ party: 'monolith', services, calls }, ...SERVICES_APART.map(alone)]
}

/** The process that a service runs in. */
export function processOf(architecture: Architecture, service: ServiceName): Party {
  return architecture === 'monolith' && !SERVICES_APART.includes(service) ? 'monolith' : service
}

/** Which process answers at a host in the browser. */
export function partyAtHost(architecture: Architecture, host: string): Party | undefined {
  if (host === PUBLIC_HOST) return processOf(architecture, 'gateway')
  return processesOf(architecture).find(({ party }) => hostOf(party) === host)?.party
}

/** Every link of an architecture, the client's included: a curious client may call a service's internal host directly. */
export function linksOf(architecture: Architecture, { latency }: Settings): readonly Link[] {
  const modelled = (distribution: Distribution) => (latency === 'modelled' ? distribution : NO_LATENCY)
  const processes = processesOf(architecture)
  const edge = processOf(architecture, 'gateway')
  return [
    // Named after what the client sees, so that both architectures draw the same latencies at their edge.
    ...processes.map(({ party }) => ({
      from: 'client',
      to: party,
      name: party === edge ? 'client→api' : `client→${party}`,
      oneWay: modelled(CLIENT_LATENCY),
    })),
    ...processes.flatMap(({ party, calls }) =>
      calls.map((to) => ({ from: party, to, name: `${party}→${to}`, oneWay: modelled(INTERNAL_LATENCY) })),
    ),
  ]
}
