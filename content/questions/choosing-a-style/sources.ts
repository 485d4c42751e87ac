import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about choosing a style rely on. */
export const styleSources: readonly Source[] = [
  Source.parse({
    id: 'sse-spec',
    title: 'HTML Standard: Server-sent events',
    author: 'WHATWG',
    site: 'WHATWG',
    url: 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
    place: 'Server-sent events',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'rfc9421',
    title: 'RFC 9421: HTTP Message Signatures',
    author: 'A. Backman, J. Richer, M. Sporny',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc9421.html',
    place: 'Introduction',
    read,
    checked: 'no',
  }),
]
