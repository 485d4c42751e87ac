import type { Party } from '../log/events.ts'
import type { RunLog } from '../log/log.ts'
import { createNetwork } from '../network/network.ts'
import type { Clock } from '../simulation/clock.ts'
import { createRandom } from '../simulation/random.ts'
import { type Backend, memoryBackend, openStore, type Snapshot } from '../storage/store.ts'
import { type Built, buildMonolith, buildService, type Surroundings } from './build.ts'
import { createIds } from './ids.ts'
import { SERVICES_APART } from './map.ts'
import { applyFaults, edgePolicyOf, fleetRulesOf } from './network-rules.ts'
import { type Architecture, type Fault, SERVICE_NAMES, type ServiceName, Settings } from './scenario.ts'
import { hostOf, linksOf, type Process, partyAtHost, processesOf, processOf } from './topology.ts'

/** Each process's own data: process → table → key → record. A process that keeps nothing has no tables. */
export type SystemData = Readonly<Record<Party, Snapshot>>

/** One bookshop: some processes, the network between them, and whoever asks from outside. */
export interface System {
  readonly architecture: Architecture
  readonly processes: readonly Process[]
  /** Answers a request from outside, as the party named `client`. Throws NetworkError when no answer comes. */
  fetch(request: Request): Promise<Response>
  /** Takes the process down in which a service runs, or brings it back: in the monolith that is all of them. */
  setDown(service: ServiceName, down: boolean): void
  isDown(service: ServiceName): boolean
  /** Makes exactly these faults true from now on; those of before that are not among them are over. */
  setFaults(faults: readonly Fault[]): void
  data(): Promise<SystemData>
}

export interface SystemOptions {
  architecture: Architecture
  settings?: Settings
  seed: number
  clock: Clock
  log: RunLog
  /** Where each process keeps its data; in memory by default. */
  backendFor?: (party: Party) => Backend
  /** Lets a test replace what was built, to see what then changes. */
  replace?: (party: Party, built: Built) => Built
}

/** Builds a bookshop inside this process. Its services still share nothing: each has its own store and speaks HTTP. */
export async function createSystem(options: SystemOptions): Promise<System> {
  const {
    architecture,
    seed,
    clock,
    log,
    backendFor = () => memoryBackend,
    replace = (_, built) => built,
  } = options
  const settings = options.settings ?? Settings.parse({})
  const random = createRandom(seed)
  const processes = processesOf(architecture)
  const built = new Map<Party, Built>()

  const network = createNetwork({
    clock,
    random,
    log,
    links: linksOf(architecture, settings),
    policies: settings.policies.map(edgePolicyOf),
    serverTiming: settings.serverTiming,
    fleets: Object.fromEntries(
      settings.fleets.map((fleet) => [processOf(architecture, fleet.service), fleetRulesOf(fleet)]),
    ),
    partyAt: (host) => partyAtHost(architecture, host),
    serve: (party, request) => {
      const process = built.get(party)
      if (!process) throw new Error(`The process ${party} was not built.`)
      return process.handler(request)
    },
  })

  const surroundingsOf = (party: Party): Surroundings => ({
    settings,
    world: { now: () => network.timeAt(party) },
    newId: createIds(random),
    open: (seed) => openStore({ party, seed, backend: backendFor(party), log }),
    originOf: (service) => `https://${hostOf(processOf(architecture, service))}`,
    send: network.fetchAs(party),
    clock,
    log,
    inTrace: (name, work) => network.inTrace(party, name, work),
  })

  if (architecture === 'monolith')
    built.set('monolith', replace('monolith', await buildMonolith(surroundingsOf('monolith'))))
  for (const name of architecture === 'monolith' ? SERVICES_APART : SERVICE_NAMES)
    built.set(name, replace(name, await buildService(name, surroundingsOf(name))))
  for (const { start } of built.values()) await start?.()

  return {
    architecture,
    processes,
    fetch: network.fetchAs('client'),
    setDown: (service, down) => network.setDown(processOf(architecture, service), down),
    isDown: (service) => network.isDown(processOf(architecture, service)),
    setFaults: (faults) => applyFaults(network, architecture, faults),
    async data() {
      const entries = processes.map(
        async ({ party }) => [party, (await built.get(party)?.store?.snapshot()) ?? {}] as const,
      )
      return Object.fromEntries(await Promise.all(entries))
    },
  }
}
