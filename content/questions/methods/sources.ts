import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'
const rfc9110 = {
  title: 'RFC 9110: HTTP Semantics',
  author: 'R. Fielding, M. Nottingham, J. Reschke',
  site: 'RFC Editor',
  read,
  checked: 'text',
} as const

/** What questions about methods rely on. */
export const methodSources: readonly Source[] = [
  Source.parse({
    ...rfc9110,
    id: 'rfc9110-properties',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-9.2',
    place: 'Section 9.2, Common Method Properties',
  }),
  Source.parse({
    ...rfc9110,
    id: 'rfc9110-methods',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3',
    place: 'Sections 9.3.1 to 9.3.5, GET, HEAD, POST, PUT, DELETE',
  }),
  Source.parse({
    id: 'rfc5789',
    title: 'RFC 5789: PATCH Method for HTTP',
    author: 'L. Dusseault, J. Snell',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc5789.html#section-2',
    place: 'Section 2, The PATCH Method',
    read,
    checked: 'text',
  }),
]
