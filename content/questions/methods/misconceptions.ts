import type { Misconception } from '../schema.ts'

/** What people believe about methods. */
export const methodMisconceptions: readonly Misconception[] = [
  {
    id: 'idempotent-means-same-answer',
    belief: 'Idempotent means that each request gets the same answer.',
    instead: 'It is about the intended effect on the server. The answers may differ, as 201 and 200 do.',
  },
  {
    id: 'post-creates-put-updates',
    belief: 'POST creates and PUT updates.',
    instead:
      'PUT creates or replaces the state of the target. POST lets the target process the content, whatever that is.',
  },
  {
    id: 'safe-means-nothing-changes',
    belief: 'A safe method is one whose code changes nothing.',
    instead: 'Safe means that the client asks for no change, so anybody on the way may send it unasked.',
  },
  {
    id: 'put-adds-up',
    belief: 'Several PUTs add up.',
    instead: 'Each PUT says what the state should be. The last one counts.',
  },
  {
    id: 'patch-is-like-put',
    belief: 'PATCH is a smaller PUT, so it may be repeated.',
    instead:
      'A patch may say what the result should be, or what to do. Only the first kind can be repeated blindly.',
  },
  {
    id: 'idempotent-means-safe',
    belief: 'What may be repeated may also be sent unasked.',
    instead:
      'Idempotent says that more is no worse than one. The one still changes something; only safe methods ask for no change.',
  },
  {
    id: 'servers-recognise-repeats',
    belief: 'A server notices that a message is the same as before.',
    instead: 'Two equal messages are two requests. Only a key or a condition in them makes one recognisable.',
  },
]
