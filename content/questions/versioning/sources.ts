import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about evolution rely on. */
export const versioningSources: readonly Source[] = [
  Source.parse({
    id: 'rfc-9745',
    title: 'RFC 9745: The Deprecation HTTP Response Header Field',
    author: 'S. Dalal, E. Wilde',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc9745.html',
    place: 'Abstract',
    read,
    checked: 'copy',
  }),
  Source.parse({
    id: 'rfc-8594',
    title: 'RFC 8594: The Sunset HTTP Header Field',
    author: 'E. Wilde',
    site: 'RFC Editor',
    url: 'https://www.rfc-editor.org/rfc/rfc8594.html',
    place: 'Abstract',
    read,
    checked: 'copy',
  }),
]
