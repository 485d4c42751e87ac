import { createCatalogDomain } from '../../services/catalog/domain.ts'
import { catalogOperations } from '../../services/catalog/schema.ts'
import { createCatalog } from '../../services/catalog/service.ts'
import { type CatalogTables, catalogSeed } from '../../services/catalog/store.ts'
import type { Clock } from '../../simulation/clock.ts'
import { type Block, once } from './block.ts'

/** The catalogue as a module of the monolith. */
export const catalogOf = once(({ storeOf }) =>
  createCatalogDomain({ store: storeOf<CatalogTables>(catalogSeed) }),
)

/** Loading a module is nothing that the clock knows of by itself. */
const xmlBy = (clock: Clock) => () => clock.track(import('fast-xml-parser'))

export const catalog: Block = {
  operations: catalogOperations,
  publicOperations: catalogOperations,
  seed: catalogSeed,
  async service({ open, world, clock }) {
    const store = await open<CatalogTables>(catalogSeed)
    return {
      store,
      handler: createCatalog({ domain: createCatalogDomain({ store }), loadXml: xmlBy(clock), ...world }),
    }
  },
  face: (monolith) =>
    createCatalog({ domain: catalogOf(monolith), loadXml: xmlBy(monolith.clock), ...monolith.world }),
}
