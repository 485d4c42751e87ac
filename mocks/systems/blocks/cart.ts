import { catalogueOver } from '../../services/cart/clients.ts'
import { createCartDomain } from '../../services/cart/domain.ts'
import { cartOperations } from '../../services/cart/schema.ts'
import { createCartService } from '../../services/cart/service.ts'
import { type CartTables, cartSeed } from '../../services/cart/store.ts'
import { type Block, once, remote } from './block.ts'
import { catalogOf } from './catalog.ts'

/** The carts as a module of the monolith. */
export const cartsOf = once((monolith) => {
  const catalog = catalogOf(monolith)
  return createCartDomain({
    store: monolith.storeOf<CartTables>(cartSeed),
    newId: monolith.newId,
    catalogue: { bookOf: (isbn, call) => catalog.read(isbn, call) },
  })
})

export const cart: Block = {
  operations: cartOperations,
  publicOperations: cartOperations,
  seed: cartSeed,
  async service(surroundings) {
    const { open, newId, world } = surroundings
    const store = await open<CartTables>(cartSeed)
    const catalogue = catalogueOver(remote(surroundings, 'catalog'))
    return {
      store,
      handler: createCartService({ domain: createCartDomain({ store, newId, catalogue }), ...world }),
    }
  },
  face: (monolith) => createCartService({ domain: cartsOf(monolith), ...monolith.world }),
}
