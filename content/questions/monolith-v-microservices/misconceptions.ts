import type { Misconception } from '../schema.ts'

/** What people believe when they compare the two constructions. */
export const comparisonMisconceptions: readonly Misconception[] = [
  {
    id: 'split-is-faster',
    belief: 'Microservices answer faster than a monolith.',
    instead: 'Each call between services is a message. The same work in one process takes less time.',
  },
  {
    id: 'split-is-cheaper',
    belief: 'Microservices are cheaper to run.',
    instead:
      'More processes, messages and pipelines cost more. A split pays when it saves waiting or capacity.',
  },
  {
    id: 'parts-average-out',
    belief: 'A system is as available as its parts, or better, because there are several.',
    instead: 'Parts that are all needed multiply their availabilities. Only spare parts add to it.',
  },
  {
    id: 'split-repairs-dependencies',
    belief: 'A slow or failing third party is less of a problem for microservices.',
    instead:
      'It is remote in either construction. Timeouts, keys and doing without help, and a split does not.',
  },
  {
    id: 'monolith-is-one-instance',
    belief: 'A monolith is one process, so it has no second one to fall back on.',
    instead: 'A monolith is deployed as one piece. It may run as often as you like.',
  },
  {
    id: 'monolith-has-no-network',
    belief: 'A monolith sends no messages at all.',
    instead: 'Its modules call functions. What belongs to others, such as a bank, stays remote.',
  },
  {
    id: 'architecture-by-traffic',
    belief: 'Growing traffic is what asks for microservices.',
    instead: 'More instances carry traffic. A split is for people who wait for each other to change things.',
  },
]
