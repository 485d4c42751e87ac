import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about breakers and their neighbours rely on. */
export const breakerSources: readonly Source[] = [
  Source.parse({
    id: 'fowler-breaker',
    title: 'Circuit Breaker',
    author: 'Martin Fowler',
    site: 'martinfowler.com',
    url: 'https://martinfowler.com/bliki/CircuitBreaker.html',
    place: 'the three states',
    read,
    checked: 'copy',
  }),
  Source.parse({
    id: 'gabrielson-fallback',
    title: 'Avoiding fallback in distributed systems',
    author: 'Jacob Gabrielson',
    site: 'Amazon Builders’ Library',
    url: 'https://aws.amazon.com/builders-library/avoiding-fallback-in-distributed-systems/',
    place: 'the introduction',
    read,
    checked: 'copy',
  }),
]
