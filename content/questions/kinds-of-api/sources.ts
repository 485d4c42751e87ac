import { Source } from '../../schema/concept.ts'

/** What questions about kinds of API rely on. */
export const kindSources: readonly Source[] = [
  Source.parse({
    id: 'soap-12',
    title: 'SOAP Version 1.2 Part 1: Messaging Framework',
    author: 'W3C',
    site: 'w3.org',
    url: 'https://www.w3.org/TR/soap12-part1/',
    place: 'Section 5, SOAP Message Construct',
    read: '2026-11-20',
    checked: 'no',
  }),
]
