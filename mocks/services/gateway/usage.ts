import type { Consumer } from './consumers.ts'
import type { Usage } from './schema.ts'

/** How many durations are kept for each consumer: percentiles are those of the last so many calls. */
const KEPT = 1_000

interface Counted {
  readonly consumer: Consumer
  calls: number
  /** Answers of 400 to 499: the consumer's mistakes. */
  refused: number
  /** Answers of 500 and more: ours. */
  failed: number
  readonly durationsMs: number[]
}

/** Remembers who used the API how much, since this process started. */
export function createUsage() {
  const counted = new Map<string, Counted>()
  return {
    /** Notes one call that has been answered. */
    note(consumer: Consumer, status: number, durationMs: number) {
      const known = counted.get(consumer.name) ?? {
        consumer,
        calls: 0,
        refused: 0,
        failed: 0,
        durationsMs: [],
      }
      known.calls++
      if (status >= 500) known.failed++
      else if (status >= 400) known.refused++
      known.durationsMs.push(durationMs)
      if (known.durationsMs.length > KEPT) known.durationsMs.shift()
      counted.set(consumer.name, known)
    },

    /** Each consumer's use so far, by name. */
    report(): Usage[] {
      return [...counted.values()]
        .sort((a, b) => (a.consumer.name < b.consumer.name ? -1 : 1))
        .map(({ consumer, durationsMs, ...counts }) => ({
          consumer: consumer.name,
          audience: consumer.audience,
          ...counts,
          durationMs: percentilesOf(durationsMs),
        }))
    },
  }
}

/** Nearest-rank percentiles: each is a duration that occurred. */
function percentilesOf(durations: readonly number[]): Usage['durationMs'] {
  const sorted = [...durations].sort((a, b) => a - b)
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
  return { p50: at(50), p95: at(95), p99: at(99) }
}
