import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about GraphQL rely on. */
export const graphqlSources: readonly Source[] = [
  Source.parse({
    id: 'graphql-spec',
    title: 'GraphQL Specification',
    author: 'GraphQL Foundation',
    site: 'spec.graphql.org',
    url: 'https://spec.graphql.org/',
    place: 'Language; Execution; Handling Execution Errors',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'graphql-over-http',
    title: 'GraphQL over HTTP',
    author: 'GraphQL Foundation',
    site: 'graphql.github.io',
    url: 'https://graphql.github.io/graphql-over-http/draft/',
    place: 'media types and status codes, a draft',
    read,
    checked: 'no',
  }),
]
