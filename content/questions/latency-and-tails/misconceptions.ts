import type { Misconception } from '../schema.ts'

/** What people believe about how long things take. */
export const latencyMisconceptions: readonly Misconception[] = [
  {
    id: 'average-tells',
    belief: 'An average tells how fast a service is.',
    instead: 'It may be a time that nobody had. Say the median, and a high percentile.',
  },
  {
    id: 'parallel-is-free',
    belief: 'Calls that run at the same time cost nothing more.',
    instead:
      'The time is that of the slowest, the load is the sum, and each adds a chance to meet a slow one.',
  },
  {
    id: 'pagination-cuts-latency',
    belief: 'Pagination lowers latency.',
    instead: 'The first answer gets smaller. Whoever wants the whole list waits for more rounds.',
  },
  {
    id: 'rare-stays-rare',
    belief: 'What is rare for a call is rare for a page.',
    instead: 'A page that waits for many calls meets the slow one many times as often.',
  },
  {
    id: 'hedging-is-retrying',
    belief: 'Hedging repairs a service that is slow everywhere.',
    instead: 'It helps against single slow instances. Where all are slow, it doubles the load.',
  },
]
