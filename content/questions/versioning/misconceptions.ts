import type { Misconception } from '../schema.ts'

/** What people believe about changing an interface. */
export const versioningMisconceptions: readonly Misconception[] = [
  {
    id: 'a-version-number-solves-it',
    belief: 'A new version number makes a breaking change harmless.',
    instead: 'Only the old version, still running beside the new one, helps those who read it.',
  },
  {
    id: 'additions-are-always-safe',
    belief: 'Adding something never breaks anybody.',
    instead:
      'Tolerant readers survive additions. Strict ones, and those with a closed list of values, do not.',
  },
  {
    id: 'the-schema-is-the-contract',
    belief: 'As long as the schema is the same, nothing breaks.',
    instead: 'Readers rely on meaning as well: units, order, how often. A schema does not show it.',
  },
  {
    id: 'deprecated-is-gone',
    belief: 'What is deprecated does not work any more.',
    instead:
      '`Deprecation` says: do not use it any more. It works until the moment that `Sunset` names, and perhaps longer.',
  },
  {
    id: 'own-tests-are-enough',
    belief: 'If the tests of a service are green, its change breaks nobody.',
    instead: 'Its own tests know what it gives. What others need is known to their contract tests.',
  },
]
