import { createGateway, type Upstream } from '../services/gateway/service.ts'
import type { Store, Tables } from '../storage/store.ts'
import { BLOCKS } from './blocks/all.ts'
import type { Built, Monolith, Surroundings } from './blocks/block.ts'
import { PUBLIC_ROUTES, type ServiceName } from './map.ts'
import { publicDocument } from './public-api.ts'

export type { Built, Surroundings } from './blocks/block.ts'

/** Builds one service of the microservices: its own store, and other services only over HTTP. */
export async function buildService(name: ServiceName, surroundings: Surroundings): Promise<Built> {
  if (name !== 'gateway') return BLOCKS[name].service(surroundings)
  const { originOf, send, world } = surroundings
  const routes = routesTo((service) => ({ service, origin: originOf(service), send }))
  return { handler: createGateway({ routes, document: publicDocument(), ...world }) }
}

/**
 * Builds the monolith: the same domains in one process, over one store. Each module asks the others by calling their
 * functions; an order is one transaction, and no HTTP is spoken inside.
 */
export async function buildMonolith({ open, ...surroundings }: Surroundings): Promise<Built> {
  const blocks = Object.values(BLOCKS)
  const store = await open<Tables>(Object.assign({}, ...blocks.map(({ seed }) => seed)))
  const monolith: Monolith = {
    ...surroundings,
    // The seed names the module's tables and their type; the store was opened with all of them.
    storeOf: <T extends Tables>() => store as unknown as Store<T>,
  }
  // The modules' HTTP faces, mounted in the same process: routing is a function call.
  const routes = routesTo((service) => {
    if (service === 'gateway') throw new Error('The gateway does not pass requests on to itself.')
    const face = BLOCKS[service].face(monolith)
    return { service, origin: 'https://monolith.bookshop.internal', send: (request) => face(request) }
  })
  const info = { name: 'monolith', title: 'Bookshop', description: 'The whole bookshop in one process.' }
  return {
    store,
    handler: createGateway({ info, routes, document: publicDocument(), ...surroundings.world }),
  }
}

/** First segment of a public path → who answers; one upstream for each service. */
function routesTo(upstream: (service: ServiceName) => Upstream): Record<string, Upstream> {
  const upstreams = new Map<ServiceName, Upstream>()
  return Object.fromEntries(
    Object.entries(PUBLIC_ROUTES).map(([segment, service]) => {
      const known = upstreams.get(service) ?? upstream(service)
      upstreams.set(service, known)
      return [segment, known]
    }),
  )
}
