import { Source } from '../../schema/concept.ts'

/** What questions about interfaces rely on. */
export const apiSources: readonly Source[] = [
  Source.parse({
    id: 'parnas',
    title: 'On the Criteria To Be Used in Decomposing Systems into Modules',
    author: 'D. L. Parnas',
    site: 'Communications of the ACM 15 (12), 1972',
    url: 'https://doi.org/10.1145/361598.361623',
    place: 'The conclusion',
    read: '2026-11-20',
    checked: 'no',
  }),
]
