import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Party, RunEvent } from '../log/events.ts'
import { createRunLog } from '../log/log.ts'
import { otlpOf } from '../log/views/otlp.ts'
import type { Down } from '../systems/faults.ts'
import { type Architecture, type Fault, type ServiceName, Settings } from '../systems/scenario.ts'
import type { SystemData } from '../systems/system.ts'
import { type Process, processesOf, processOf } from '../systems/topology.ts'
import { createControl } from './control.ts'
import { createEventRing } from './event-ring.ts'
import { closeServer, createHttpServer, listen } from './http-server.ts'
import { findFreePort, mustBeFree, portsOf } from './ports.ts'
import type { Asked } from './process-messages.ts'
import { type Unreal, unrealFaults, unrealSettings } from './real-faults.ts'
import { createRestarts } from './restarts.ts'
import { createRunClock } from './run-clock.ts'
import { createServiceProcess, type ServiceProcess } from './service-processes.ts'

/** How much of what happened is kept for `GET /traces`. */
const KEPT = { maxEvents: 20_000, maxBytes: 50_000_000 }
/** How long to wait for what a process still has to tell, in ms. */
const TELL_PATIENCE_MS = 1_000
/** How long a process may take for one step of a reset, in ms; then it is started anew. */
const RESET_PATIENCE_MS = 2_000

export interface ServersOptions {
  system: Architecture
  /** The public API's port; the others follow it. 0 looks for free ones. */
  port: number
  seed: number
  /** Where the services keep their files. Without it, in a temporary folder that is removed at the end. */
  dataDir?: string
  /** By default, connections take the time that they take and no more, and callers do nothing about failures. */
  settings?: Settings
  /** What shall go wrong from the start. */
  faults?: readonly Fault[]
  /** Whether a process that ended by itself is started again after a while, as an orchestrator would; it stays down by default. */
  restart?: boolean
  /** Told of each event of each process, as soon as the process has told it. */
  onEvent?: (event: RunEvent) => void
  /** What a person at the terminal should know, line by line. */
  report?: (line: string) => void
}

/** A run asks for what real processes can not do; the message names each entry and says why. */
export class UnrealRun extends Error {
  override name = 'UnrealRun'

  constructor(unreal: readonly Unreal[]) {
    const entries = unreal.map(({ path, why }) => `${pathInWords(path)}: ${why}.`)
    super(`Real processes can not do this. ${entries.join(' ')}`)
  }
}

/** `faults[0].kind` */
function pathInWords(path: readonly (string | number)[]): string {
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at ? `.${part}` : part)).join('')
}

/** A bookshop of OS processes that are up and answer. */
export interface Servers {
  /** Process → where it listens: `http://localhost:4000`. */
  readonly addresses: Readonly<Record<Party, string>>
  /** Where the control API listens. */
  readonly control: string
  readonly dataDir: string
  /** Every process as it is now, in the order of the ports. */
  processes(): readonly ProcessStatus[]
  /** When the run started, in ms since 1970: times of events count from there. */
  readonly epochMs: number
  /** Waits until no request is under way any more; whether that came to pass within `patienceMs`. */
  rest(patienceMs: number): Promise<boolean>
  /** Everything that happened lately in any process, by the machine's clock. */
  events(): Promise<readonly RunEvent[]>
  /** What each process keeps; those that are down are left out. */
  data(): Promise<SystemData>
  /** Ends every process and waits until it is gone; may be repeated. */
  stop(): Promise<void>
  /** Kills the process that a service runs in (SIGKILL), as a crash would. Unless processes restart, it stays down until the control API starts it. */
  kill(service: ServiceName | 'monolith'): void
}

/** One process as it is now. */
export interface ProcessStatus extends Process {
  readonly address: string
  readonly state: 'up' | 'down'
  /** Absent while it is down. */
  readonly pid?: number
}

/**
 * Starts a bookshop as OS processes, one for each service, and resolves when every health check answers. Rejects
 * with PortInUse or UnrealRun before anything starts, and with nothing left running when a process can not start.
 */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const { system, seed, restart = false, onEvent = () => {}, report = () => {} } = options
  let settings = options.settings ?? Settings.parse({ latency: 'none' })
  const unreal = [
    ...unrealSettings(settings).map(({ path, why }) => ({ path: ['settings', ...path], why })),
    ...unrealFaults(system, options.faults ?? []).map(({ path, why }) => ({
      path: ['faults', ...path],
      why,
    })),
  ]
  if (unreal.length > 0) throw new UnrealRun(unreal)
  const ports = portsOf(system, options.port === 0 ? await findFreePort(system) : options.port)
  await mustBeFree(ports)

  const isTemporary = options.dataDir === undefined
  const dataDir =
    options.dataDir === undefined ? await mkdtemp(join(tmpdir(), 'bookshop-')) : resolve(options.dataDir)
  await mkdir(dataDir, { recursive: true })
  const settingsFile = join(dataDir, 'settings.json')
  const writeSettings = () => writeFile(settingsFile, JSON.stringify(settings, null, 2))
  await writeSettings()

  const clock = createRunClock(Date.now())
  const ring = createEventRing(KEPT)
  const log = createRunLog({ run: `servers-${process.pid}`, nowUs: clock.nowUs, sinks: [ring.sink] })
  const portOf = (party: Party) => ports.processes.get(party) ?? 0
  const fileOf = (party: Party) => join(dataDir, `${party}.sqlite`)
  const control = `http://localhost:${ports.control}`

  /** What shall be wrong beside processes that are down. */
  let wrong: readonly Fault[] = (options.faults ?? []).filter(({ kind }) => kind !== 'down')
  const restarts = createRestarts((party) => inTurn(() => startAgain(party)), Date.now)

  const running = new Map<Party, { info: Process; process: ServiceProcess }>()
  for (const info of processesOf(system)) {
    const { party } = info
    const peers = info.calls.flatMap((peer) => [
      '--peer',
      `${peer}=${(peer === 'monolith' ? ports.inside : undefined) ?? portOf(peer)}`,
    ])
    const inside = party === 'monolith' && ports.inside !== undefined ? ['--inside', `${ports.inside}`] : []
    const args = [
      '--seed',
      `${seed}`,
      '--epoch',
      `${clock.epochMs}`,
      '--public',
      `http://localhost:${portOf(processOf(system, 'gateway'))}`,
      '--settings',
      settingsFile,
      '--file',
      fileOf(party),
      ...inside,
      ...peers,
    ]
    const process = createServiceProcess({
      name: party,
      port: portOf(party),
      args,
      faults: () => wrong,
      onEvent(event) {
        ring.sink(event)
        onEvent(event)
      },
      onComplaint: (line) => report(`${party}: ${line}`),
      onDeath: (how) => {
        log.append({ kind: 'process', party, state: 'down' })
        report(`${party} ${how}. Whoever calls it now sees a refused connection.`)
        if (restart) report(`${party} is started again in ${restarts.died(party) / 1000} s.`)
        else {
          const others = faults().filter(
            (fault) => fault.kind !== 'down' || !info.services.includes(fault.service),
          )
          report(
            `To start it again: curl -X PUT ${control}/faults -H 'content-type: application/json' -d '${JSON.stringify(others)}'`,
          )
        }
      },
    })
    running.set(party, { info, process })
  }
  const all = [...running.values()].map(({ process }) => process)

  /** What is wrong now. A process that is down takes all its services along, whoever took it down. */
  const faults = (): Fault[] => [
    ...[...running.values()]
      .filter(({ process }) => !process.isUp())
      .flatMap(({ info }) => info.services.map((service): Down => ({ kind: 'down', service }))),
    ...wrong,
  ]

  async function setFaults(wanted: readonly Fault[]): Promise<void> {
    restarts.cancel()
    wrong = wanted.filter(({ kind }) => kind !== 'down')
    const down = new Set(
      wanted.flatMap((fault) => (fault.kind === 'down' ? [processOf(system, fault.service)] : [])),
    )
    await together(all, async (process) => {
      const goesDown = down.has(process.name)
      if (goesDown && !process.isUp()) return
      if (!goesDown && (await process.ask({ kind: 'faults', faults: [...wrong] }, TELL_PATIENCE_MS))) return
      // It may have ended before it could answer.
      if (!goesDown && process.isUp())
        return report(`${process.name} does not react: it will hear of the faults when it goes on.`)
      await (goesDown ? process.kill() : process.start())
      became(process, goesDown ? 'down' : 'up')
    })
  }

  function became(process: ServiceProcess, state: 'up' | 'down') {
    log.append({ kind: 'process', party: process.name, state })
    report(
      state === 'down'
        ? `${process.name} was taken down.`
        : `${process.name} is up again (pid ${process.pid()}).`,
    )
  }

  async function startAgain(party: Party): Promise<void> {
    const process = running.get(party)?.process
    if (!process || process.isUp() || stopped) return
    try {
      await process.start()
      became(process, 'up')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      report(`${why} It is tried again in ${restarts.died(party) / 1000} s.`)
    }
  }

  /**
   * Changes every process while nothing is under way. Callers come to rest before those whom they call; what is down,
   * or does not come to rest, is renewed instead.
   */
  async function changeAll(
    change: Asked,
    renew: (process: ServiceProcess) => Promise<unknown>,
    beforeTheyGoOn: () => void = () => {},
  ): Promise<void> {
    const stuck = new Set<ServiceProcess>()
    const ask = async (process: ServiceProcess, what: Asked) => {
      if (!stuck.has(process) && !(await process.ask(what, RESET_PATIENCE_MS))) stuck.add(process)
    }
    const inOrder = callersFirst([...running.values()])
    // Before anybody stops listening, so that what is under way still arrives.
    for (const { process } of inOrder) await ask(process, { kind: 'rest' })
    for (const { process } of inOrder) await ask(process, { kind: 'pause' })
    const restless = [...stuck]
    await together(restless, renew)
    await together(all, (process) => ask(process, change))
    await together(all, (process) => ask(process, { kind: 'faults', faults: [...wrong] }))
    await together(all, (process) => process.ask({ kind: 'tell' }, TELL_PATIENCE_MS))
    beforeTheyGoOn()
    await together(all, (process) => ask(process, { kind: 'resume' }))
    await together(
      [...stuck].filter((process) => !restless.includes(process)),
      renew,
    )
  }

  async function reset(): Promise<void> {
    restarts.cancel()
    wrong = []
    const renew = async (process: ServiceProcess) => {
      await process.end()
      await removeFile(fileOf(process.name))
      await process.start()
    }
    await changeAll({ kind: 'reseed' }, renew, ring.clear)
    report('Every service is back to its seeded data.')
  }

  async function setSettings(wanted: Settings): Promise<void> {
    settings = wanted
    await writeSettings()
    const down = new Set(all.filter((process) => !process.isUp()))
    await changeAll({ kind: 'settings', settings }, async (process) => {
      // Whoever is down reads the settings when it starts.
      if (down.has(process)) return
      await process.end()
      await process.start()
    })
    report('Every process has the new settings.')
  }

  /** Callers first: whoever waits for others must still be answered. */
  async function rest(patienceMs: number): Promise<boolean> {
    let isAtRest = true
    // A process that is down does nothing, so it is at rest.
    const inOrder = callersFirst([...running.values()].filter(({ process }) => process.isUp()))
    for (const kind of ['rest', 'pause'] as const)
      for (const { process } of inOrder)
        isAtRest = (await process.ask({ kind }, patienceMs)) !== undefined && isAtRest
    await together(all, (process) => process.ask({ kind: 'resume' }, TELL_PATIENCE_MS))
    return isAtRest
  }

  // One change at a time; a change that comes while another one is under way waits for it.
  let changes: Promise<unknown> = Promise.resolve()
  let stopped: Promise<void> | undefined
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const turn = changes.then(change)
    changes = turn.catch(() => {})
    return turn
  }

  const processes = () =>
    [...running.values()].map(({ info, process }): ProcessStatus => {
      const pid = process.pid()
      const isUp = process.isUp()
      const address = `http://localhost:${process.port}`
      return { ...info, address, state: isUp ? 'up' : 'down', ...(isUp && pid !== undefined ? { pid } : {}) }
    })

  async function events(): Promise<readonly RunEvent[]> {
    await together(all, (process) => process.ask({ kind: 'tell' }, TELL_PATIENCE_MS))
    // What processes tell arrives in any order; all of them read the same clock.
    return ring.events().toSorted((a, b) => a.atUs - b.atUs)
  }

  async function data(): Promise<SystemData> {
    const kept = all.map(async (process) => {
      const answer = await process.ask({ kind: 'data' }, TELL_PATIENCE_MS)
      return answer ? [[process.name, answer.data ?? {}] as const] : []
    })
    return Object.fromEntries((await Promise.all(kept)).flat())
  }

  const server = createHttpServer(
    createControl({
      port: ports.control,
      now: () => new Date(),
      topology: () => ({ system, seed, control, processes: processes() }),
      faults,
      setFaults: (wanted) => inTurn(() => setFaults(wanted)),
      settings: () => settings,
      unrealSettings,
      setSettings: (wanted) => inTurn(() => setSettings(wanted)),
      reset: () => inTurn(reset),
      unreal: (wanted) => unrealFaults(system, wanted),
      data,
      traces: async () => otlpOf(await events(), clock.epochMs),
    }),
    (error) => report(`control: ${error instanceof Error ? error.message : String(error)}`),
  )

  const stop = () =>
    (stopped ??= (async () => {
      restarts.cancel()
      await Promise.all([closeServer(server, 0), inTurn(() => together(all, (process) => process.end()))])
      if (isTemporary) await rm(dataDir, { recursive: true, force: true })
    })())

  try {
    await listen(server, ports.control)
    const down = new Set(
      (options.faults ?? []).flatMap((fault) =>
        fault.kind === 'down' ? [processOf(system, fault.service)] : [],
      ),
    )
    await together(
      all.filter(({ name }) => !down.has(name)),
      (process) => process.start(),
    )
  } catch (error) {
    await stop()
    throw error
  }

  return {
    addresses: Object.fromEntries(processes().map(({ party, address }) => [party, address])),
    control,
    dataDir,
    processes,
    epochMs: clock.epochMs,
    rest: (patienceMs) => inTurn(() => rest(patienceMs)),
    events,
    data,
    stop,
    kill: (service) =>
      running.get(service === 'monolith' ? service : processOf(system, service))?.process.crash(),
  }
}

/** Everyone after all who call them; in a circle, whoever comes first. */
function callersFirst<T extends { info: Process }>(all: readonly T[]): T[] {
  const depth = (party: Party, behind: readonly Party[] = []): number =>
    Math.max(
      0,
      ...all
        .filter(({ info }) => info.calls.includes(party) && !behind.includes(info.party))
        .map(({ info }) => depth(info.party, [...behind, party]) + 1),
    )
  return all.toSorted((a, b) => depth(a.info.party) - depth(b.info.party))
}

/** Does something with all of them at once and waits for every one, so that nothing goes on behind the back of an error. */
async function together<T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  const results = await Promise.allSettled(all.map(act))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

async function removeFile(file: string): Promise<void> {
  // SQLite keeps what is not yet in the file beside it.
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(file + suffix, { force: true })
}
