import type { Misconception } from '../schema.ts'

/** What people believe about messages, brokers and events. */
export const messagingMisconceptions: readonly Misconception[] = [
  {
    id: 'async-is-faster',
    belief: 'Asynchronous means faster.',
    instead:
      'The answer may come sooner. The effect comes later: by a trip through the broker, and by the backlog.',
  },
  {
    id: 'exactly-once-delivery',
    belief: 'A good broker delivers each message exactly once.',
    instead:
      'Work and acknowledgement are two things, and either side can die between them. Repeats must be recognised.',
  },
  {
    id: 'events-need-no-contract',
    belief: 'Events need no contract, because publisher and consumer do not know each other.',
    instead:
      'The consumer reads their fields all the same. Not knowing who listens makes the contract more necessary.',
  },
  {
    id: 'telling-is-asking',
    belief: 'A request that sets off events waits for those who hear them.',
    instead:
      'Events are kept by the broker. Whoever published them has gone on by the time they are delivered.',
  },
  {
    id: 'event-is-a-command',
    belief: 'An event tells a service what to do.',
    instead: 'An event says what has happened. What to do about it is for each consumer to decide.',
  },
  {
    id: 'broker-keeps-all-in-order',
    belief: 'A broker delivers all messages in the order in which they were published.',
    instead: 'It keeps the order of messages with the same key, and no order between keys.',
  },
  {
    id: 'patience-delivers-everything',
    belief: 'If the broker tries often enough, each message gets through.',
    instead: 'A message that fails for what it says fails each time. Put it aside, and let somebody look.',
  },
]
