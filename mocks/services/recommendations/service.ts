import { json } from '../../http/answer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { RecommendationsDomain } from './domain.ts'
import { recommend } from './schema.ts'

/** The HTTP face of recommendations: one question. */
export function createRecommendations({
  domain,
  ...world
}: ServiceWorld & { domain: RecommendationsDomain }) {
  return createService(
    { name: 'recommendations', title: 'Recommendations', description: 'What else to read.' },
    world,
  )
    .on(recommend, async ({ query, call }) =>
      json({ items: await domain.recommend(query, call) }, { fields: { 'cache-control': 'no-cache' } }),
    )
    .handler()
}
