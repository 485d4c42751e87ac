import type { Misconception } from '../schema.ts'

/** What people believe about what makes a service a microservice. */
export const microserviceMisconceptions: readonly Misconception[] = [
  {
    id: 'small-makes-a-microservice',
    belief: 'A microservice is a small service.',
    instead: 'A microservice can go live alone. How large it is follows from where changes stop.',
  },
  {
    id: 'one-function-each',
    belief: 'Each microservice does one technical function, such as storing data.',
    instead:
      'A border belongs around something the business would name. A function that all others need changes with all of them.',
  },
  {
    id: 'containers-make-microservices',
    belief: 'Whatever runs in containers of its own is a microservice.',
    instead: 'A container packs a process. Parts that must be released together stay one piece.',
  },
  {
    id: 'alone-means-unaffected',
    belief: 'What is deployed alone runs alone: while it is away, the others do not notice.',
    instead: 'Whoever needs its answer fails with it, unless somebody decided what to do without.',
  },
  {
    id: 'any-change-is-independent',
    belief: 'A microservice may change whatever it likes and go live alone.',
    instead: 'It may change whatever callers cannot see. A broken contract moves every caller as well.',
  },
  {
    id: 'additions-break-callers',
    belief: 'Any change of an answer breaks the callers.',
    instead: 'Callers that ignore what they do not know survive additions. They need what they use.',
  },
  {
    id: 'shared-tables-are-no-contract',
    belief: 'Services may share tables, as long as they do not share code.',
    instead: 'Shared tables are a contract that nobody wrote down: a column moves everybody who reads it.',
  },
]
