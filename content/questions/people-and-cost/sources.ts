import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about people and cost rely on or answer. */
export const costSources: readonly Source[] = [
  Source.parse({
    id: 'conway-1968',
    title: 'How Do Committees Invent?',
    author: 'Melvin E. Conway',
    site: 'Datamation, April 1968',
    url: 'https://www.melconway.com/Home/Committees_Paper.html',
    place: 'Conclusion',
    read,
    checked: 'copy',
  }),
  Source.parse({
    id: 'contentful-composability',
    title: 'Microservices vs. APIs: What’s the difference, and how do they work together?',
    author: 'Esat Artug, David Fateh, Contentful',
    place: '“Building scalable apps…”',
    read,
    checked: 'text',
  }),
]
