import type { Party } from '../log/events.ts'
import type { RunLog } from '../log/log.ts'
import { parseTraceparent, type TraceContext } from '../log/trace-context.ts'
import type { Clock } from '../simulation/clock.ts'
import type { Distribution } from '../simulation/distribution.ts'
import type { Random } from '../simulation/random.ts'
import { createDeadlines, type Deadlines } from './deadlines.ts'
import type { Wire } from './edge.ts'
import { createFleet, type Fleet, type FleetRules, type InstanceState } from './fleet.ts'
import { type Hop, NetworkError, type Wrapper, wrap } from './hop.ts'
import { latency } from './latency.ts'
import { fieldsOf, readContent, responseWith } from './message.ts'
import { partition } from './partition.ts'
import { connection } from './policies/connect-timeout.ts'
import {
  type EdgeFault,
  type EdgePolicy,
  faultLayers,
  latencyOf,
  outerPolicies,
  timeoutLayers,
  worldsOf,
} from './rules.ts'
import { tracedAttempt, tracedCall, tracedServe } from './traced.ts'
import { createTracing } from './tracing.ts'

/** One allowed way from a caller to a callee. */
export interface Link {
  readonly from: Party
  readonly to: Party
  /** What the link's random stream is named after; the same for links that shall behave alike. */
  readonly name: string
  readonly oneWay: Distribution
}

export interface NetworkOptions {
  clock: Clock
  random: Random
  log: RunLog
  links: readonly Link[]
  /** Which party answers at a host name; undefined for hosts that do not exist. */
  partyAt: (host: string) => Party | undefined
  /**
   * Answers for a party: a service in this process, or a real connection to another one. The signal fires when the
   * caller gives up.
   */
  serve: (party: Party, request: Request, signal?: AbortSignal) => Promise<Response>
  policies?: readonly EdgePolicy[]
  /** How many instances of whom; one of each by default. */
  fleets?: Readonly<Record<Party, FleetRules>>
  /** Whether each answer says how long its callee worked on it, by the callee's own clock (W3C Server Timing). */
  serverTiming?: boolean
  /** Whether the callee's own span is made here (same process) or by the callee itself (another process). */
  calleeTracesItself?: boolean
  /** The deadlines of the work done here; shared with whoever takes requests in, where that is not this network. */
  deadlines?: Deadlines
  /** What faults do to real connections; where there are none they only look like it to the caller. */
  wire?: Wire
}

export interface Network {
  /** A `fetch` for one party: everything that it sends goes through here and is written to the log. */
  fetchAs(party: Party): (request: Request) => Promise<Response>
  /** Does something that nobody asked a party for, under a trace of its own. */
  inTrace<R>(party: Party, name: string, work: (trace: TraceContext) => Promise<R>): Promise<R>
  /** Takes every instance of a party down, or brings them back. */
  setDown(party: Party, down: boolean): void
  isDown(party: Party): boolean
  /** Changes what goes wrong on the edges, from now on. Counters of faults begin anew; policies keep what they know. */
  setFaults(faults: readonly EdgeFault[]): void
  /** Cuts a set of parties off from all others, from now on; an empty one heals the network. */
  setPartition(parties: readonly Party[]): void
  /** Puts a party's clock so many microseconds ahead of the run's, or behind it, from now on. */
  setClockSkew(party: Party, us: number): void
  /** The time of day by a party's own clock. */
  timeAt(party: Party): Date
  fleet(party: Party): Fleet
}

const ONE: FleetRules = { instances: 1, balancing: 'round-robin' }

/**
 * The network between the services. One hop, outermost first and each layer in its own file:
 * `call(fallback(deadline(cache(collapsing(retry(breaker(hedging(bulkhead(remaining(attempt(timeout(latency(partition(connection(faults(balance(serve(work))))))))))))))))`.
 */
export function createNetwork(options: NetworkOptions): Network {
  const {
    clock,
    random,
    log,
    links,
    partyAt,
    serve,
    policies = [],
    fleets = {},
    serverTiming = false,
    calleeTracesItself = false,
    deadlines = createDeadlines(clock),
    wire,
  } = options
  const world = { clock, log, ...(wire ? { wire } : {}) }
  /** How far the clocks of parties are ahead of the run's, in microseconds. */
  const skews = new Map<Party, number>()
  const skewUs = (party: Party) => skews.get(party) ?? 0
  const timeAt = (party: Party) =>
    new Date(clock.epochMs + Math.floor((clock.nowUs() + skewUs(party)) / 1000))
  const tracing = createTracing({ log, clock, random, skewUs })
  const down = new Set<Party>()
  let cutOff: ReadonlySet<Party> = new Set()

  const fleetOf = new Map<Party, Fleet>()
  for (const party of new Set(links.map(({ to }) => to))) {
    fleetOf.set(
      party,
      createFleet(party, fleets[party] ?? ONE, { clock, log, random: random.fork(`fleet of ${party}`) }),
    )
  }
  const fleet = (party: Party): Fleet => {
    const found = fleetOf.get(party)
    if (!found) throw new Error(`Nobody may call ${party}: there is no link to it.`)
    return found
  }

  /** What the callee's HTTP stack makes of an answer. */
  const sending: Wrapper = (next) => async (outgoing) => {
    const arrivedUs = clock.nowUs()
    const answer = await next(outgoing)
    const content = await readContent(answer, clock)
    const { to, request } = outgoing
    const sent = asSent(answer, content, request.method, timeAt(to))
    if (serverTiming) sent.headers.append('server-timing', `${to};dur=${(clock.nowUs() - arrivedUs) / 1000}`)
    return sent
  }

  const callee = (to: Party, faults: readonly Wrapper[]): Hop =>
    calleeTracesItself
      ? ({ request, signal }) => serve(to, request, signal)
      : tracedServe(
          tracing,
          wrap([sending, deadlines.keeping, fleet(to).work, ...faults], ({ request }) => serve(to, request)),
        )

  /** Inside an attempt: what changes when faults do. */
  const wires = new Map<string, Hop>()
  const outer = new Map<string, Hop>()
  for (const link of links) {
    const way = `${link.from}→${link.to}`
    const layers = [
      tracedCall(tracing),
      ...outerPolicies(policies, link.from, link.to, worldsOf(world, random, link.name)),
      tracedAttempt(tracing),
    ]
    outer.set(
      way,
      wrap(
        layers,
        (outgoing) => wires.get(way)?.(outgoing) ?? Promise.reject(new Error(`The link ${way} has no wire.`)),
      ),
    )
  }
  connect([])

  function connect(faults: readonly EdgeFault[]) {
    for (const { from, to, name, oneWay } of links) {
      const own = worldsOf(world, random, name)
      const layers = [
        ...timeoutLayers(policies, from, to, own),
        latency({ clock, random: random.fork(`link ${name}`), oneWay: latencyOf(faults, from, to, oneWay) }),
        ...faultLayers(faults, from, to, own, 'handshake'),
        partition(() => cutOff, own('partition')),
        connection,
        ...faultLayers(faults, from, to, own, 'way'),
        fleet(to).balance,
      ]
      wires.set(`${from}→${to}`, wrap(layers, callee(to, faultLayers(faults, from, to, own, 'callee'))))
    }
  }

  return {
    fetchAs: (from) => async (request) => {
      const { host } = new URL(request.url)
      const to = partyAt(host)
      const hop = to && outer.get(`${from}→${to}`)
      if (!to || !hop) throw new NetworkError('ECONNREFUSED', `There is no way from ${from} to ${host}.`)
      const content = await readContent(request, clock)
      const span = parseTraceparent(request.headers.get('traceparent')) ?? tracing.newRoot()
      const { signal, headers } = request
      return hop({ from, to, request, content, span, signal, ...deadlines.inherited(span, headers) })
    },
    inTrace: (party, name, work) =>
      tracing.inSpan(
        { role: 'work', spanKind: 'internal', name, party, peer: party },
        tracing.newRoot(),
        work,
      ),
    setDown(party, isDown) {
      if (down.has(party) === isDown) return
      if (isDown) down.add(party)
      else down.delete(party)
      const state: InstanceState = isDown ? 'down' : 'up'
      for (let id = 1; id <= fleet(party).size; id++) fleet(party).setInstance(id, state)
    },
    isDown: (party) => down.has(party),
    setFaults: connect,
    setPartition(parties) {
      cutOff = new Set(parties)
    },
    setClockSkew(party, us) {
      skews.set(party, us)
    },
    timeAt,
    fleet,
  }
}

/** The response with the fields that the callee's HTTP stack adds to every answer (RFC 9110 §6.6.1, §8.6). */
function asSent(answer: Response, content: Uint8Array, method: string, now: Date): Response {
  const headers = new Headers(answer.headers)
  headers.set('date', now.toUTCString())
  const bodiless = method === 'HEAD' || answer.status === 204 || answer.status === 304
  if (!bodiless) headers.set('content-length', `${content.length}`)
  return responseWith(answer.status, fieldsOf(headers), method === 'HEAD' ? new Uint8Array(0) : content)
}
