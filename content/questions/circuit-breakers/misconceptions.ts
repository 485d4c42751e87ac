import type { Misconception } from '../schema.ts'

/** What people believe about breakers, bulkheads and fallbacks. */
export const breakerMisconceptions: readonly Misconception[] = [
  {
    id: 'issues-stay-local',
    belief: 'A problem in one microservice does not affect the others.',
    instead:
      'Whoever waits for a service shares its trouble. Timeouts, bulkheads and breakers are what keeps it local.',
  },
  {
    id: 'breaker-repairs',
    belief: 'A circuit breaker repairs the failure.',
    instead: 'It decides not to ask. That spares callers the wait and the callee the load, and no more.',
  },
  {
    id: 'breaker-is-a-retry',
    belief: 'A circuit breaker is a kind of retry.',
    instead:
      'A retry bets that the failure is short and asks again. A breaker bets that it lasts and stops asking.',
  },
  {
    id: 'open-means-down',
    belief: 'An open breaker means that the service is down.',
    instead: 'It means that calls of this caller failed a moment ago. The service may be well again.',
  },
  {
    id: 'every-refusal-is-a-failure',
    belief: 'A breaker counts each answer that is not a 2xx.',
    instead: 'A 4xx is an answer of a service that works. Failures are 5xx, broken connections and timeouts.',
  },
  {
    id: 'slow-counts-as-failed',
    belief: 'A breaker opens when a service is slow.',
    instead: 'It opens on failures. A slow answer is one only if a timeout says so.',
  },
  {
    id: 'any-answer-beats-an-error',
    belief: 'Some answer is always better than an error.',
    instead:
      'An answer that is made up, and cannot be told from a real one, does harm when somebody acts on it.',
  },
]
