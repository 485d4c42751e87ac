import type { Misconception } from '../schema.ts'

/** What people believe about APIs. */
export const apiMisconceptions: readonly Misconception[] = [
  {
    id: 'api-means-web',
    belief: 'An API is something on the web.',
    instead: 'A library, a database and a device have APIs, too. What makes an API is the promise.',
  },
  {
    id: 'api-is-code',
    belief: 'An API is the program that answers.',
    instead:
      'The program is the implementation. The API is what it promises, and may be kept by another one.',
  },
  {
    id: 'contract-is-the-documentation',
    belief: 'Only what is documented can be broken.',
    instead: 'Clients rely on what they see. With enough of them, everything that can be seen is relied on.',
  },
  {
    id: 'better-names-are-free',
    belief: 'A better name is an improvement that harms nobody.',
    instead: 'To a program a new name is another thing. Everybody who reads the old one breaks.',
  },
  {
    id: 'only-outsiders-are-clients',
    belief: 'Clients are the people outside.',
    instead: 'Each service that calls another one is its client, and breaks as others do.',
  },
]
