/**
 * One service as one OS process: `node mocks/runtimes/service-process.ts payments --port 4004 …`. It shares nothing
 * with the others: it listens on a port of its own, keeps a file of its own, and knows its peers by address.
 */
import { parseArgs } from 'node:util'
import * as z from 'zod'
import type { Handler } from '../http/service.ts'
import type { Party, RunEvent, SpanAttributes } from '../log/events.ts'
import { createRunLog, type RunLog } from '../log/log.ts'
import { formatTraceparent, parseTraceparent } from '../log/trace-context.ts'
import { createNetwork } from '../network/network.ts'
import { createTracing } from '../network/tracing.ts'
import { type Clock, timeOfDay } from '../simulation/clock.ts'
import { createRandom, type Random } from '../simulation/random.ts'
import { openSqlite, type SqliteBackend } from '../storage/sqlite.ts'
import { type Backend, openStore } from '../storage/store.ts'
import { type Built, buildMonolith, buildService, type Surroundings } from '../systems/build.ts'
import { createIds } from '../systems/ids.ts'
import { routeOf } from '../systems/operations.ts'
import { Settings } from '../systems/scenario.ts'
import { linksOf, processOf } from '../systems/topology.ts'
import { closeServer, createHttpServer, LOOPBACK, listen } from './http-server.ts'
import { overTcp } from './over-tcp.ts'
import { type FromProcess, ProcessOptions, ToProcess } from './process-messages.ts'
import { createRunClock } from './run-clock.ts'
import { createTurnstile } from './turnstile.ts'

/** How long requests under way may take when the process is asked to end, in ms. */
const PATIENCE_MS = 1_000
/** How many messages may wait for a supervisor that does not read. More are dropped: telemetry must not fill the memory. */
const MAX_WAITING = 10_000

/** What this process was told, and what it made of it. */
interface World extends ProcessOptions {
  clock: Clock
  log: RunLog
  fresh: Random
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
  // Span and trace ids must differ from those of an earlier life of this process.
  const world: World = { ...options, clock, log, fresh: createRandom(0, crypto.randomUUID()) }
  let backend: SqliteBackend | undefined
  const built = () =>
    build(world, () => {
      backend ??= openSqlite(options.file)
      return backend
    })
  let current = await built()
  const turnstile = createTurnstile()
  const serve = serving(world, (request) => current.handler(request))
  const server = createHttpServer(
    // Whoever asks whether this process is well does not wait for others.
    (request) => (isHealthCheck(request) ? serve(request) : turnstile.through(() => serve(request))),
    (error) => console.error(error),
  )
  const asked: Readonly<Record<ToProcess['kind'], () => void | Promise<void>>> = {
    tell: () => {},
    rest: () => current.stop?.(),
    pause: turnstile.shut,
    async reseed() {
      backend?.clear()
      current = await built()
    },
    async resume() {
      turnstile.open()
      await current.start?.()
    },
  }
  await listen(server, options.port)
  await current.start?.()

  const end = () =>
    void closeServer(server, PATIENCE_MS).then(() => {
      backend?.close()
      process.exit(0)
    })
  process.on('SIGTERM', end)
  // Ctrl-C reaches every process of a terminal; here the supervisor decides.
  process.on('SIGINT', () => supervised || end())
  process.on('disconnect', end)
  process.on('message', async (message) => {
    const { kind, id } = ToProcess.parse(message)
    await asked[kind]()
    tell({ kind: 'done', id })
  })
  if (supervised && !process.connected) end()
  tell({ kind: 'listening' })
}

function readOptions(): ProcessOptions {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      epoch: { type: 'string' },
      latency: { type: 'string' },
      file: { type: 'string' },
      peer: { type: 'string', multiple: true },
    },
  })
  return ProcessOptions.parse({ ...values, name: positionals[0] })
}

const isHealthCheck = ({ url }: Request) => new URL(url).pathname === '/health'

/** Lets a service answer inside a span for each request that arrives. Health checks are too many to be traced. */
function serving({ name, clock, log, fresh }: World, handler: Handler): Handler {
  const tracing = createTracing({ log, clock, random: fresh.fork('arriving') })
  return async (request) => {
    const { pathname } = new URL(request.url)
    if (isHealthCheck(request)) return handler(request)
    const parent = parseTraceparent(request.headers.get('traceparent'))
    return tracing.inSpan(
      {
        role: 'serve',
        spanKind: 'server',
        name: `${request.method} ${pathname}`,
        party: name,
        // Over TCP a caller has an address and no name; the trace tells who it was.
        peer: 'caller',
        attributes: attributesOf(name, request),
      },
      parent ?? tracing.newRoot(),
      async (span, set) => {
        const headers = new Headers(request.headers)
        headers.set('traceparent', formatTraceparent(span))
        // It belongs to the trace that its sender named (W3C Trace Context §3.4), and that one could not be read.
        if (!parent) headers.delete('tracestate')
        const response = await handler(new Request(request, { headers }))
        set({ 'http.response.status_code': response.status })
        return response
      },
    )
  }
}

/** What OpenTelemetry's conventions want to know of a request that a server got. */
function attributesOf(name: string, request: Request): SpanAttributes {
  const { pathname, search, hostname, port } = new URL(request.url)
  const route = routeOf(name, pathname)
  return {
    'http.request.method': request.method,
    ...(route ? { 'http.route': route } : {}),
    'url.scheme': 'http',
    'url.path': pathname,
    ...(search ? { 'url.query': search.slice(1) } : {}),
    'server.address': hostname,
    'server.port': Number(port || 80),
  }
}

async function build(
  { name, latency, seed, peer, clock, log, fresh }: World,
  openBackend: () => Backend,
): Promise<Built> {
  const settings = Settings.parse({ latency })
  const seeded = createRandom(seed)
  const architecture = name === 'monolith' || peer.has('monolith') ? 'monolith' : 'microservices'
  const addresses = new Map<Party, string>([...peer].map(([party, port]) => [party, `${LOOPBACK}:${port}`]))
  const network = createNetwork({
    clock,
    log,
    random: { ...fresh, fork: (stream) => (stream.startsWith('link ') ? seeded : fresh).fork(stream) },
    links: linksOf(architecture, settings).filter(({ from }) => from === name),
    partyAt: (host) => [...addresses].find(([, address]) => address === host)?.[0],
    serve: (_, request) => overTcp(request),
    calleeTracesItself: true,
  })
  const surroundings: Surroundings = {
    settings,
    world: { now: () => timeOfDay(clock), report: (error) => console.error(error) },
    newId: createIds(seeded),
    open: (seed) => openStore({ party: name, seed, backend: openBackend(), log }),
    originOf: (service) => `http://${addresses.get(processOf(architecture, service))}`,
    send: network.fetchAs(name),
    clock,
    log,
  }
  return name === 'monolith' ? buildMonolith(surroundings) : buildService(name, surroundings)
}

function tell(message: FromProcess): void {
  if (!process.send || !process.connected || waiting >= MAX_WAITING) return
  waiting += 1
  process.send(message, undefined, undefined, () => {
    waiting -= 1
  })
}
