import type { Misconception } from '../schema.ts'

/** What people believe about styles of API. */
export const styleMisconceptions: readonly Misconception[] = [
  {
    id: 'one-style-wins',
    belief: 'There is a best style of API.',
    instead:
      'They trade different things. Ask who calls, whether an answer is needed, and whether it comes once.',
  },
  {
    id: 'more-powerful-is-better',
    belief: 'The more powerful style is the safer choice.',
    instead:
      'What clients may ask for must be bounded, paid for and kept working. Ask: powerful at what, for whom?',
  },
  {
    id: 'polling-is-always-wrong',
    belief: 'Polling is always wrong.',
    instead: 'It is simple, stateless and cacheable. It is wrong where it must be often to be soon.',
  },
  {
    id: 'open-connections-are-free',
    belief: 'Being told costs nothing while nothing happens.',
    instead:
      'An open connection holds a place, must be told from a dead one, and has to come back without a gap.',
  },
  {
    id: 'a-webhook-is-trusted',
    belief: 'Whoever calls our webhook address is the partner.',
    instead: 'Anybody can call it. The signature says who sent it, its time whether it is a replay.',
  },
]
