import type { Secrets } from './ports.ts'
import { PUBLISHED_KEYS } from './published-keys.ts'

/**
 * The secrets of a run on the virtual clock: they follow from the seed, and the keys are published. Whoever knows the
 * seed knows them all, which is what makes the run repeatable, and why nothing of worth may depend on them.
 */
export function publishedSecrets(newId: (kind: string, sequence: number) => string): Secrets {
  return {
    token: (kind, sequence) =>
      ['a', 'b', 'c', 'd'].map((part) => newId(`${kind} ${part}`, sequence)).join(''),
    async signingKey(sequence) {
      const key = PUBLISHED_KEYS[(sequence - 1) % PUBLISHED_KEYS.length] ?? PUBLISHED_KEYS[0]
      return { ...key, alg: 'RS256', use: 'sig' }
    },
  }
}
