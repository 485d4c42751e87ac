import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about status codes rely on; problem documents are `rfc-9457`. */
export const statusSources: readonly Source[] = [
  Source.parse({
    id: 'rfc9110-classes',
    title: 'RFC 9110: HTTP Semantics',
    author: 'R. Fielding, M. Nottingham, J. Reschke',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15',
    place: 'Section 15, Status Codes',
    read,
    checked: 'text',
  }),
  Source.parse({
    id: 'rfc9110-errors',
    title: 'RFC 9110: HTTP Semantics',
    author: 'R. Fielding, M. Nottingham, J. Reschke',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5',
    place: 'Sections 15.5 and 15.6, 4xx and 5xx',
    read,
    checked: 'text',
  }),
  Source.parse({
    id: 'rfc9205',
    title: 'RFC 9205: Building Protocols with HTTP',
    author: 'M. Nottingham',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc9205.html#section-4.6',
    place: 'Section 4.6, Using HTTP Status Codes',
    read,
    checked: 'text',
  }),
]
