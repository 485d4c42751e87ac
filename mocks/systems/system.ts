import type { Party } from '../log/events.ts'
import type { RunLog } from '../log/log.ts'
import { createNetwork } from '../network/network.ts'
import type { Secrets } from '../services/auth/ports.ts'
import { publishedSecrets } from '../services/auth/published-secrets.ts'
import type { Clock } from '../simulation/clock.ts'
import type { Life } from '../simulation/life.ts'
import { createRandom } from '../simulation/random.ts'
import { type Backend, createMemoryBackend, openStore, type Snapshot } from '../storage/store.ts'
import { type Built, buildMonolith, buildService, type Surroundings } from './build.ts'
import { createCrashes } from './crashes.ts'
import { createIds } from './ids.ts'
import { mortal } from './mortal.ts'
import { applyFaults, edgePolicyOf, fleetRulesOf } from './network-rules.ts'
import { hostsOf } from './reach.ts'
import { type Architecture, type Fault, type ServiceName, Settings } from './scenario.ts'
import {
  hostOf,
  linksOf,
  type Process,
  PUBLIC_HOST,
  partyAtHost,
  processesOf,
  processOf,
} from './topology.ts'

/** Each process's own data: process → table → key → record. A process that keeps nothing has no tables. */
export type SystemData = Readonly<Record<Party, Snapshot>>

/** One bookshop: some processes, the network between them, and whoever asks from outside. */
export interface System {
  readonly architecture: Architecture
  readonly processes: readonly Process[]
  /** Answers a request from outside, as the party named `client`. Throws NetworkError when no answer comes. */
  fetch(request: Request): Promise<Response>
  /**
   * Kills the process in which a service runs, or starts it anew over what it has committed: in the monolith that is all
   * of them. Whatever it had under way is lost, and its callers' connections are reset.
   */
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
  /** Where the issuer's secrets come from; without it they are the published ones, which follow from the seed. */
  secrets?: Secrets
  /** Lets a test replace what was built, to see what then changes. */
  replace?: (party: Party, built: Built) => Built
}

/** Each process's own memory, which outlives the process. */
function memories(): (party: Party) => Backend {
  const kept = new Map<Party, Backend>()
  return (party) => {
    const backend = kept.get(party) ?? createMemoryBackend()
    kept.set(party, backend)
    return backend
  }
}

/** Builds a bookshop inside this process. Its services still share nothing: each has its own store and speaks HTTP. */
export async function createSystem(options: SystemOptions): Promise<System> {
  const {
    architecture,
    seed,
    clock,
    log,
    secrets,
    backendFor = memories(),
    replace = (_, built) => built,
  } = options
  const settings = options.settings ?? Settings.parse({})
  const random = createRandom(seed)
  const processes = processesOf(architecture)
  const partyOf = new Map(hostsOf(architecture).map((host) => [host, partyAtHost(architecture, host)]))
  const built = new Map<Party, Built>()
  /** Processes that have been started and are not ready to answer; whoever connects meanwhile waits. */
  const starting = new Map<Party, Promise<Built>>()

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
    partyAt: (host) => partyOf.get(host),
    async serve(party, request, _, memory) {
      const process = await (starting.get(party) ?? built.get(party))
      if (!process) throw new Error(`The process ${party} was not built.`)
      const isPublic = new URL(request.url).host === PUBLIC_HOST
      const answer = (memory && process.handlerWith?.(memory)) ?? (isPublic ? undefined : process.inside)
      return (answer ?? process.handler)(request)
    },
    // A process that starts anew finds what was committed and nothing else.
    begins(party, life) {
      const ready = begin(party, life)
      starting.set(party, ready)
      void ready.then((process) => {
        if (starting.get(party) === ready) starting.delete(party)
        return process.start?.()
      })
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
    publicOrigin: `https://${PUBLIC_HOST}`,
    secrets: secrets ?? publishedSecrets(createIds(random)),
  })

  /** Builds a process over what it keeps, for one life. */
  async function begin(party: Party, life: Life): Promise<Built> {
    const around = mortal(surroundingsOf(party), life)
    const [alone] = processes.find((process) => process.party === party)?.services ?? []
    const process = replace(
      party,
      await (party === 'monolith' || !alone ? buildMonolith(around) : buildService(alone, around)),
    )
    built.set(party, process)
    return process
  }

  for (const { party } of processes) await begin(party, network.lifeOf(party))
  for (const { start } of built.values()) await start?.()

  const crashes = createCrashes({ network, architecture, clock, random })

  return {
    architecture,
    processes,
    fetch: network.fetchAs('client'),
    setDown: (service, down) => network.setDown(processOf(architecture, service), down),
    isDown: (service) => network.isDown(processOf(architecture, service)),
    setFaults(faults) {
      applyFaults(network, architecture, faults)
      crashes(faults)
    },
    async data() {
      const entries = processes.map(
        async ({ party }) =>
          [
            party,
            (await (await (starting.get(party) ?? built.get(party)))?.store?.snapshot()) ?? {},
          ] as const,
      )
      return Object.fromEntries(await Promise.all(entries))
    },
  }
}
