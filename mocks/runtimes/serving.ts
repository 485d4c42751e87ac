import type { Handler } from '../http/service.ts'
import { chunkedResponse, chunksOf } from '../log/chunks.ts'
import type { SpanAttributes } from '../log/events.ts'
import type { RunLog } from '../log/log.ts'
import { formatTraceparent, parseTraceparent } from '../log/trace-context.ts'
import { upgradeOf, upgrading } from '../log/web-socket.ts'
import { lasting } from '../network/chunked.ts'
import type { Deadlines } from '../network/deadlines.ts'
import type { Fleet } from '../network/fleet.ts'
import { wrap } from '../network/hop.ts'
import type { Network } from '../network/network.ts'
import { createTracing } from '../network/tracing.ts'
import { type Clock, timeOfDay } from '../simulation/clock.ts'
import type { Random } from '../simulation/random.ts'
import { routeOf } from '../systems/operations.ts'

export interface ServingOptions {
  party: string
  clock: Clock
  log: RunLog
  /** Where the ids of spans come from. */
  random: Random
  /** Knows the time by the clock of this process, which may be wrong. */
  network: Pick<Network, 'timeAt'>
  /** Whether answers say how long the work took. */
  serverTiming: boolean
  deadlines: Deadlines
  /** The workers of this process, and how slow it is. */
  fleet: Fleet
  answer: Handler
}

/** Whether a request only asks if the process is well. These are too many to be traced, and wait for nobody. */
export const isHealthCheck = ({ url }: Request) => new URL(url).pathname === '/health'

/**
 * What a process does with each request that arrives over a real connection: a span around its work, the deadline
 * of its caller, a worker that is free.
 */
export function serving({
  party,
  clock,
  log,
  random,
  network,
  serverTiming,
  deadlines,
  fleet,
  answer,
}: ServingOptions): Handler {
  const aheadUs = () => (network.timeAt(party).getTime() - timeOfDay(clock).getTime()) * 1000
  const tracing = createTracing({ log, clock, random, skewUs: aheadUs })
  const work = wrap([deadlines.keeping, fleet.work], ({ request }) => answer(request))
  return async (request) => {
    if (isHealthCheck(request)) return answer(request)
    const { pathname } = new URL(request.url)
    const parent = parseTraceparent(request.headers.get('traceparent'))
    // Over TCP a caller has an address and no name; the trace tells who it was.
    const peer = 'caller'
    return tracing.inSpan(
      {
        role: 'serve',
        spanKind: 'server',
        name: `${request.method} ${pathname}`,
        party,
        peer,
        attributes: attributesOf(party, request),
      },
      parent ?? tracing.newRoot(),
      async (span, set, hold) => {
        const headers = new Headers(request.headers)
        headers.set('traceparent', formatTraceparent(span))
        // It belongs to the trace that its sender named (W3C Trace Context §3.4), and that one could not be read.
        if (!parent) headers.delete('tracestate')
        const arrivedUs = clock.nowUs()
        const { answer: answered, over } = lasting(
          await work({
            from: peer,
            to: party,
            request: upgrading(new Request(request, { headers }), upgradeOf(request)),
            content: NOT_LOOKED_AT,
            span,
            instance: 1,
          }),
        )
        hold(over)
        set({ 'http.response.status_code': answered.status })
        const chunks = chunksOf(answered)
        // A Response can not be made with the status 101.
        const response = chunks ? chunkedResponse(answered, chunks) : new Response(answered.body, answered)
        response.headers.set('date', network.timeAt(party).toUTCString())
        if (serverTiming)
          response.headers.append('server-timing', `${party};dur=${(clock.nowUs() - arrivedUs) / 1000}`)
        return response
      },
    )
  }
}

/** The layers of a callee do not read content; the request still has it. */
const NOT_LOOKED_AT = new Uint8Array(0)

/** What OpenTelemetry's conventions want to know of a request that a server got. */
function attributesOf(party: string, request: Request): SpanAttributes {
  const { pathname, search, hostname, port } = new URL(request.url)
  const route = routeOf(party, pathname)
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
