import type { Misconception } from '../schema.ts'

/** What people believe about a shop that runs in the browser. */
export const sandboxMisconceptions: readonly Misconception[] = [
  {
    id: 'it-is-all-canned',
    belief: 'What runs in the browser is canned.',
    instead: 'The services parse, refuse and remember. What came before changes what comes next.',
  },
  {
    id: 'mocks-prove-performance',
    belief: 'A duration in the sandbox says how fast something is.',
    instead: 'It holds latencies from a model. Compare within the model; measure elsewhere.',
  },
  {
    id: 'works-here-works-there',
    belief: 'What works in the sandbox works in production.',
    instead: 'A run shows what can happen, not that nothing else does.',
  },
  {
    id: 'a-trace-is-a-service',
    belief: 'Each service has a trace of its own.',
    instead: 'A trace holds what one request caused, in all services. One number joins it.',
  },
]
