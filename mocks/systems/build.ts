import { ISSUER_FACTS_PATHS, remoteIssuerFacts } from '../http/issuer-facts.ts'
import { createTokenVerifier, type IssuerFacts } from '../http/verify-token.ts'
import type { HomeOptions } from '../services/gateway/home.ts'
import { createGateway, type Upstream } from '../services/gateway/service.ts'
import type { Store, Tables } from '../storage/store.ts'
import { BLOCKS } from './blocks/all.ts'
import { apiAt, authOf, issuerAt } from './blocks/auth.ts'
import type { Background, Built, Monolith, Surroundings } from './blocks/block.ts'
import { edgeCacheOf } from './edge-cache.ts'
import { ISSUER_ROUTES, isOutside, PUBLIC_ROUTES, ROOT_ROUTES, type ServiceName } from './map.ts'
import { publicDocument } from './public-api.ts'

export type { Built, Surroundings } from './blocks/block.ts'

/** Builds one service of the microservices: its own store, and other services only over HTTP. */
export async function buildService(name: ServiceName, surroundings: Surroundings): Promise<Built> {
  // A third party knows nothing of our tokens, and no token is sent there.
  if (name !== 'gateway' && isOutside(name)) return BLOCKS[name].service(surroundings)
  const { originOf, send } = surroundings
  const facts = remoteIssuerFacts({ origin: originOf('auth'), send, now: surroundings.world.now })
  const world = { ...surroundings.world, verify: verifierOf(surroundings, facts) }
  if (name !== 'gateway') return BLOCKS[name].service({ ...surroundings, world })
  const upstream = (service: ServiceName) => ({ service, origin: originOf(service), send })
  const cache = edgeCacheOf(surroundings, name)
  return { handler: createGateway({ ...edgeOf(upstream, surroundings), cache, ...world }) }
}

/** Who can tell what a token for the public API is worth. */
function verifierOf(
  { publicOrigin, world, clock, settings }: Omit<Surroundings, 'open'>,
  facts: IssuerFacts,
) {
  return createTokenVerifier({
    issuer: issuerAt(publicOrigin),
    audience: apiAt(publicOrigin),
    facts,
    leewayS: settings.tokenLeewayS,
    now: world.now,
    track: clock.track,
  })
}

/** What whoever stands at the edge needs to know: the same in both architectures. */
function edgeOf(
  upstream: (service: ServiceName) => Upstream,
  { settings, clock }: Pick<Surroundings, 'settings' | 'clock'>,
) {
  const { auth, quota } = settings
  return {
    routes: routesTo(PUBLIC_ROUTES, upstream),
    issuerRoutes: routesTo(ISSUER_ROUTES, upstream),
    rootRoutes: routesTo(ROOT_ROUTES, upstream),
    home: homeOf(upstream, { settings }),
    live: upstream('notifications'),
    clock,
    document: () => publicDocument(auth),
    auth,
    quota,
  }
}

/**
 * Builds the monolith: the same domains in one process, over one store. Each module asks the others by calling their
 * functions; an order is one transaction, and no HTTP is spoken inside.
 */
export async function buildMonolith({ open, ...surroundings }: Surroundings): Promise<Built> {
  const blocks = Object.values(BLOCKS).filter(({ face }) => face)
  const store = await open<Tables>(Object.assign({}, ...blocks.map(({ seed }) => seed)))
  const background: Background[] = []
  const monolith: Monolith = {
    ...surroundings,
    world: {
      ...surroundings.world,
      // The modules ask the module auth, and no HTTP is spoken.
      verify: (token, call) => verifierOf(surroundings, authOf(monolith).facts)(token, call),
    },
    runs: (work) => void background.push(work),
    // The seed names the module's tables and their type; the store was opened with all of them.
    storeOf: <T extends Tables>() => store as unknown as Store<T>,
  }
  // The modules' HTTP faces, mounted in the same process: routing is a function call.
  const faces = new Map(blocks.map((block) => [block, block.face?.(monolith)] as const))
  const upstream = (service: ServiceName): Upstream => {
    const face = service === 'gateway' ? undefined : faces.get(BLOCKS[service])
    if (!face)
      throw new Error(`${service} is no module of the monolith; it can not answer for a public path.`)
    return { service, origin: 'https://monolith.bookshop.internal', send: (request) => face(request) }
  }
  const info = { name: 'monolith', title: 'Bookshop', description: 'The whole bookshop in one process.' }
  const gateway = createGateway({
    info,
    ...edgeOf(upstream, surroundings),
    cache: edgeCacheOf(surroundings, 'monolith'),
    ...monolith.world,
  })
  /** What the broker finds behind the other door: where it delivers, and who can tell what a token is worth. */
  const behind = new Map([...faces].flatMap(([{ hears }, face]) => (hears ? [[hears, face] as const] : [])))
  for (const path of ISSUER_FACTS_PATHS) behind.set(path, faces.get(BLOCKS.auth))
  return {
    store,
    handler: gateway,
    inside: (request) => (behind.get(new URL(request.url).pathname) ?? gateway)(request),
    async start() {
      for (const work of background) await work.start()
    },
    async stop() {
      await Promise.all(background.map((work) => work.stop()))
    },
  }
}

/** Where the front page gets its parts. */
function homeOf(
  upstream: (service: ServiceName) => Upstream,
  { settings }: Pick<Surroundings, 'settings'>,
): HomeOptions {
  return {
    books: upstream('catalog'),
    recommendations: upstream('recommendations'),
    coupling: settings.recommendations,
  }
}

/** First segment of a public path → who answers; one upstream for each service. */
function routesTo(
  table: Readonly<Record<string, ServiceName>>,
  upstream: (service: ServiceName) => Upstream,
): Record<string, Upstream> {
  const upstreams = new Map<ServiceName, Upstream>()
  return Object.fromEntries(
    Object.entries(table).map(([segment, service]) => {
      const known = upstreams.get(service) ?? upstream(service)
      upstreams.set(service, known)
      return [segment, known]
    }),
  )
}
