import type { Misconception } from '../schema.ts'

/** What people believe about stateless servers. */
export const stateMisconceptions: readonly Misconception[] = [
  {
    id: 'server-stores-nothing',
    belief: 'A stateless server stores nothing.',
    instead: 'It keeps resource state. What it does not keep is where a client is in its visit.',
  },
  {
    id: 'and-vice-versa',
    belief: 'Client and server know nothing of each other’s state.',
    instead: 'The client has to keep the application state: which cart, which page, what comes next.',
  },
  {
    id: 'token-is-a-session',
    belief: 'Whoever uses tokens has sessions on the server.',
    instead: 'A signed token carries what the server would otherwise remember; any instance can check it.',
  },
  {
    id: 'sticky-is-safe',
    belief: 'Sticky sessions make state in memory safe.',
    instead: 'They hide it until an instance goes: at a crash, at a deployment, when scaling down.',
  },
  {
    id: 'healthy-means-able',
    belief: 'An instance that is up can answer any request.',
    instead: 'Only if it keeps nothing to itself that the request needs.',
  },
]
