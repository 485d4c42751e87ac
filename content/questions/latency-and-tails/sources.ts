import { Source } from '../../schema/concept.ts'

/** What questions about tails rely on. */
export const latencySources: readonly Source[] = [
  Source.parse({
    id: 'dean-barroso',
    title: 'The Tail at Scale',
    author: 'Jeffrey Dean, Luiz André Barroso',
    site: 'Communications of the ACM 56 (2), 2013',
    place: '“Variability Amplified by Scale” and “Hedged requests”',
    read: '2026-11-20',
    checked: 'copy',
  }),
]
