import { Source } from '../../schema/concept.ts'

/** What questions about choosing a construction rely on. */
export const comparisonSources: readonly Source[] = [
  Source.parse({
    id: 'fowler-monolith-first',
    title: 'MonolithFirst',
    author: 'Martin Fowler',
    site: 'martinfowler.com',
    url: 'https://martinfowler.com/bliki/MonolithFirst.html',
    place: 'First paragraphs',
    read: '2026-11-20',
    checked: 'copy',
  }),
]
