import { Source } from '../../schema/concept.ts'

/** What questions about data ownership rely on. */
export const databaseSources: readonly Source[] = [
  Source.parse({
    id: 'richardson-db',
    title: 'Pattern: Database per service',
    author: 'Chris Richardson',
    site: 'microservices.io',
    url: 'https://microservices.io/patterns/data/database-per-service.html',
    place: 'the solution, and its three levels',
    read: '2026-11-20',
    checked: 'no',
  }),
]
