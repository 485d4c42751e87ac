import type { Handler } from '../../http/service.ts'
import { catalogueOver } from '../../services/cart/clients.ts'
import { createCartDomain } from '../../services/cart/domain.ts'
import { cartOperations, hearEvent, publicCartOperations } from '../../services/cart/schema.ts'
import { createCartService } from '../../services/cart/service.ts'
import { type CartTables, cartSeed } from '../../services/cart/store.ts'
import { memoryBackend, openStore, type Store } from '../../storage/store.ts'
import { type Block, type Built, once, remote, type Surroundings } from './block.ts'
import { catalogOf } from './catalog.ts'

/** The carts as a module of the monolith. */
export const cartsOf = once((monolith) => {
  const catalog = catalogOf(monolith)
  return createCartDomain({
    store: monolith.storeOf<CartTables>(cartSeed),
    newId: monolith.newId,
    catalogue: { bookOf: (isbn, call) => catalog.read(isbn, call) },
    inbox: monolith.settings.inbox,
  })
})

export const cart: Block = {
  operations: cartOperations,
  publicOperations: publicCartOperations,
  seed: cartSeed,
  hears: hearEvent.path,
  async service(surroundings) {
    const { open, newId, world, settings } = surroundings
    const catalogue = catalogueOver(remote(surroundings, 'catalog'))
    const over = (store: Store<CartTables>, id = newId) =>
      createCartService({
        domain: createCartDomain({ store, newId: id, catalogue, inbox: settings.inbox }),
        ...world,
      })
    if (settings.carts === 'memory') return inMemory(over, newId)
    const store = await open<CartTables>(cartSeed)
    return { store, handler: over(store) }
  },
  face: (monolith) => createCartService({ domain: cartsOf(monolith), ...monolith.world }),
}

/** As many carts as an instance can make before its ids would be those of another one. */
const CARTS_OF_AN_INSTANCE = 10_000

/** Carts in the memory of each instance: nobody else can see them, and nothing outlives the instance. */
function inMemory(
  over: (store: Store<CartTables>, newId: Surroundings['newId']) => Handler,
  newId: Surroundings['newId'],
): Built {
  const handlers = new WeakMap<object, Handler>()
  let instances = 0
  const handlerWith = (memory: object): Handler => {
    const known = handlers.get(memory)
    if (known) return known
    const before = instances++ * CARTS_OF_AN_INSTANCE
    const id: Surroundings['newId'] = (kind, sequence) => newId(kind, before + sequence)
    const ready = openStore<CartTables>({ party: 'cart', seed: {}, backend: memoryBackend })
    const handler: Handler = async (request) => over(await ready, id)(request)
    handlers.set(memory, handler)
    return handler
  }
  return { handlerWith, handler: handlerWith({}) }
}
