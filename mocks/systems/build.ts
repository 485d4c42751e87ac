import type { Send } from '../http/client.ts'
import type { Handler, ServiceWorld } from '../http/service.ts'
import { createCatalogDomain } from '../services/catalog/domain.ts'
import { createCatalog } from '../services/catalog/service.ts'
import { type CatalogTables, catalogSeed } from '../services/catalog/store.ts'
import { createGateway, type Upstream } from '../services/gateway/service.ts'
import { createInventoryDomain } from '../services/inventory/domain.ts'
import { createInventory } from '../services/inventory/service.ts'
import { type InventoryTables, inventorySeed } from '../services/inventory/store.ts'
import { catalogueOver, paymentsOver, stockOver } from '../services/orders/clients.ts'
import { createOrdersDomain } from '../services/orders/domain.ts'
import { createOrders } from '../services/orders/service.ts'
import { type OrdersTables, ordersSeed } from '../services/orders/store.ts'
import { oneTransaction, saga } from '../services/orders/unit-of-work.ts'
import { createPaymentsDomain } from '../services/payments/domain.ts'
import { createPayments } from '../services/payments/service.ts'
import { type PaymentsTables, paymentsSeed } from '../services/payments/store.ts'
import type { Store, StoreOptions, Tables } from '../storage/store.ts'
import { PUBLIC_ROUTES, publicDocument } from './public-api.ts'
import type { ServiceName, Settings } from './scenario.ts'

/** What a service is given by the place where it runs. */
export interface Surroundings {
  settings: Settings
  /** The time of day, and who is told of unforeseen errors. */
  world: ServiceWorld
  newId: (kind: string, sequence: number) => string
  /** Opens a store of the service's own. */
  open: <T extends Tables>(seed: StoreOptions<T>['seed']) => Promise<Store<T>>
  /** Where a service listens. */
  originOf: (service: ServiceName) => string
  /** Sends a request as this service. */
  send: Send
}

/** A service that is ready to answer, and its data. */
export interface Built {
  readonly handler: Handler
  readonly store?: Pick<Store<Tables>, 'snapshot'>
}

/** Builds one service of the microservices: its own store, and other services only over HTTP. */
export async function buildService(name: ServiceName, surroundings: Surroundings): Promise<Built> {
  const { settings, world, newId, open, originOf, send } = surroundings
  const remote = (service: ServiceName) => ({ origin: originOf(service), send })
  switch (name) {
    case 'gateway': {
      const routes = routesTo((service) => ({ service, ...remote(service) }))
      return { handler: createGateway({ routes, document: publicDocument(), ...world }) }
    }
    case 'catalog': {
      const store = await open<CatalogTables>(catalogSeed)
      return { store, handler: createCatalog({ domain: createCatalogDomain({ store }), ...world }) }
    }
    case 'inventory': {
      const store = await open<InventoryTables>(inventorySeed)
      return {
        store,
        handler: createInventory({ domain: createInventoryDomain({ store, newId }), ...world }),
      }
    }
    case 'payments': {
      const store = await open<PaymentsTables>(paymentsSeed)
      return {
        store,
        handler: createPayments({ domain: createPaymentsDomain({ store, newId }), store, ...world }),
      }
    }
    case 'orders': {
      const store = await open<OrdersTables>(ordersSeed)
      const domain = createOrdersDomain({
        store,
        newId,
        catalogue: catalogueOver(remote('catalog')),
        stock: stockOver(remote('inventory')),
        payments: paymentsOver({ ...remote('payments'), key: settings.paymentKey }),
        work: saga,
      })
      return {
        store,
        handler: createOrders({ domain, store, idempotencyKey: settings.idempotencyKey, ...world }),
      }
    }
  }
}

/**
 * Builds the monolith: the same domains in one process, over one store. Orders' ports are filled by the other
 * domains themselves; an order is one transaction, and no HTTP is spoken inside.
 */
export async function buildMonolith({
  settings,
  world,
  newId,
  open,
}: Pick<Surroundings, 'settings' | 'world' | 'newId' | 'open'>): Promise<Built> {
  const store = await open<CatalogTables & InventoryTables & PaymentsTables & OrdersTables>({
    ...catalogSeed,
    ...inventorySeed,
    ...paymentsSeed,
    ...ordersSeed,
  })
  const catalog = createCatalogDomain({ store })
  const inventory = createInventoryDomain({ store, newId })
  const payments = createPaymentsDomain({ store, newId })
  const orders = createOrdersDomain({
    store,
    newId,
    catalogue: { bookOf: (isbn, call) => catalog.read(isbn, call) },
    stock: {
      reserve: (order, lines, call) => inventory.reserve({ order, lines: [...lines] }, call),
      release: (reservation, call) => inventory.release(reservation, call),
    },
    payments: {
      authorise: (order, amount, card, call) => payments.authorise({ order, amount, card }, call),
      void: async (payment, call) => {
        await payments.void(payment, call)
      },
    },
    work: oneTransaction(store),
  })
  // The modules' HTTP faces, mounted in the same process: routing is a function call.
  const faces: Partial<Record<ServiceName, Handler>> = {
    catalog: createCatalog({ domain: catalog, ...world }),
    inventory: createInventory({ domain: inventory, ...world }),
    orders: createOrders({ domain: orders, store, idempotencyKey: settings.idempotencyKey, ...world }),
  }
  const routes = routesTo((service) => ({
    service,
    origin: 'https://monolith.bookshop.internal',
    send: async (request) => mounted(faces, service)(request),
  }))
  const info = { name: 'monolith', title: 'Bookshop', description: 'The whole bookshop in one process.' }
  return { store, handler: createGateway({ info, routes, document: publicDocument(), ...world }) }
}

function mounted(faces: Partial<Record<ServiceName, Handler>>, service: ServiceName): Handler {
  const face = faces[service]
  if (!face)
    throw new Error(
      `The monolith has no public module ${service}: PUBLIC_ROUTES names one that is not mounted.`,
    )
  return face
}

function routesTo(upstream: (service: ServiceName) => Upstream): Record<string, Upstream> {
  return Object.fromEntries(Object.entries(PUBLIC_ROUTES).map(([part, service]) => [part, upstream(service)]))
}
