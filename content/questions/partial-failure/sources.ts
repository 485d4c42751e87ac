import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about calls that fail rely on. */
export const partialFailureSources: readonly Source[] = [
  Source.parse({
    id: 'rfc9110-idempotent',
    title: 'RFC 9110: HTTP Semantics',
    author: 'R. Fielding, M. Nottingham, J. Reschke',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-9.2.2',
    place: 'Section 9.2.2, Idempotent Methods',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'brooker-retries',
    title: 'Timeouts, retries, and backoff with jitter',
    author: 'Marc Brooker',
    site: 'Amazon Builders’ Library',
    url: 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/',
    place: '“Retries and backoff”',
    read,
    checked: 'no',
  }),
]
