import type { Misconception } from '../schema.ts'

/** What people believe about REST and its constraints. */
export const restMisconceptions: readonly Misconception[] = [
  {
    id: 'rest-is-json-over-http',
    belief: 'REST is JSON over HTTP.',
    instead:
      'REST is a set of constraints on a system. Format and protocol can be the same and the constraints broken.',
  },
  {
    id: 'rest-needs-tls',
    belief: 'A REST API uses SSL, or it is no REST API.',
    instead: 'No constraint is about secrecy. Use TLS anyway; it is a separate decision.',
  },
  {
    id: 'rest-has-a-standard',
    belief: 'REST is a standard to which an API conforms or not.',
    instead: 'A dissertation describes it as a style. HTTP, URI and media types have standards.',
  },
  {
    id: 'constraint-is-a-feature',
    belief: 'A constraint is a feature that a server has or has not.',
    instead: 'A constraint is something that all parts refrain from, so that the others can rely on it.',
  },
  {
    id: 'intermediaries-understand-content',
    belief: 'Caches and gateways see from the content what a request is for.',
    instead: 'They go by method, target and fields. What only the content says, they do not know.',
  },
  {
    id: 'constraints-are-free',
    belief: 'Following REST only has advantages.',
    instead: 'Each constraint has a price, such as repeated data, stale answers, a general form.',
  },
]
