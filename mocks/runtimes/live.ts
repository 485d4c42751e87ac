import type { RunEvent } from '../log/events.ts'
import { createKeepingSink, createRunLog } from '../log/log.ts'
import { formatTraceparent, parseTraceparent } from '../log/trace-context.ts'
import { createRandom } from '../simulation/random.ts'
import { servicesBeside } from '../systems/map.ts'
import type { Architecture, Fault, ServiceName, Settings } from '../systems/scenario.ts'
import { createSystem, type System, type SystemData } from '../systems/system.ts'
import { createLiveClock } from './live-clock.ts'
import { newTrace } from './new-trace.ts'
import { OWN_SECRETS } from './own-secrets.ts'
import { openSocket, type Socket } from './web-socket.ts'

export { newTrace }

/** One bookshop on the live clock, as a page holds it. */
export interface LiveBookshop {
  /** Who answers: the service worker, or the page itself where there is none. */
  readonly runtime: 'worker' | 'in-page'
  /** Why the page answers itself, in words; absent when the worker does. */
  readonly reason?: string
  architecture(): Architecture
  /** Sends a request as a client would. Throws when no answer comes, as `fetch` does. */
  send(request: Request): Promise<Response>
  /** Opens a WebSocket connection as a client would, at a `wss:` address of the public API. Rejects when there is none. */
  openSocket(url: string, protocols?: readonly string[]): Promise<Socket>
  /** Everything that happened since the last reset; the same array until something happens. */
  events(): readonly RunEvent[]
  subscribe(listener: () => void): () => void
  /** A fresh bookshop of the other construction: seeded data, empty log, every service up. */
  switchTo(architecture: Architecture): void
  setDown(service: ServiceName, down: boolean): void
  isDown(service: ServiceName): boolean
  /** What else goes wrong from now on, also after a reset or a switch; an empty list: nothing. */
  setFaults(faults: readonly Fault[]): void
  data(): Promise<SystemData>
  /** Back to the seeded data, an empty log, every service up. */
  reset(): void
}

export interface LiveOptions {
  architecture?: Architecture
  seed?: number
  settings?: Settings
  /** What goes wrong from the start. */
  faults?: readonly Fault[]
  /**
   * It begins at this time of day (milliseconds since 1970) with the published keys, as a run on the virtual
   * clock does, so tokens that were written for such a run open it. Without it, its keys and its time are its own.
   */
  published?: { readonly epochMs: number }
}

/** A bookshop before it is known who carries its requests. */
export type Shop = Omit<LiveBookshop, 'runtime' | 'reason' | 'send' | 'openSocket'> & {
  /** Answers one request from outside. */
  answer(request: Request): Promise<Response>
  /** Lets somebody outside speak WebSocket. */
  connect(url: string, protocols?: readonly string[]): Promise<Socket>
}

/** Opens a bookshop in this page. */
export function createShop({
  architecture: first = 'microservices',
  seed = 7,
  settings,
  faults: given = [],
  published,
}: LiveOptions): Shop {
  const { sink, events, clear, subscribe } = createKeepingSink()
  let runs = 0
  let faults = given
  let current = open(first)

  function open(architecture: Architecture) {
    const clock = createLiveClock(published?.epochMs)
    const run = `live-${++runs}`
    // What an earlier run still does after a reset is none of the reader's business any more.
    const log = createRunLog({
      run,
      nowUs: clock.nowUs,
      sinks: [(event) => event.run === `live-${runs}` && sink(event)],
    })
    log.append({ kind: 'run', phase: 'started', system: architecture, seed, epochMs: clock.epochMs })
    const system = createSystem({
      architecture,
      seed,
      clock,
      log,
      // Without any, a system takes the published ones.
      ...(published ? {} : { secrets: OWN_SECRETS }),
      ...(settings ? { settings } : {}),
    }).then((ready) => {
      ready.setFaults(faults)
      return ready
    })
    const down = new Set<ServiceName>()
    return { architecture, system, down }
  }

  function restart(architecture: Architecture) {
    clear()
    current = open(architecture)
  }

  return {
    architecture: () => current.architecture,
    answer: async (request) => (await current.system).fetch(request),
    async connect(url, protocols = []) {
      const { fetch } = await current.system
      const request = traced(new Request(url.replace(/^ws/, 'http')))
      return openSocket(request, { fetch, random: createRandom(0, crypto.randomUUID()), protocols })
    },
    events,
    subscribe,
    switchTo: restart,
    reset: () => restart(current.architecture),
    setDown(service, down) {
      const { system, down: services } = current
      // In the monolith one process holds them all.
      const together: readonly ServiceName[] = servicesBeside(current.architecture, service)
      for (const each of together) {
        if (down) services.add(each)
        else services.delete(each)
      }
      void system.then((ready: System) => ready.setDown(service, down))
    },
    isDown: (service) => current.down.has(service),
    setFaults(next) {
      faults = next
      const down = [...current.down].map((service) => ({ kind: 'down' as const, service }))
      void current.system.then((ready) => ready.setFaults([...next, ...down]))
    },
    data: async () => (await current.system).data(),
  }
}

/** The same request with a `traceparent`, so that its sender can find it in the log. One that is there already stays. */
export function traced(request: Request): Request {
  if (parseTraceparent(request.headers.get('traceparent'))) return request
  const headers = new Headers(request.headers)
  headers.set('traceparent', formatTraceparent(newTrace()))
  return new Request(request, { headers })
}
