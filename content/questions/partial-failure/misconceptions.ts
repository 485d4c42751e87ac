import type { Misconception } from '../schema.ts'

/** What people believe about calls that fail. */
export const partialFailureMisconceptions: readonly Misconception[] = [
  {
    id: 'timed-out-means-not-done',
    belief: 'A request that timed out was not carried out.',
    instead:
      'A timeout says how long the caller waited. The work may not have begun, be going on, or be done.',
  },
  {
    id: 'retries-repair',
    belief: 'Trying again repairs a failure.',
    instead: 'Trying again helps against short, independent failures. Against overload it adds to the cause.',
  },
  {
    id: 'longer-timeout-is-safer',
    belief: 'The longer the timeout, the safer the call.',
    instead:
      'Whoever waits holds something that others need. A timeout bounds how far one slow service reaches.',
  },
  {
    id: 'tries-add-up',
    belief: 'Tries of several layers add up.',
    instead: 'They multiply: each try of one caller is a new request, with tries of its own, for the next.',
  },
  {
    id: 'every-method-may-be-repeated',
    belief: 'A request may be repeated whatever its method is.',
    instead:
      'GET, PUT and DELETE may, because they are idempotent. POST and PATCH need a key or a condition.',
  },
  {
    id: 'a-key-names-a-client',
    belief: 'An Idempotency-Key names the client, so one key does for all requests.',
    instead: 'A key names one piece of work. Each new piece gets a new key; only its repetitions share it.',
  },
]
