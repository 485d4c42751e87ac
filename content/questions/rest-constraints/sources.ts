import { Source } from '../../schema/concept.ts'

const fielding = {
  title: 'Architectural Styles and the Design of Network-based Software Architectures',
  author: 'Roy T. Fielding',
  url: 'https://ics.uci.edu/~fielding/pubs/dissertation/rest_arch_style.htm',
  read: '2026-11-20',
  checked: 'copy',
} as const

/** What questions about the constraints of REST rely on. */
export const restSources: readonly Source[] = [
  Source.parse({ ...fielding, id: 'fielding-derivation', place: 'Section 5.1, Deriving REST' }),
  Source.parse({ ...fielding, id: 'fielding-stateless', place: 'Section 5.1.3, Stateless' }),
  Source.parse({ ...fielding, id: 'fielding-uniform', place: 'Section 5.1.5, Uniform Interface' }),
]
