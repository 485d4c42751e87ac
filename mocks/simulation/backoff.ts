import type { Random } from './random.ts'

/** How long a caller waits before it tries again. */
export interface Backoff {
  readonly kind: 'none' | 'constant' | 'exponential'
  /** The first wait, before jitter. */
  readonly baseUs: number
  /** No wait is longer. */
  readonly maxUs: number
  /**
   * What keeps callers that failed together from trying again together (Brooker, "Exponential Backoff and Jitter"):
   * `full` draws between nothing and the wait, `equal` between half of it and all, `decorrelated` between the base
   * and three times the wait before.
   */
  readonly jitter: 'none' | 'full' | 'equal' | 'decorrelated'
}

/** The wait before attempt `retry` (1 is the first one after the original), in whole microseconds. */
export function waitBefore(retry: number, previousUs: number, backoff: Backoff, random: Random): number {
  if (backoff.kind === 'none') return 0
  const { baseUs, maxUs, jitter } = backoff
  const plain = Math.min(maxUs, backoff.kind === 'constant' ? baseUs : baseUs * 2 ** Math.min(retry - 1, 40))
  switch (jitter) {
    case 'none':
      return plain
    case 'full':
      return random.below(plain + 1)
    case 'equal': {
      const half = Math.floor(plain / 2)
      return half + random.below(plain - half + 1)
    }
    case 'decorrelated': {
      const from = Math.min(baseUs, maxUs)
      const to = Math.max(from, Math.min(maxUs, Math.max(previousUs, baseUs) * 3))
      return from + random.below(to - from + 1)
    }
  }
}
