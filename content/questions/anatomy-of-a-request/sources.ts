import { Source } from '../../schema/concept.ts'

const rfc = {
  title: 'RFC 9110: HTTP Semantics',
  author: 'R. Fielding, M. Nottingham, J. Reschke',
  site: 'RFC Editor',
  read: '2026-11-20',
  checked: 'text',
} as const

/** What questions about the parts of a message rely on. */
export const anatomySources: readonly Source[] = [
  Source.parse({
    ...rfc,
    id: 'rfc9110-messages',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-6',
    place: 'Section 6, Message Abstraction, up to 6.4.1',
  }),
  Source.parse({
    ...rfc,
    id: 'rfc9110-target',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-7.1',
    place: 'Sections 7.1 and 7.2, target URI and Host',
  }),
  Source.parse({
    ...rfc,
    id: 'rfc9110-negotiation',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-12.5.1',
    place: 'Section 12.5.1, Accept, with 15.5.7 (406) and 15.5.16 (415)',
  }),
]
