import type { Party } from '../log/events.ts'
import type { RunLog } from '../log/log.ts'
import { parseTraceparent } from '../log/trace-context.ts'
import type { Clock } from '../simulation/clock.ts'
import { timeOfDay } from '../simulation/clock.ts'
import type { Distribution } from '../simulation/distribution.ts'
import { hexDigits, type Random } from '../simulation/random.ts'
import { type Hop, NetworkError, wrap } from './hop.ts'
import { latency } from './latency.ts'
import { fieldsOf, readContent, responseWith } from './message.ts'
import { reachability } from './reachability.ts'
import { tracedAttempt, tracedCall, tracedServe } from './traced.ts'
import { createTracing, rootOf } from './tracing.ts'

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
  /** Answers for a party: a service in this process, or a real connection to another one. */
  serve: (party: Party, request: Request) => Promise<Response>
  /** Whether the callee's own span is made here (same process) or by the callee itself (another process). */
  calleeTracesItself?: boolean
}

export interface Network {
  /** A `fetch` for one party: everything that it sends goes through here and is written to the log. */
  fetchAs(party: Party): (request: Request) => Promise<Response>
  setDown(party: Party, down: boolean): void
  isDown(party: Party): boolean
}

/**
 * The network between the services. One hop is
 * `call(attempt(latency(reachability(serve))))`, outermost first, each in its own file.
 */
export function createNetwork(options: NetworkOptions): Network {
  const { clock, random, log, links, partyAt, serve, calleeTracesItself = false } = options
  const tracing = createTracing({ log, clock, random })
  const traceIds = random.fork('traces')
  const down = new Set<Party>()

  const callee: Hop = calleeTracesItself
    ? ({ to, request }) => serve(to, request)
    : tracedServe(tracing, async ({ to, request }) => {
        const answer = await serve(to, request)
        return asSent(answer, await readContent(answer, clock), request.method, clock)
      })

  const hops = new Map<string, Hop>()
  for (const link of links) {
    hops.set(
      `${link.from}→${link.to}`,
      wrap(
        [
          tracedCall(tracing),
          tracedAttempt(tracing),
          latency({ clock, random: random.fork(`link ${link.name}`), oneWay: link.oneWay }),
          reachability((party) => down.has(party)),
        ],
        callee,
      ),
    )
  }

  return {
    fetchAs: (from) => async (request) => {
      const { host } = new URL(request.url)
      const to = partyAt(host)
      const hop = to && hops.get(`${from}→${to}`)
      if (!to || !hop) throw new NetworkError('ECONNREFUSED', `There is no way from ${from} to ${host}.`)
      const content = await readContent(request, clock)
      const span = parseTraceparent(request.headers.get('traceparent')) ?? rootOf(hexDigits(traceIds, 32))
      return hop({ from, to, request, content, span })
    },
    setDown(party, isDown) {
      if (down.has(party) === isDown) return
      if (isDown) down.add(party)
      else down.delete(party)
      log.append({ kind: 'process', party, state: isDown ? 'down' : 'up' })
    },
    isDown: (party) => down.has(party),
  }
}

/** The response with the fields that the callee's HTTP stack adds to every answer (RFC 9110 §6.6.1, §8.6). */
function asSent(answer: Response, content: Uint8Array, method: string, clock: Clock): Response {
  const headers = new Headers(answer.headers)
  headers.set('date', timeOfDay(clock).toUTCString())
  const bodiless = method === 'HEAD' || answer.status === 204 || answer.status === 304
  if (!bodiless) headers.set('content-length', `${content.length}`)
  return responseWith(answer.status, fieldsOf(headers), method === 'HEAD' ? new Uint8Array(0) : content)
}
