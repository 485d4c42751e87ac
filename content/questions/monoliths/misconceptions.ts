import type { Misconception } from '../schema.ts'

/** What people believe about systems that are deployed as one piece. */
export const monolithMisconceptions: readonly Misconception[] = [
  {
    id: 'monolith-means-mess',
    belief: 'A monolith is tangled code.',
    instead: 'It is deployed as one piece. How its code is arranged is another question.',
  },
  {
    id: 'rewrite-to-change',
    belief: 'To change a part of a monolith, the whole has to be rewritten.',
    instead: 'One line is changed; the whole is built and deployed again. Nothing is rewritten.',
  },
  {
    id: 'transactions-span-everything',
    belief: 'In a monolith everything that belongs to an order is one transaction.',
    instead: 'One store, one transaction. What belongs to others, such as a bank, takes no part in it.',
  },
  {
    id: 'borders-need-a-network',
    belief: 'Only a network keeps modules apart.',
    instead: 'A tool that reads imports refuses a leak when the code is checked, without a network.',
  },
]
