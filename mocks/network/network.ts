import { chunkedResponse, chunksOf } from '../log/chunks.ts'
import type { Party } from '../log/events.ts'
import type { RunLog } from '../log/log.ts'
import { parseTraceparent, type TraceContext } from '../log/trace-context.ts'
import { acceptOf, type Upgrade, upgradeOf, upgrading } from '../log/web-socket.ts'
import type { Clock } from '../simulation/clock.ts'
import type { Distribution } from '../simulation/distribution.ts'
import { createLife, type Life } from '../simulation/life.ts'
import { mortalClock } from '../simulation/mortal-clock.ts'
import type { Random } from '../simulation/random.ts'
import { eachChunk, whileAlive } from './chunked.ts'
import { createDeadlines, type Deadlines } from './deadlines.ts'
import type { Wire } from './edge.ts'
import { createFleet, type Fleet, type FleetRules, type InstanceState } from './fleet.ts'
import { type Hop, killed, NetworkError, type Wrapper, wrap } from './hop.ts'
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
   * caller gives up; `memory` stands for what the instance that was chosen keeps to itself.
   */
  serve: (party: Party, request: Request, signal?: AbortSignal, memory?: object) => Promise<Response>
  policies?: readonly EdgePolicy[]
  /** How many instances of whom; one of each by default. */
  fleets?: Readonly<Record<Party, FleetRules>>
  /** Whether each answer says how long its callee worked on it, by the callee's own clock (W3C Server Timing). */
  serverTiming?: boolean
  /** Whether the callee's own span is made here (same process) or by the callee itself (another process). */
  calleeTracesItself?: boolean
  /** The deadlines of the work done here; shared with whoever takes requests in, where that is not this network. */
  deadlines?: Deadlines
  /** Told when a party that was down starts anew, with its new life. */
  begins?: (party: Party, life: Life) => void
  /** What faults do to real connections; where there are none they only look like it to the caller. */
  wire?: Wire
}

export interface Network {
  /** A `fetch` for one party: everything that it sends goes through here and is written to the log. */
  fetchAs(party: Party): (request: Request) => Promise<Response>
  /** Does something that nobody asked a party for, under a trace of its own. */
  inTrace<R>(party: Party, name: string, work: (trace: TraceContext) => Promise<R>): Promise<R>
  /** Kills a party with everything that it has under way, or starts it anew: it remembers nothing. */
  setDown(party: Party, down: boolean): void
  isDown(party: Party): boolean
  /** The life that a party has now. */
  lifeOf(party: Party): Life
  /** Has \`watch\` see each message at four moments, from now on. */
  watchMessages(watch: (moment: Moment, from: Party, to: Party) => void): void
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

/** A moment of a message at which a process may be killed: two at its sender, two at its callee. */
export type Moment = 'before-request' | 'after-request' | 'before-reply' | 'after-reply'

const ONE: FleetRules = { instances: 1, balancing: 'round-robin' }

/**
 * The network between the services. One hop, outermost first and each layer in its own file:
 * `call(fallback(deadline(cache(collapsing(retry(breaker(hedging(bulkhead(remaining(sender(attempt(timeout(latency(partition(connection(faults(balance(serve(living(work))))))))))))))))))`.
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
    begins = () => {},
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
  const lives = new Map<Party, Life>()
  const lifeOf = (party: Party): Life => {
    const life = lives.get(party) ?? createLife()
    lives.set(party, life)
    return life
  }
  /** The world of what a party does about its calls: it ends with the party. */
  const worldOf = (party: Party) => ({ ...world, clock: mortalClock(clock, () => lifeOf(party)) })
  let watch = (_moment: Moment, _from: Party, _to: Party) => {}

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
    const { to, request, upgrade } = outgoing
    const sent = await asSent(answer, request.method, timeAt(to), clock, upgrade)
    if (serverTiming) sent.headers.append('server-timing', `${to};dur=${(clock.nowUs() - arrivedUs) / 1000}`)
    return sent
  }

  /** The callee may die of a request, or under it: then its connections are reset. */
  const living: Wrapper = (next) => (outgoing) => {
    const { from, to } = outgoing
    const life = lifeOf(to)
    const work = async () => {
      watch('after-request', from, to)
      if (life.isOver) throw resetBy(to)
      const answer = await next({ ...outgoing, served: life })
      watch('before-reply', from, to)
      return eachChunk(answer, (chunks) => whileAlive(chunks, life, () => resetBy(to)))
    }
    const working = work()
    return life.guard(working, () => resetBy(to))
  }

  /** The sender may die of what it is about to send, or of what it got. */
  const sender: Wrapper = (next) => async (outgoing) => {
    const { from, to } = outgoing
    watch('before-request', from, to)
    if (outgoing.life?.isOver) throw killed(from)
    const answer = await next(outgoing)
    watch('after-reply', from, to)
    return answer
  }

  const callee = (to: Party, faults: readonly Wrapper[]): Hop =>
    calleeTracesItself
      ? ({ request, signal }) => serve(to, request, signal)
      : tracedServe(
          tracing,
          wrap(
            [living, sending, deadlines.keeping, fleet(to).work, ...faults],
            ({ request, served, memory, upgrade }) =>
              // It died while the request waited: nobody works on it, not even who started in its place.
              served?.isOver
                ? Promise.reject(resetBy(to))
                : serve(to, upgrading(request, upgrade), undefined, memory),
          ),
        )

  /** Inside an attempt: what changes when faults do. */
  const wires = new Map<string, Hop>()
  const outer = new Map<string, Hop>()
  for (const link of links) outer.set(`${link.from}→${link.to}`, sendingOver(link))
  connect([])

  /** What a sender keeps of a link in its memory: breakers, budgets, caches, lines. */
  function sendingOver({ from, to, name }: Link): Hop {
    const way = `${from}→${to}`
    const layers = [
      tracedCall(tracing),
      ...outerPolicies(policies, from, to, worldsOf(worldOf(from), random, name)),
      sender,
      tracedAttempt(tracing),
    ]
    return wrap(
      layers,
      (outgoing) => wires.get(way)?.(outgoing) ?? Promise.reject(new Error(`The link ${way} has no wire.`)),
    )
  }

  function connect(faults: readonly EdgeFault[]) {
    for (const { from, to, name, oneWay } of links) {
      const own = worldsOf(world, random, name)
      const layers = [
        ...timeoutLayers(policies, from, to, worldsOf(worldOf(from), random, name)),
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
      return hop({
        from,
        to,
        request,
        content,
        span,
        signal,
        upgrade: upgradeOf(request),
        life: lifeOf(from),
        ...deadlines.inherited(span, headers),
      })
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
      else {
        down.delete(party)
        const life = createLife()
        lives.set(party, life)
        for (const link of links)
          if (link.from === party) outer.set(`${link.from}→${link.to}`, sendingOver(link))
        begins(party, life)
      }
      const state: InstanceState = isDown ? 'down' : 'up'
      for (let id = 1; id <= fleet(party).size; id++) fleet(party).setInstance(id, state)
      if (isDown) lifeOf(party).end()
    },
    lifeOf,
    watchMessages(by) {
      watch = by
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

function resetBy(party: Party): NetworkError {
  return new NetworkError(
    'ECONNRESET',
    `The connection was reset: ${party} was killed while it had the request.`,
  )
}

/**
 * The response with the fields that the callee's HTTP stack adds to every answer (RFC 9110 §6.6.1, §8.6). How long a
 * content will be that is still made, nobody can say.
 */
async function asSent(
  answer: Response,
  method: string,
  now: Date,
  clock: Clock,
  upgrade: Upgrade | undefined,
): Promise<Response> {
  const headers = new Headers(answer.headers)
  headers.set('date', now.toUTCString())
  if (upgrade && answer.status === 101) {
    headers.set('connection', 'Upgrade')
    headers.set('upgrade', 'websocket')
    headers.set('sec-websocket-accept', await clock.track(acceptOf(upgrade.key)))
  }
  const chunks = chunksOf(answer)
  if (chunks) return chunkedResponse({ status: answer.status, headers }, chunks)
  const content = await readContent(answer, clock)
  const bodiless = method === 'HEAD' || answer.status === 204 || answer.status === 304
  if (!bodiless) headers.set('content-length', `${content.length}`)
  return responseWith(answer.status, fieldsOf(headers), method === 'HEAD' ? new Uint8Array(0) : content)
}
