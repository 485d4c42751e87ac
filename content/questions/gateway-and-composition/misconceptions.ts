import type { Misconception } from '../schema.ts'

/** What people believe about the edge. */
export const gatewayMisconceptions: readonly Misconception[] = [
  {
    id: 'gateway-is-a-balancer',
    belief: 'A gateway is a load balancer.',
    instead: 'A balancer chooses which copy answers, a gateway which service. One product may do both.',
  },
  {
    id: 'rules-belong-at-the-edge',
    belief: 'Business rules are best kept in the gateway.',
    instead:
      'A rule belongs to whoever owns the data that it is about. The edge does what is the same for all.',
  },
  {
    id: 'fewer-requests-is-always-faster',
    belief: 'Fewer requests are always faster.',
    instead:
      'Rounds cost time, requests hardly. What goes out together is one round, however many there are.',
  },
  {
    id: 'composing-is-all-or-nothing',
    belief: 'If a part of a composed answer is missing, the whole of it has to fail.',
    instead: 'Whoever composes decides what each part is worth, and can say what is missing.',
  },
  {
    id: 'composing-saves-work',
    belief: 'One request of the client is one request in the shop.',
    instead: 'Composing moves the rounds inside, where they are short. The services are still asked.',
  },
]
