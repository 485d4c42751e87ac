import { createCatalogDomain } from '../../services/catalog/domain.ts'
import { catalogOperations } from '../../services/catalog/schema.ts'
import { createCatalog } from '../../services/catalog/service.ts'
import { type CatalogTables, catalogSeed } from '../../services/catalog/store.ts'
import { type Block, once } from './block.ts'

/** The catalogue as a module of the monolith. */
export const catalogOf = once(({ storeOf }) =>
  createCatalogDomain({ store: storeOf<CatalogTables>(catalogSeed) }),
)

export const catalog: Block = {
  operations: catalogOperations,
  publicOperations: catalogOperations,
  seed: catalogSeed,
  async service({ open, world }) {
    const store = await open<CatalogTables>(catalogSeed)
    return { store, handler: createCatalog({ domain: createCatalogDomain({ store }), ...world }) }
  },
  face: (monolith) => createCatalog({ domain: catalogOf(monolith), ...monolith.world }),
}
