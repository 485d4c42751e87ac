import type { Random } from '../../simulation/random.ts'

/** Which messages a fault strikes: a share of them, or the first few on its edge. */
export type Strikes = { readonly percent: number } | { readonly first: number }

/** Decides for one message after another. A share takes one number from the stream for each, struck or not. */
export function createStriker(strikes: Strikes, random: Random): () => boolean {
  let seen = 0
  return () => ('first' in strikes ? seen++ < strikes.first : random.below(10_000) < strikes.percent * 100)
}
