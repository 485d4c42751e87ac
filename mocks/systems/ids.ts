import type { Random } from '../simulation/random.ts'

/** Without vowels and look-alikes, so that ids are easy to read out and spell no words. */
const ALPHABET = '23456789bcdfghjkmnpqrstvwxz'

/** Makes ids that depend on the seed, the kind of thing and its number alone, and look random to clients. */
export function createIds(random: Random): (kind: string, sequence: number) => string {
  return (kind, sequence) => {
    const stream = random.fork(`id of ${kind} ${sequence}`)
    return Array.from({ length: 10 }, () => ALPHABET[stream.below(ALPHABET.length)]).join('')
  }
}
