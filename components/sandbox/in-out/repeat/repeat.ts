import { nearestRank } from '#mocks/log/views/percentiles.ts'
import type { Outcome } from '../../session.ts'

/** How often a request is sent, and how many of them are on their way at a time. */
export interface Repetition {
  readonly count: number
  readonly atOnce: number
}

/** What became of one of them. */
export interface Result {
  /** Its place, from 1. */
  readonly number: number
  readonly outcome: Outcome
  /** How long the page waited, in ms. */
  readonly ms: number
}

/** The most that are sent: each one runs through every service of this page. */
export const MAX_COUNT = 500
export const MAX_AT_ONCE = 50

/**
 * Sends one after the other, or several at a time, until all are sent or the signal fires. `send` is told its number;
 * `nowMs` measures. Results come in the order in which they end.
 */
export async function repeat(
  { count, atOnce }: Repetition,
  send: (number: number) => Promise<Outcome>,
  {
    signal,
    nowMs,
    onResult,
  }: { signal: AbortSignal; nowMs: () => number; onResult: (result: Result) => void },
): Promise<void> {
  let next = 1
  const worker = async () => {
    while (next <= count && !signal.aborted) {
      const number = next++
      const from = nowMs()
      const outcome = await send(number)
      onResult({ number, outcome, ms: nowMs() - from })
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker))
}

/** Results in figures. */
export interface Summary {
  /** How often each ending came, the most frequent first. */
  readonly endings: readonly (readonly [ending: string, count: number])[]
  /** Nearest-rank percentiles of the time, in ms. */
  readonly percentiles: readonly (readonly [name: string, ms: number])[]
}

/** What ended how often, and how long it took. */
export function summaryOf(results: readonly Result[], endingOf: (result: Result) => string): Summary {
  const endings = [...Map.groupBy(results, endingOf)]
    .map(([ending, all]) => [ending, all.length] as const)
    .toSorted(([, a], [, b]) => b - a)
  const times = results.map(({ ms }) => ms)
  const percentiles = [0, 50, 90, 99, 100].flatMap((percent) => {
    const ms = nearestRank(times, percent)
    return ms === undefined ? [] : [[NAMES[percent] ?? `p${percent}`, ms] as const]
  })
  return { endings, percentiles }
}

const NAMES: Readonly<Record<number, string>> = { 0: 'fastest', 100: 'slowest' }
