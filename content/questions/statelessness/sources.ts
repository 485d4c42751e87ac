import { Source } from '../../schema/concept.ts'

/** What questions about statelessness rely on. */
export const stateSources: readonly Source[] = [
  Source.parse({
    id: 'rfc9068',
    title: 'RFC 9068: JSON Web Token (JWT) Profile for OAuth 2.0 Access Tokens',
    author: 'V. Bertocci',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc9068.html',
    place: 'Section 4, Validating JWT Access Tokens',
    read: '2026-11-20',
    checked: 'no',
  }),
]
