import type { Misconception } from '../schema.ts'

/** What people believe about status codes and errors. */
export const statusMisconceptions: readonly Misconception[] = [
  {
    id: '401-means-forbidden',
    belief: '401 and 403 say the same: not allowed.',
    instead: '401 asks for valid credentials. 403 has understood who asks, and refuses.',
  },
  {
    id: 'errors-as-200',
    belief: 'An error can be a 200 with the error in the content.',
    instead: 'Caches, retries and alarms read the code alone. To them a 200 is a success.',
  },
  {
    id: '404-hides-everything',
    belief: 'Answering 404 instead of 403 hides that something exists.',
    instead: 'It hides only if nothing else differs: words, fields, time, other methods.',
  },
  {
    id: 'conflict-is-any-refusal',
    belief: '409, 412 and 422 are three words for “refused”.',
    instead:
      '409: it conflicts with the current state. 412: the client’s own condition does not hold. 422: the content cannot be carried out.',
  },
  {
    id: 'repeat-until-it-works',
    belief: 'A request that failed is worth sending again.',
    instead:
      'What was refused for what it says will be refused again. Only what may pass by itself is worth repeating.',
  },
  {
    id: 'words-are-for-programs',
    belief: 'A program can tell errors apart by their text.',
    instead: 'Texts change and are translated. The type of a problem is stable, and made for programs.',
  },
  {
    id: 'a-new-try-needs-a-new-key',
    belief: 'Each try needs an Idempotency-Key of its own.',
    instead: 'The key names the piece of work. A second try at the same work has the same key.',
  },
]
