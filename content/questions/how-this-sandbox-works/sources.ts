import { Source } from '../../schema/concept.ts'

/** What questions about the sandbox rely on. */
export const sandboxSources: readonly Source[] = [
  Source.parse({
    id: 'trace-context',
    title: 'Trace Context',
    author: 'W3C',
    site: 'w3.org',
    url: 'https://www.w3.org/TR/trace-context/',
    place: 'Section 3.2, traceparent header',
    read: '2026-11-20',
    checked: 'no',
  }),
]
