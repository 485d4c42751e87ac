import { json, toResponse } from '../../http/answer.ts'
import { atHand } from '../../http/at-hand.ts'
import { arrival } from '../../http/call.ts'
import { type Send, unavailable } from '../../http/client.ts'
import type { Waits } from '../../http/events/patience.ts'
import { tokenMissing } from '../../http/needs.ts'
import { isProblemName, PROBLEM_BASE, PROBLEMS, Problem, problemAnswer } from '../../http/problem.ts'
import { createService, type Handler, type ServiceInfo, type ServiceWorld } from '../../http/service.ts'
import { chunkedResponse, chunksOf } from '../../log/chunks.ts'
import { upgradeOf } from '../../log/web-socket.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { shared } from './cors.ts'
import { createHome, type HomeOptions } from './home.ts'
import { LIVE_PATH } from './live-messages.ts'
import { createLiveSocket } from './live-socket.ts'
import { metered } from './metered.ts'
import { type PublicPath, publicPath } from './public-path.ts'
import { createRateLimit, type Quota } from './rate-limit.ts'
import { purgeCache, readAsyncApi, readHome, readInsights, readProblemType } from './schema.ts'
import { createUsage } from './usage.ts'

/** Who answers for one part of the public API. */
export interface Upstream {
  readonly service: string
  readonly origin: string
  readonly send: Send
}

export interface GatewayOptions extends ServiceWorld {
  info?: ServiceInfo
  /** First part of the path → who answers: `books` → catalog. */
  routes: Readonly<Record<string, Upstream>>
  /** What the front page is put together from. */
  home: HomeOptions
  /** The same for what is under `/auth`: the issuer of tokens, which is no part of a version. */
  issuerRoutes?: Readonly<Record<string, Upstream>>
  /** The same for what is at the root: no part of a version either. */
  rootRoutes?: Readonly<Record<string, Upstream>>
  /** Who knows what happens in the shop: what is told over a WebSocket. */
  live: Upstream
  clock: Waits
  /** Whether somebody without a token is turned away at the door. */
  auth?: 'guest' | 'required'
  /** The OpenAPI document of the public API. */
  document: () => Readonly<Record<string, unknown>>
  /** How much each consumer may ask; without one, nobody is limited. */
  quota?: Quota
  /** A cache in front of everything that is behind the gateway; without one, each request goes on. */
  cache?: EdgeCache | undefined
}

/** A shared cache at the edge, as the gateway uses it. */
export interface EdgeCache {
  /** Answers from what it keeps, or by whoever is behind it. */
  readonly inFront: (next: Handler) => Handler
  /** Forgets what it keeps of an address, or of those that begin so when a star ends it; gives how many answers that were. */
  readonly purge: (address: string, traceparent: string | null) => number
}

/** Fields that belong to one connection, not to the message (RFC 9110 §7.6.1), or that the next hop makes anew. */
const CONNECTION_FIELDS = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
]

const INFO: ServiceInfo = {
  name: 'gateway',
  title: 'Gateway',
  description: 'The one address that clients know: it passes requests on.',
}

/**
 * The public API's one door: strips `/v1` or `/auth` if there is one, stamps the time of arrival and passes the request on. It decides
 * nothing about books or orders; a gateway that does is a monolith at the wrong place.
 */
export function createGateway({
  info = INFO,
  routes,
  home: parts,
  issuerRoutes = {},
  rootRoutes = {},
  auth = 'guest',
  document,
  quota,
  cache,
  live,
  clock,
  ...world
}: GatewayOptions) {
  const speak = createLiveSocket({ live, clock, auth, ...world })
  const home = createHome(parts)
  const usage = createUsage()
  const limit = quota && createRateLimit(quota, world.now)
  const answers = createService(info, world)
    .on(readInsights, () =>
      json({ consumers: usage.report() }, { fields: { 'cache-control': 'private, no-store' } }),
    )
    .on(purgeCache, ({ body, request }) => {
      // The cache knows an answer by its whole address, as clients write it.
      const { origin } = new URL(request.url)
      const purged = body.addresses.map((address) => ({
        address,
        answers: cache?.purge(origin + address, request.headers.get('traceparent')) ?? 0,
      }))
      return json({ purged }, { fields: { 'cache-control': 'no-store' } })
    })
    .on(readProblemType, ({ params: { name } }) => {
      if (!isProblemName(name)) throw new Problem('not-found', `There is no kind of problem named ${name}.`)
      return json(
        { type: PROBLEM_BASE + name, ...PROBLEMS[name] },
        { fields: { 'cache-control': 'max-age=86400' } },
      )
    })
    .on(readAsyncApi, ({ request }) => json(asyncApiDocument(new URL(request.url).host)))
    .on(readHome, ({ call }) => home({ ...call, arrivedAt: world.now().toISOString() }))
    .handler({
      document,
      otherwise: async (request) => {
        const { pathname } = new URL(request.url)
        const path = publicPath(pathname)
        const table = { '/auth': issuerRoutes, '': rootRoutes, '/v1': routes }[path?.prefix ?? '/v1']
        const upstream = path && Object.hasOwn(table, path.segment) ? table[path.segment] : undefined
        if (!path || !upstream)
          return toResponse(problemAnswer(new Problem('not-found', `There is no resource at ${pathname}.`)))
        // Whether a token is genuine, and allows enough, says the service that it is for.
        const isTurnedAway =
          auth === 'required' &&
          path.prefix !== '/auth' &&
          request.method !== 'OPTIONS' &&
          !request.headers.has('authorization')
        if (isTurnedAway) return toResponse(problemAnswer(tokenMissing()))
        return passOn(request, path, upstream, world.now)
      },
    })
  const counts = (pathname: string) =>
    pathname.startsWith('/v1/') || Object.hasOwn(rootRoutes, publicPath(pathname)?.segment ?? '')
  const read = cache?.inFront(answers) ?? answers
  /** Whoever asks to speak WebSocket where it is spoken is heard; anywhere else the wish is ignored (RFC 9110 §7.8). */
  const speakOrRead: Handler = (request) => {
    const upgrade = new URL(request.url).pathname === LIVE_PATH ? upgradeOf(request) : undefined
    return upgrade ? speak(request, upgrade) : read(request)
  }
  return shared(metered(speakOrRead, { now: world.now, limit, usage, counts }))
}

async function passOn(
  request: Request,
  { prefix, path }: PublicPath,
  { service, origin, send }: Upstream,
  now: () => Date,
): Promise<Response> {
  const { search, host, protocol } = new URL(request.url)
  const headers = messageFields(request.headers)
  headers.set('x-forwarded-prefix', prefix)
  headers.set('x-forwarded-host', host)
  headers.set('x-forwarded-proto', protocol.replace(':', ''))
  // Whatever a client says about its arrival is not believed.
  headers.set('baggage', arrival(now().toISOString()).baggage)
  const content = await request.arrayBuffer()
  const inner = new Request(origin + path + search, {
    method: request.method,
    headers,
    ...(content.byteLength > 0 ? { body: content } : {}),
  })
  const answer = await send(atHand(inner, content)).catch(() => undefined)
  if (!answer) return toResponse(problemAnswer(unavailable(service)))
  const chunks = chunksOf(answer)
  if (chunks)
    return chunkedResponse({ status: answer.status, headers: messageFields(answer.headers) }, chunks)
  const body = await answer.arrayBuffer()
  const passed = new Response(body.byteLength > 0 ? body : null, {
    status: answer.status,
    headers: messageFields(answer.headers),
  })
  return atHand(passed, body)
}

function messageFields(from: Headers): Headers {
  const headers = new Headers(from)
  for (const name of CONNECTION_FIELDS) headers.delete(name)
  return headers
}
