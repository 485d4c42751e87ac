import { catalogueOver } from '../../services/recommendations/clients.ts'
import { createRecommendationsDomain } from '../../services/recommendations/domain.ts'
import { recommendationsOperations } from '../../services/recommendations/schema.ts'
import { createRecommendations } from '../../services/recommendations/service.ts'
import { type RecommendationsTables, recommendationsSeed } from '../../services/recommendations/store.ts'
import { type Block, once, remote } from './block.ts'
import { catalogOf } from './catalog.ts'

/** Recommendations as a module of the monolith. */
export const recommendationsOf = once((monolith) => {
  const catalog = catalogOf(monolith)
  return createRecommendationsDomain({
    store: monolith.storeOf<RecommendationsTables>(recommendationsSeed),
    catalogue: { bookOf: (isbn, call) => catalog.read(isbn, call) },
  })
})

export const recommendations: Block = {
  operations: recommendationsOperations,
  publicOperations: recommendationsOperations,
  seed: recommendationsSeed,
  async service(surroundings) {
    const store = await surroundings.open<RecommendationsTables>(recommendationsSeed)
    const catalogue = catalogueOver(remote(surroundings, 'catalog'))
    const domain = createRecommendationsDomain({ store, catalogue })
    return { store, handler: createRecommendations({ domain, ...surroundings.world }) }
  },
  face: (monolith) => createRecommendations({ domain: recommendationsOf(monolith), ...monolith.world }),
}
