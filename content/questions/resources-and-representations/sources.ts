import { Source } from '../../schema/concept.ts'

const rfc9110 = {
  title: 'RFC 9110: HTTP Semantics',
  author: 'R. Fielding, M. Nottingham, J. Reschke',
  site: 'RFC Editor',
  read: '2026-11-20',
  checked: 'copy',
} as const

/** What questions about resources and representations rely on. */
export const resourceSources: readonly Source[] = [
  Source.parse({
    ...rfc9110,
    id: 'rfc9110-resources',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-3.1',
    place: 'Sections 3.1 and 3.2, Resources and Representations',
  }),
  Source.parse({
    ...rfc9110,
    id: 'rfc9110-proactive',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-12',
    place: 'Sections 12.1, 12.5.1 and 12.5.4, negotiation, Accept, Accept-Language',
  }),
  Source.parse({
    ...rfc9110,
    id: 'rfc9110-vary',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-12.5.5',
    place: 'Section 12.5.5, Vary',
  }),
]
