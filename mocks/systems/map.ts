import type { Architecture } from './scenario.ts'

/** One service on the map of the bookshop. */
interface MappedService {
  readonly name: string
  /** Whom it may ask. The gateway may ask everybody who has something public. */
  readonly asks: readonly string[]
  /** A process of its own in the monolith too: something that one does not build but runs. */
  readonly apart?: true
  /** First segments of its paths that clients may use: `books` is public as `/v1/books`. */
  readonly opens: readonly string[]
  /** Where these segments are instead of under /v1: at the root, or under /auth, which are no part of a version of the API. */
  readonly under?: '/' | '/auth'
  /** It belongs to somebody else: it has a domain of its own, and nothing of the bookshop's but this contract. */
  readonly outside?: true
}

/**
 * The map: every service there is, in the order in which they are named everywhere. In the monolith they are modules of
 * one process. How each is built is in `blocks/`. No package is needed to read the map: the first page loads it.
 */
const MAP = [
  { name: 'gateway', asks: [], opens: [] },
  { name: 'catalog', asks: ['broker'], opens: ['books', 'imports', 'rpc', 'soap'] },
  { name: 'inventory', asks: ['broker'], opens: ['stock'] },
  { name: 'orders', asks: ['catalog', 'inventory', 'payments', 'shipping', 'broker'], opens: ['orders'] },
  { name: 'payments', asks: ['broker', 'bank'], opens: [] },
  {
    name: 'broker',
    asks: ['notifications', 'order-history', 'cart', 'orders', 'inventory', 'payments', 'shipping', 'auth'],
    opens: [],
    apart: true,
  },
  { name: 'notifications', asks: ['partner'], opens: ['live', 'webhooks'] },
  { name: 'order-history', asks: ['broker'], opens: ['me'] },
  { name: 'cart', asks: ['catalog'], opens: ['carts'] },
  { name: 'recommendations', asks: ['catalog'], opens: ['recommendations'] },
  { name: 'media', asks: ['broker'], opens: ['covers'] },
  { name: 'shipping', asks: ['carrier', 'broker'], opens: ['quotes', 'tracking'] },
  {
    name: 'graphql',
    asks: ['catalog', 'inventory', 'orders', 'recommendations', 'cart'],
    under: '/',
    opens: ['graphql'],
  },
  {
    name: 'auth',
    asks: [],
    under: '/auth',
    opens: ['.well-known', 'authorize', 'token', 'userinfo', 'revoke', 'introspect', 'jwks.json', 'keys'],
  },
  // The path is the name of the service in its .proto, and the name says the version.
  { name: 'rpc', asks: ['inventory'], under: '/', opens: ['bookshop.inventory.v1.InventoryService'] },
  { name: 'bank', asks: [], opens: [], apart: true, outside: true },
  { name: 'carrier', asks: [], opens: [], apart: true, outside: true },
  { name: 'partner', asks: [], opens: [], apart: true, outside: true },
] as const satisfies readonly MappedService[]

export type ServiceName = (typeof MAP)[number]['name']
/** The names alone. */
export const SERVICE_NAMES: readonly ServiceName[] = MAP.map(({ name }) => name)

const SERVICES: readonly (MappedService & { name: ServiceName; asks: readonly ServiceName[] })[] = MAP

/** First segments of public paths under `/v1`, at the root or under `/auth` → the service that answers. */
function routesUnder(prefix: '/' | '/auth' | undefined): Readonly<Record<string, ServiceName>> {
  return Object.fromEntries(
    SERVICES.flatMap(({ name, opens, under }) =>
      under === prefix ? opens.map((segment) => [segment, name] as const) : [],
    ),
  )
}

/** First segment of a public path → the service that answers. What is not in here is not public. */
export const PUBLIC_ROUTES = routesUnder(undefined)
/** The same for what has no version, such as a graph that grows. */
export const ROOT_ROUTES = routesUnder('/')
/** The same for what is under `/auth`. */
export const ISSUER_ROUTES = routesUnder('/auth')

/** The services that a service may call, between the microservices. Each may ask auth what a token is worth. */
export function callsOf(service: ServiceName): readonly ServiceName[] {
  const { asks = [], apart } = SERVICES.find(({ name }) => name === service) ?? {}
  if (service === 'auth' || apart) return asks
  const opened =
    service === 'gateway' ? [PUBLIC_ROUTES, ROOT_ROUTES].flatMap((routes) => Object.values(routes)) : []
  return [...new Set([...opened, ...asks, 'auth' as const])]
}

/** The services that run in a process of their own whatever the architecture, such as the broker. */
export const SERVICES_APART: readonly ServiceName[] = SERVICES.filter(({ apart }) => apart).map(
  ({ name }) => name,
)

/** Whether a party belongs to somebody else. */
export function isOutside(party: string): boolean {
  return SERVICES.some(({ name, outside }) => name === party && outside)
}

/** The services that stand and fall with a service, itself included: in the monolith, all of its modules. */
export function servicesBeside(architecture: Architecture, service: ServiceName): readonly ServiceName[] {
  if (architecture === 'microservices' || SERVICES_APART.includes(service)) return [service]
  return SERVICE_NAMES.filter((name) => !SERVICES_APART.includes(name))
}
