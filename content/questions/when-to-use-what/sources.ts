import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about deciding and moving rely on. */
export const decisionSources: readonly Source[] = [
  Source.parse({
    id: 'fowler-premium',
    title: 'MicroservicePremium',
    author: 'Martin Fowler',
    site: 'martinfowler.com',
    url: 'https://martinfowler.com/bliki/MicroservicePremium.html',
    place: 'Last paragraphs',
    read,
    checked: 'copy',
  }),
  Source.parse({
    id: 'strangler-fig',
    title: 'StranglerFigApplication',
    author: 'Martin Fowler',
    site: 'martinfowler.com',
    url: 'https://martinfowler.com/bliki/StranglerFigApplication.html',
    place: 'The whole entry',
    read,
    checked: 'no',
  }),
]
