import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about security rely on. */
export const securitySources: readonly Source[] = [
  Source.parse({
    id: 'rfc6750',
    title: 'RFC 6750: The OAuth 2.0 Authorization Framework: Bearer Token Usage',
    author: 'M. Jones, D. Hardt',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc6750.html#section-3.1',
    place: 'Section 3.1, Error Codes',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'rfc9068',
    title: 'RFC 9068: JWT Profile for OAuth 2.0 Access Tokens',
    author: 'V. Bertocci',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc9068.html#section-4',
    place: 'Section 4, Validating JWT Access Tokens',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'owasp-bola',
    title: 'API1:2023 Broken Object Level Authorization',
    author: 'OWASP API Security Project',
    site: 'OWASP',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
    place: 'Is the API Vulnerable?',
    read,
    checked: 'no',
  }),
]
