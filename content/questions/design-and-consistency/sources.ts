import { Source } from '../../schema/concept.ts'

/** What questions about design rely on. */
export const designSources: readonly Source[] = [
  Source.parse({
    id: 'openapi-3-1',
    title: 'OpenAPI Specification 3.1.1',
    author: 'OpenAPI Initiative',
    site: 'spec.openapis.org',
    url: 'https://spec.openapis.org/oas/v3.1.1.html',
    place: 'Introduction',
    read: '2026-11-20',
    checked: 'no',
  }),
]
