import type { Misconception } from '../schema.ts'

/** What people believe when they decide about a split, and while they move. */
export const decisionMisconceptions: readonly Misconception[] = [
  {
    id: 'growth-needs-microservices',
    belief: 'A growing number of users asks for microservices.',
    instead:
      'More of the same work asks for more instances. A split is for parts that differ, or people who wait.',
  },
  {
    id: 'monoliths-end-in-mud',
    belief: 'Sooner or later a monolith cannot be changed any more.',
    instead:
      'What cannot be changed is code without borders. A process can have them, and a network does not bring them.',
  },
  {
    id: 'big-bang',
    belief: 'A system is best replaced at once, by a new one.',
    instead:
      'Move one route at a time: each is in use after weeks, can be undone, and tells whether the next is worth it.',
  },
  {
    id: 'cut-the-core-first',
    belief: 'The first part to pull out is the one that everybody needs.',
    instead:
      'What everybody needs has the costliest border. Begin where few calls cross and little hangs on it.',
  },
  {
    id: 'moved-is-doubled',
    belief: 'A route has been moved as soon as the new service answers it.',
    instead: 'Until the old code is deleted and the data has one owner, it has been doubled.',
  },
  {
    id: 'others-do-it',
    belief: 'What works for a large company is a reason for everybody.',
    instead: 'Their reason is theirs. Ask whether you have counted the same one.',
  },
]
