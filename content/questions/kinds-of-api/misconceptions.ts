import type { Misconception } from '../schema.ts'

/** What people believe about kinds of API. */
export const kindMisconceptions: readonly Misconception[] = [
  {
    id: 'kinds-are-components',
    belief: 'Operating system, web and database APIs are components of an API.',
    instead: 'They are kinds. The parts of an API are its operations, shapes and rules.',
  },
  {
    id: 'private-means-safe',
    belief: 'A private API needs no protection.',
    instead: 'Private says who it is meant for. Who can reach it has to be limited by somebody.',
  },
  {
    id: 'webhook-is-no-api',
    belief: 'Being called is not an API.',
    instead: 'A webhook is an interface whose contract the caller wrote, and you implement it.',
  },
  {
    id: 'one-axis-decides-the-others',
    belief: 'Public APIs are REST, and private ones are RPC.',
    instead: 'Audience, layer and style are three questions. Each combination exists.',
  },
  {
    id: 'audience-is-another-address',
    belief: 'A partner API is another API at another address.',
    instead:
      'It may be the same operations. What differs is the agreement: credentials, rights, quotas, notice.',
  },
]
