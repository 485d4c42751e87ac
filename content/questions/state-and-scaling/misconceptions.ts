import type { Misconception } from '../schema.ts'

/** What people believe about state and about adding instances. */
export const scalingMisconceptions: readonly Misconception[] = [
  {
    id: 'monoliths-do-not-scale',
    belief: 'Microservices scale, and a monolith does not.',
    instead: 'Whatever is stateless scales by running more of it, a monolith too.',
  },
  {
    id: 'authentication-needs-state',
    belief: 'Whoever authenticates users has to keep state between requests.',
    instead:
      'A signed token can be verified by anybody who has the public key. State is needed to end it early.',
  },
  {
    id: 'stateless-means-no-data',
    belief: 'A stateless service stores nothing.',
    instead: 'It keeps nothing in an instance that the next request needs. Its store holds everything.',
  },
  {
    id: 'instances-cure-everything',
    belief: 'More instances make any system faster.',
    instead: 'They divide their own work. Something that all of them share stays as slow as it is.',
  },
  {
    id: 'copies-multiply-writes',
    belief: 'Copies of a database make writes faster as well.',
    instead: 'Each write goes to every copy. Only dividing the data divides the writes.',
  },
]
