import { Source } from '../../schema/concept.ts'

const rfc9111 = {
  title: 'RFC 9111: HTTP Caching',
  author: 'R. Fielding, M. Nottingham, J. Reschke',
  site: 'RFC Editor',
  read: '2026-11-20',
  checked: 'copy',
} as const

/** What questions about caching rely on. */
export const cachingSources: readonly Source[] = [
  Source.parse({
    ...rfc9111,
    id: 'rfc9111-overview',
    url: 'https://www.rfc-editor.org/rfc/rfc9111.html#section-4.2',
    place: 'Sections 1, 3 and 4',
  }),
  Source.parse({
    ...rfc9111,
    id: 'rfc9111-directives',
    url: 'https://www.rfc-editor.org/rfc/rfc9111.html#section-5.2.2',
    place: 'Section 5.2.2, Response Directives',
  }),
  Source.parse({
    id: 'rfc9110-conditional',
    title: 'RFC 9110: HTTP Semantics',
    author: 'R. Fielding, M. Nottingham, J. Reschke',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-13',
    place: 'Section 13, Conditional Requests',
    read: '2026-11-20',
    checked: 'no',
  }),
]
