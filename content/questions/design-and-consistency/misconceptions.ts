import type { Misconception } from '../schema.ts'

/** What people believe about designing many APIs. */
export const designMisconceptions: readonly Misconception[] = [
  {
    id: 'docs-make-it-consistent',
    belief: 'Good documentation makes APIs consistent.',
    instead: 'It describes what is, inconsistencies included. A check that runs on each change does.',
  },
  {
    id: 'offset-is-safe',
    belief: 'A page number is a place in a list.',
    instead: 'It is a count. When the list changes, the same count is another place.',
  },
  {
    id: 'consistent-means-same-stack',
    belief: 'Consistent APIs need one language and one framework.',
    instead: 'Consistency is about the interface. A guide and its checks work for any language.',
  },
  {
    id: 'mock-proves-the-service',
    belief: 'When a client works with the mock, the service works.',
    instead: 'A mock shows that the client can speak. What the service does, only the service shows.',
  },
  {
    id: 'lint-finds-bad-design',
    belief: 'A document without findings is a good design.',
    instead: 'A linter sees names and shapes. Whether they are the right ones, it cannot tell.',
  },
]
