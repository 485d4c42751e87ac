import type { Misconception } from '../schema.ts'

/** What people believe about what a split costs. */
export const costMisconceptions: readonly Misconception[] = [
  {
    id: 'smaller-teams-by-themselves',
    belief: 'A split into services brings small, independent teams.',
    instead:
      'Teams are arranged by people. Services allow them to work apart if each gets a whole piece of the business.',
  },
  {
    id: 'on-call-divides',
    belief: 'With many services the burden of being on call is shared by many.',
    instead:
      'Each service needs people who know it. Rotas grow with services, and hours of the night do not shrink.',
  },
  {
    id: 'a-model-is-a-measurement',
    belief: 'A calculated break-even says when to split.',
    instead: 'It rests on guesses. It shows which input flips the answer, and that one is to be measured.',
  },
  {
    id: 'pairs-are-teams',
    belief: 'Twice as many teams wait twice as much.',
    instead: 'Pairs grow faster than teams: 4 teams make 6 pairs, 8 make 28.',
  },
]
