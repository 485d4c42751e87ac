import type { Misconception } from '../schema.ts'

/** What people believe about processes over several services. */
export const sagaMisconceptions: readonly Misconception[] = [
  {
    id: 'saga-is-a-rollback',
    belief: 'A saga rolls back what was done.',
    instead: 'It makes up for it with a new step. Both happened, and somebody may have seen the first.',
  },
  {
    id: 'outbox-is-exactly-once',
    belief: 'With an outbox each event is delivered exactly once.',
    instead: 'An outbox removes lost events and may publish twice. The consumer has to recognise the repeat.',
  },
  {
    id: 'eventual-means-wrong',
    belief: 'Eventually consistent means that the data is wrong.',
    instead:
      'Each service is right about its own data. What lags is what others know of it, and that can be bounded.',
  },
  {
    id: 'undo-runs-forward',
    belief: 'Compensations run in the order in which the steps were taken.',
    instead: 'They run backwards: what was built last, on top of the rest, is taken away first.',
  },
  {
    id: 'everything-has-an-undo',
    belief: 'Each step of a process can be undone.',
    instead:
      'An email cannot be unsent, and a charge can only be refunded. Put such steps where nothing can fail any more.',
  },
  {
    id: 'two-writes-are-one',
    belief: 'If I write to my store and then tell the broker, both happen.',
    instead: 'A process can die in between. Only what is in one transaction happens together.',
  },
  {
    id: 'memory-outlives-a-crash',
    belief: 'A service that has begun a process will finish it.',
    instead: 'Its process may be killed at any line. It can only finish what it has written down.',
  },
]
