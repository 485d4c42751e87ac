import type { Random } from './random.ts'

/** How a caller picks one of several instances. */
export type Balancing = 'round-robin' | 'least-outstanding' | 'random-of-two' | 'sticky'

export interface Candidate {
  readonly id: number
  readonly outstanding: number
}

/**
 * Picks an instance; undefined when there is none. `turn` counts the picks so far, `key` says who asks (for
 * sticky sessions). Random of two is Mitzenmacher's "power of two choices".
 */
export function pick(
  balancing: Balancing,
  candidates: readonly Candidate[],
  { turn, key, random }: { turn: number; key: string; random: Random },
): number | undefined {
  if (candidates.length === 0) return undefined
  const at = (index: number) => candidates[index % candidates.length]
  switch (balancing) {
    case 'round-robin':
      return at(turn)?.id
    case 'least-outstanding':
      return candidates.reduce((best, each) => (each.outstanding < best.outstanding ? each : best)).id
    case 'random-of-two': {
      const first = at(random.below(candidates.length))
      const second = at(random.below(candidates.length))
      return first && second && second.outstanding < first.outstanding ? second.id : first?.id
    }
    case 'sticky':
      return at(hash(key))?.id
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 2166136261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  return h >>> 0
}
