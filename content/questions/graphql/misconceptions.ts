import type { Misconception } from '../schema.ts'

/** What people believe about GraphQL. */
export const graphqlMisconceptions: readonly Misconception[] = [
  {
    id: 'no-overfetching-anywhere',
    belief: 'GraphQL ends over-fetching.',
    instead:
      'The client gets what it asked for. Between edge and services whole representations travel as before.',
  },
  {
    id: 'graphql-replaces-rest',
    belief: 'GraphQL replaces REST.',
    instead: 'It serves screens of many shapes, often in front of services that speak REST.',
  },
  {
    id: 'graphql-is-uncacheable',
    belief: 'GraphQL can be neither cached nor secured.',
    instead:
      'Both are possible, with known queries, with clients that keep objects, and with weighing. It is your work.',
  },
  {
    id: 'one-request-is-one-request',
    belief: 'One GraphQL request is one request for the services, too.',
    instead: 'Each field may ask for itself. A loader collects what the services can answer together.',
  },
  {
    id: 'status-tells-the-errors',
    belief: 'The status code tells whether a GraphQL query went well.',
    instead: 'A partial answer is a 200 with errors in it, and with plain JSON so is a wrong query.',
  },
  {
    id: 'counting-requests-bounds-load',
    belief: 'A limit on requests for each client bounds the load.',
    instead: 'One query may cost as much as a thousand others. Bound depth and cost.',
  },
]
