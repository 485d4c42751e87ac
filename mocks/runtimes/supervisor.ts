import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Party } from '../log/events.ts'
import { createRunLog } from '../log/log.ts'
import { otlpOf } from '../log/views/otlp.ts'
import type { Down } from '../systems/faults.ts'
import type { Architecture, ServiceName, Settings } from '../systems/scenario.ts'
import { type Process, processesOf, processOf } from '../systems/topology.ts'
import { createControl } from './control.ts'
import { createEventRing } from './event-ring.ts'
import { closeServer, createHttpServer, listen } from './http-server.ts'
import { findFreePort, mustBeFree, portsOf } from './ports.ts'
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
  /** Who may ask without a token: the guest. There is no token issuer yet, so there is no other value. */
  auth?: 'guest'
  /** Where the services keep their files. Without it, in a temporary folder that is removed at the end. */
  dataDir?: string
  /** `none` by default: real connections take the time that they take. */
  latency?: Settings['latency']
  /** What a person at the terminal should know, line by line. */
  report?: (line: string) => void
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
  /** Ends every process and waits until it is gone; may be repeated. */
  stop(): Promise<void>
  /** Kills the process that a service runs in (SIGKILL), as a crash would. It stays down until the control API starts it. */
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
 * with PortInUse before anything starts, and with nothing left running when a process can not start.
 */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const { system, seed, latency = 'none', report = () => {} } = options
  const ports = portsOf(system, options.port === 0 ? await findFreePort(system) : options.port)
  await mustBeFree(ports)

  const isTemporary = options.dataDir === undefined
  const dataDir =
    options.dataDir === undefined ? await mkdtemp(join(tmpdir(), 'bookshop-')) : resolve(options.dataDir)
  await mkdir(dataDir, { recursive: true })

  const clock = createRunClock(Date.now())
  const ring = createEventRing(KEPT)
  const log = createRunLog({ run: `servers-${process.pid}`, nowUs: clock.nowUs, sinks: [ring.sink] })
  const portOf = (party: Party) => ports.processes.get(party) ?? 0
  const fileOf = (party: Party) => join(dataDir, `${party}.sqlite`)
  const control = `http://localhost:${ports.control}`

  const running = new Map<Party, { info: Process; process: ServiceProcess }>()
  for (const info of processesOf(system)) {
    const { party } = info
    const peers = info.calls.flatMap((peer) => ['--peer', `${peer}=${portOf(peer)}`])
    const args = [
      '--seed',
      `${seed}`,
      '--epoch',
      `${clock.epochMs}`,
      '--latency',
      latency,
      '--file',
      fileOf(party),
      ...peers,
    ]
    const process = createServiceProcess({
      name: party,
      port: portOf(party),
      args,
      onEvent: ring.sink,
      onComplaint: (line) => report(`${party}: ${line}`),
      onDeath: (how) => {
        log.append({ kind: 'process', party, state: 'down' })
        const others = JSON.stringify(faults().filter(({ service }) => !info.services.includes(service)))
        report(`${party} ${how}. Whoever calls it now sees a refused connection.`)
        report(
          `To start it again: curl -X PUT ${control}/faults -H 'content-type: application/json' -d '${others}'`,
        )
      },
    })
    running.set(party, { info, process })
  }
  const all = [...running.values()].map(({ process }) => process)

  /** What is down now, whoever took it down: a process that is down takes all its services along. */
  const faults = (): Down[] =>
    [...running.values()]
      .filter(({ process }) => !process.isUp())
      .flatMap(({ info }) => info.services.map((service): Down => ({ kind: 'down', service })))

  async function setFaults(wanted: readonly Down[]): Promise<void> {
    const down = new Set(wanted.map(({ service }) => processOf(system, service)))
    await together(all, async (process) => {
      const goesDown = down.has(process.name)
      if (process.isUp() !== goesDown) return
      await (goesDown ? process.kill() : process.start())
      log.append({ kind: 'process', party: process.name, state: goesDown ? 'down' : 'up' })
      report(
        goesDown ? `${process.name} was taken down.` : `${process.name} is up again (pid ${process.pid()}).`,
      )
    })
  }

  /**
   * Callers come to rest before those whom they call, so that nothing old arrives after the seed is back. What is
   * down, or does not come to rest, starts anew instead.
   */
  async function reset(): Promise<void> {
    const stuck = new Set<ServiceProcess>()
    const ask = async (process: ServiceProcess, kind: 'rest' | 'pause' | 'reseed' | 'resume') => {
      if (!stuck.has(process) && !(await process.ask(kind, RESET_PATIENCE_MS))) stuck.add(process)
    }
    const renew = async (process: ServiceProcess) => {
      await process.end()
      await removeFile(fileOf(process.name))
      await process.start()
    }
    const inOrder = callersFirst([...running.values()])
    // Before anybody stops listening, so that what is under way still arrives.
    for (const { process } of inOrder) await ask(process, 'rest')
    for (const { process } of inOrder) await ask(process, 'pause')
    const restless = [...stuck]
    await together(restless, renew)
    await together(all, (process) => ask(process, 'reseed'))
    await together(all, (process) => process.ask('tell', TELL_PATIENCE_MS))
    ring.clear()
    await together(all, (process) => ask(process, 'resume'))
    await together(
      [...stuck].filter((process) => !restless.includes(process)),
      renew,
    )
    report('Every service is back to its seeded data.')
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

  const server = createHttpServer(
    createControl({
      port: ports.control,
      now: () => new Date(),
      topology: () => ({ system, seed, control, processes: processes() }),
      faults,
      setFaults: (wanted) => inTurn(() => setFaults(wanted)),
      reset: () => inTurn(reset),
      async traces() {
        await together(all, (process) => process.ask('tell', TELL_PATIENCE_MS))
        return otlpOf(ring.events(), clock.epochMs)
      },
    }),
    (error) => report(`control: ${error instanceof Error ? error.message : String(error)}`),
  )

  const stop = () =>
    (stopped ??= (async () => {
      await Promise.all([closeServer(server, 0), inTurn(() => together(all, (process) => process.end()))])
      if (isTemporary) await rm(dataDir, { recursive: true, force: true })
    })())

  try {
    await listen(server, ports.control)
    await together(all, (process) => process.start())
  } catch (error) {
    await stop()
    throw error
  }

  return {
    addresses: Object.fromEntries(processes().map(({ party, address }) => [party, address])),
    control,
    dataDir,
    processes,
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
