import { type CatalogDomain, createCatalogDomain } from '../../services/catalog/domain.ts'
import { createImports, type Imports } from '../../services/catalog/imports.ts'
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
    const imports = createImports({ store, ...surroundings })
    const { start, stop } = imports
    return { store, start, stop, handler: faceOf(createCatalogDomain({ store }), imports, surroundings) }
  },
  face(monolith) {
    const imports = createImports({ store: monolith.storeOf<CatalogTables>(catalogSeed), ...monolith })
    monolith.runs(imports)
    return faceOf(catalogOf(monolith), imports, monolith)
  },
}

function faceOf(
  domain: CatalogDomain,
  imports: Imports,
  { world, clock, settings }: Pick<Surroundings, 'world' | 'clock' | 'settings'>,
) {
  const freshness = settings.bookFreshness
  return createCatalog({ domain, imports, loadXml: xmlBy(clock), freshness, ...world })
}
