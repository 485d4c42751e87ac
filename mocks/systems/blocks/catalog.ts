import { type CatalogDomain, createCatalogDomain } from '../../services/catalog/domain.ts'
import { createImports, type Imports } from '../../services/catalog/imports.ts'
import { catalogOperations } from '../../services/catalog/schema.ts'
import { createCatalog } from '../../services/catalog/service.ts'
import { type CatalogTables, catalogSeed } from '../../services/catalog/store.ts'
import type { Clock } from '../../simulation/clock.ts'
import { type Block, once, type Surroundings } from './block.ts'
import { outboxOf } from './outbox.ts'

/** The catalogue as a module of the monolith. */
export const catalogOf = once((monolith) => {
  const store = monolith.storeOf<CatalogTables>(catalogSeed)
  const outbox = outboxOf(monolith, store, 'catalogOutbox', 'catalog')
  monolith.runs(outbox)
  return createCatalogDomain({ store, events: outbox.events })
})

/** Loading a module is nothing that the clock knows of by itself. */
const xmlBy = (clock: Clock) => () => clock.track(import('fast-xml-parser'))

export const catalog: Block = {
  operations: catalogOperations,
  publicOperations: catalogOperations,
  seed: catalogSeed,
  async service(surroundings) {
    const store = await surroundings.open<CatalogTables>(catalogSeed)
    const outbox = outboxOf(surroundings, store, 'catalogOutbox', 'catalog')
    const imports = createImports({ store, ...surroundings })
    return {
      store,
      handler: faceOf(createCatalogDomain({ store, events: outbox.events }), imports, surroundings),
      async start() {
        outbox.start()
        await imports.start()
      },
      async stop() {
        await imports.stop()
        await outbox.stop()
      },
    }
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
  const { bookFreshness: freshness, priceField } = settings
  return createCatalog({ domain, imports, loadXml: xmlBy(clock), freshness, priceField, ...world })
}
