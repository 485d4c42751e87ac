import { type CatalogDomain, createCatalogDomain } from '../../services/catalog/domain.ts'
import { catalogOperations } from '../../services/catalog/schema.ts'
import { createCatalog } from '../../services/catalog/service.ts'
import { type CatalogTables, catalogSeed } from '../../services/catalog/store.ts'
import type { Clock } from '../../simulation/clock.ts'
import { type Block, once, type Surroundings } from './block.ts'

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
  async service(surroundings) {
    const store = await surroundings.open<CatalogTables>(catalogSeed)
    return { store, handler: faceOf(createCatalogDomain({ store }), surroundings) }
  },
  face: (monolith) => faceOf(catalogOf(monolith), monolith),
}

function faceOf(
  domain: CatalogDomain,
  { world, clock, settings }: Pick<Surroundings, 'world' | 'clock' | 'settings'>,
) {
  return createCatalog({ domain, loadXml: xmlBy(clock), freshness: settings.bookFreshness, ...world })
}
