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
  /** It belongs to somebody else: it has a domain of its own, and nothing of the bookshop's but this contract. */
  readonly outside?: true
}

/**
 * The map: every service there is, in the order in which they are named everywhere. In the monolith they are modules of
 * one process. How each is built is in `blocks/`. No package is needed to read the map: the first page loads it.
 */
const MAP = [
  { name: 'gateway', asks: [], opens: [] },
  { name: 'catalog', asks: ['broker'], opens: ['books', 'rpc', 'soap'] },
  { name: 'inventory', asks: ['broker'], opens: ['stock'] },
  { name: 'orders', asks: ['catalog', 'inventory', 'payments', 'broker'], opens: ['orders'] },
  { name: 'payments', asks: ['broker'], opens: [] },
  { name: 'broker', asks: ['notifications'], opens: [], apart: true },
  { name: 'notifications', asks: [], opens: [] },
  { name: 'cart', asks: ['catalog'], opens: ['carts'] },
  { name: 'recommendations', asks: ['catalog'], opens: ['recommendations'] },
  { name: 'shipping', asks: ['carrier'], opens: ['quotes', 'tracking'] },
  { name: 'bank', asks: [], opens: [], apart: true, outside: true },
  { name: 'carrier', asks: [], opens: [], apart: true, outside: true },
] as const satisfies readonly MappedService[]

export type ServiceName = (typeof MAP)[number]['name']
/** The names alone. */
export const SERVICE_NAMES: readonly ServiceName[] = MAP.map(({ name }) => name)

const SERVICES: readonly (MappedService & { name: ServiceName; asks: readonly ServiceName[] })[] = MAP

/** First segment of a public path → the service that answers. What is not in here is not public. */
export const PUBLIC_ROUTES: Readonly<Record<string, ServiceName>> = Object.fromEntries(
  SERVICES.flatMap(({ name, opens }) => opens.map((segment) => [segment, name] as const)),
)

/** The services that a service may call, between the microservices. */
export function callsOf(service: ServiceName): readonly ServiceName[] {
  if (service === 'gateway') return [...new Set(Object.values(PUBLIC_ROUTES))]
  return SERVICES.find(({ name }) => name === service)?.asks ?? []
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
