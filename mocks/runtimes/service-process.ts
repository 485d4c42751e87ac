/**
 * One service as one OS process: `node mocks/runtimes/service-process.ts payments --port 4004 …`. It shares nothing
 * with the others: it listens on a port of its own, keeps a file of its own, and knows its peers by address.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import type { Handler } from '../http/service.ts'
import type { Party, RunEvent } from '../log/events.ts'
import { createRunLog, type RunLog } from '../log/log.ts'
import { createDeadlines, type Deadlines } from '../network/deadlines.ts'
import { createFleet, type FleetRules } from '../network/fleet.ts'
import { createNetwork, type Network } from '../network/network.ts'
import { LIVE_PATH } from '../services/gateway/live-messages.ts'
import type { Clock } from '../simulation/clock.ts'
import { createRandom, type Random } from '../simulation/random.ts'
import { openSqlite, type SqliteBackend } from '../storage/sqlite.ts'
import { type Backend, openStore, type Snapshot } from '../storage/store.ts'
import { type Built, buildMonolith, buildService, type Surroundings } from '../systems/build.ts'
import { createIds } from '../systems/ids.ts'
import { servicesBeside } from '../systems/map.ts'
import { cutOffBy, edgeFaultsOf, edgePolicyOf, fleetRulesOf } from '../systems/network-rules.ts'
import { type Architecture, type Fault, type ServiceName, Settings } from '../systems/scenario.ts'
import { linksOf, processOf } from '../systems/topology.ts'
import { createDoor } from './door.ts'
import { closeServer, createHttpServer, LOOPBACK, listen } from './http-server.ts'
import { overTcp, resetOverTcp } from './over-tcp.ts'
import { OWN_SECRETS } from './own-secrets.ts'
import { type Asked, type FromProcess, ProcessOptions, ToProcess } from './process-messages.ts'
import { createRunClock } from './run-clock.ts'
import { isHealthCheck, serving } from './serving.ts'
import { createTurnstile } from './turnstile.ts'

/** How long requests under way may take when the process is asked to end, in ms. */
const PATIENCE_MS = 1_000
/** How many messages may wait for a supervisor that does not read. More are dropped: telemetry must not fill the memory. */
const MAX_WAITING = 10_000

/** What this process was told, and what it made of it. */
interface World extends Omit<ProcessOptions, 'settings'> {
  clock: Clock
  log: RunLog
  random: Random
  deadlines: Deadlines
}

/** Whether somebody started this process to look after it; by hand it can be started as well. */
const supervised = process.send !== undefined
let waiting = 0

try {
  await start(readOptions())
} catch (error) {
  const why =
    error instanceof z.ZodError
      ? z.prettifyError(error)
      : error instanceof Error
        ? error.message
        : String(error)
  if (supervised) tell({ kind: 'failed', why })
  else console.error(why)
  process.exitCode = 1
  if (process.connected) process.disconnect()
}

async function start(options: ProcessOptions): Promise<void> {
  const clock = createRunClock(options.epoch)
  const sinks = [(event: RunEvent) => tell({ kind: 'event', event })]
  const log = createRunLog({ run: `process-${process.pid}`, nowUs: clock.nowUs, sinks })
  const seeded = createRandom(options.seed)
  // Span and trace ids must differ from those of an earlier life of this process.
  const fresh = createRandom(0, crypto.randomUUID())
  const random: Random = {
    ...seeded,
    fork: (stream) => (/^(spans|traces)/.test(stream) ? fresh : seeded).fork(stream),
  }
  const world: World = { ...options, clock, log, random, deadlines: createDeadlines(clock) }
  const door =
    options.name === processOf(architectureOf(options), 'gateway')
      ? createDoor(options.name, { clock, log, random })
      : undefined

  let backend: SqliteBackend | undefined
  /** What the settings decide: the service, its network, its workers. */
  async function build(settings: Settings) {
    const built = await buildIn({ ...world, settings }, () => {
      backend ??= openSqlite(options.file)
      return backend
    })
    const fleet = createFleet(options.name, workersOf(options.name, settings), { clock, log, random })
    const arriving = {
      ...world,
      party: options.name,
      random: fresh.fork('arriving'),
      network: built.network,
      serverTiming: settings.serverTiming,
      fleet,
    }
    const serve = serving({ ...arriving, answer: built.handler })
    const serveInside = serving({ ...arriving, answer: built.inside ?? built.handler })
    return { ...built, settings, fleet, serve, serveInside }
  }
  let current = await build(settingsIn(options.settings))
  let faults: readonly Fault[] = []

  function setFaults(wanted: readonly Fault[]) {
    faults = wanted
    const { network, fleet } = current
    network.setFaults(edgeFaultsOf(faults))
    network.setPartition(cutOffBy(faults))
    door?.setFaults(edgeFaultsOf(faults), cutOffBy(faults))
    fleet.slow(0)
    network.setClockSkew(options.name, 0)
    for (const fault of faults) {
      if (!('service' in fault) || !servicesIn(options.name).includes(fault.service)) continue
      if (fault.kind === 'slow') fleet.slow(fault.ms * 1000)
      if (fault.kind === 'clock-skew') network.setClockSkew(options.name, fault.ms * 1000)
    }
  }

  const turnstile = createTurnstile()
  const serve: Handler = (request) => current.serve(request)
  // Whoever asks whether this process is well does not wait for others.
  const inTurn: Handler = (request) =>
    isHealthCheck(request) ? serve(request) : turnstile.through(() => serve(request))
  const server = createHttpServer(
    (request) => (door && !isForOperators(request) ? door.through(request, inTurn) : inTurn(request)),
    (error) => console.error(error),
    door ? { webSocketAt: LIVE_PATH } : {},
  )

  /** What the processes beside this one may ask is not to be had at the public port. */
  const inner =
    options.inside === undefined
      ? undefined
      : createHttpServer(
          (request) => turnstile.through(() => current.serveInside(request)),
          (error) => console.error(error),
        )

  async function obey(asked: Asked): Promise<Snapshot | undefined> {
    switch (asked.kind) {
      case 'tell':
        return undefined
      case 'faults':
        setFaults(asked.faults)
        return undefined
      case 'data':
        return (await current.store?.snapshot()) ?? {}
      case 'rest':
        await current.stop?.()
        return undefined
      case 'pause':
        await turnstile.shut()
        return undefined
      case 'reseed':
        backend?.clear()
        current = await build(current.settings)
        setFaults(faults)
        return undefined
      case 'settings':
        current = await build(asked.settings)
        setFaults(faults)
        return undefined
      case 'resume':
        turnstile.open()
        await current.start?.()
        return undefined
    }
  }
  const servers = [server, ...(inner ? [inner] : [])]
  const end = () =>
    void Promise.all(servers.map((each) => closeServer(each, PATIENCE_MS))).then(() => {
      backend?.close()
      process.exit(0)
    })
  const told = new Promise<void>((resolve) => {
    process.on('message', async (message) => {
      const { asked, id } = ToProcess.parse(message)
      const data = await obey(asked)
      tell({ kind: 'done', id, ...(data ? { data: { ...data } } : {}) })
      if (asked.kind === 'faults') resolve()
    })
  })
  process.on('SIGTERM', end)
  // Ctrl-C reaches every process of a terminal; here the supervisor decides.
  process.on('SIGINT', () => supervised || end())
  process.on('disconnect', end)
  // Nobody gets an answer before it is known what shall go wrong.
  if (supervised) await told
  if (inner && options.inside !== undefined) await listen(inner, options.inside)
  await listen(server, options.port)
  await current.start?.()
  if (supervised && !process.connected) end()
  tell({ kind: 'listening' })
}

function readOptions(): ProcessOptions {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      inside: { type: 'string' },
      seed: { type: 'string' },
      epoch: { type: 'string' },
      public: { type: 'string' },
      settings: { type: 'string' },
      file: { type: 'string' },
      peer: { type: 'string', multiple: true },
    },
  })
  return ProcessOptions.parse({ ...values, name: positionals[0] })
}

function architectureOf({ name, peer }: Pick<ProcessOptions, 'name' | 'peer'>): Architecture {
  return name === 'monolith' || peer.has('monolith') ? 'monolith' : 'microservices'
}

function servicesIn(name: ProcessOptions['name']): readonly ServiceName[] {
  return name === 'monolith' ? servicesBeside('monolith', 'gateway') : [name]
}

/** Asked by whoever watches over the processes, and not by clients: nothing goes wrong on their way. */
function isForOperators({ url }: Request): boolean {
  return /^\/(health|metrics)$/.test(new URL(url).pathname)
}

function settingsIn(file: string | undefined): Settings {
  return Settings.parse(file === undefined ? { latency: 'none' } : JSON.parse(readFileSync(file, 'utf8')))
}

/** One instance, and as many workers as the settings say. */
function workersOf(name: ProcessOptions['name'], { fleets }: Settings): FleetRules {
  const own = fleets.findLast(({ service }) => servicesIn(name).includes(service))
  return own ? { ...fleetRulesOf(own), instances: 1 } : { instances: 1, balancing: 'round-robin' }
}

/** The service itself, and the network over which it calls others. */
async function buildIn(
  {
    name,
    settings,
    seed,
    peer,
    public: publicOrigin,
    clock,
    log,
    random,
    deadlines,
  }: World & { settings: Settings },
  openBackend: () => Backend,
): Promise<Built & { readonly network: Network }> {
  const architecture = architectureOf({ name, peer })
  const addresses = new Map<Party, string>([...peer].map(([party, port]) => [party, `${LOOPBACK}:${port}`]))
  const network = createNetwork({
    clock,
    log,
    random,
    links: linksOf(architecture, settings).filter(({ from }) => from === name),
    policies: settings.policies.map(edgePolicyOf),
    partyAt: (host) => [...addresses].find(([, address]) => address === host)?.[0],
    serve: (_, request, signal) => overTcp(request, signal),
    calleeTracesItself: true,
    deadlines,
    wire: { reset: resetOverTcp },
  })
  const surroundings: Surroundings = {
    settings,
    world: { now: () => network.timeAt(name), report: (error) => console.error(error) },
    newId: createIds(createRandom(seed)),
    open: (seed) => openStore({ party: name, seed, backend: openBackend(), log }),
    originOf: (service) => `http://${addresses.get(processOf(architecture, service))}`,
    inTrace: (what, work) => network.inTrace(name, what, work),
    send: network.fetchAs(name),
    clock,
    log,
    publicOrigin,
    secrets: OWN_SECRETS,
  }
  const built = await (name === 'monolith' ? buildMonolith(surroundings) : buildService(name, surroundings))
  return { ...built, network }
}

function tell(message: FromProcess): void {
  if (!process.send || !process.connected || waiting >= MAX_WAITING) return
  waiting += 1
  process.send(message, undefined, undefined, () => {
    waiting -= 1
  })
}
