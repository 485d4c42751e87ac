import { Source } from '../../schema/concept.ts'

/** What questions about what makes a microservice answer. */
export const microserviceSources: readonly Source[] = [
  Source.parse({
    id: 'key-differences',
    title: 'Microservice vs API: Key Differences Explained',
    author: 'unnamed',
    place: '“What is a microservice?”',
    read: '2026-11-20',
    checked: 'text',
  }),
]
