import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about sagas and outboxes rely on. */
export const sagaSources: readonly Source[] = [
  Source.parse({
    id: 'sagas-1987',
    title: 'Sagas',
    author: 'H. Garcia-Molina, K. Salem',
    site: 'SIGMOD 1987',
    url: 'https://dl.acm.org/doi/10.1145/38713.38742',
    place: 'Abstract',
    read,
    checked: 'copy',
  }),
  Source.parse({
    id: 'richardson-outbox',
    title: 'Pattern: Transactional outbox',
    author: 'Chris Richardson',
    site: 'microservices.io',
    url: 'https://microservices.io/patterns/data/transactional-outbox.html',
    place: 'the pattern',
    read,
    checked: 'no',
  }),
]
