import type { Misconception } from '../schema.ts'

/** What people believe about services and their data. */
export const databaseMisconceptions: readonly Misconception[] = [
  {
    id: 'one-server-each',
    belief: 'A database for each service means a database server for each service.',
    instead: 'The point is who may look. A schema and a login for each service on one server keep the rule.',
  },
  {
    id: 'data-are-never-copied',
    belief: 'In a good design each fact is stored once.',
    instead: 'Copies are fine. What must be single is the owner: who may change it and says what is true.',
  },
  {
    id: 'api-makes-it-decoupled',
    belief: 'A REST API in front of the tables decouples the services.',
    instead: 'An API that repeats the columns is the table over HTTP. Offer what callers want done.',
  },
  {
    id: 'checked-means-safe',
    belief: 'Whoever checks before writing cannot do harm.',
    instead:
      'Between the look and the write somebody else may write. Both belong in one transaction of the owner.',
  },
  {
    id: 'healthy-means-compatible',
    belief: 'If a service answers 200 to everybody, nobody is broken.',
    instead:
      'It says that the service is content. Whether its readers find what they need, only their contracts say.',
  },
  {
    id: 'joins-are-gone',
    belief: 'With a database for each service, data of two services cannot be shown together.',
    instead:
      'They can: by asking each owner, or from a copy that events keep up to date. Each has its price.',
  },
]
