/**
 * The nearest-rank percentile: the smallest of the values that at least `percent` % of them do not exceed.
 * It is always one of the values, never a mixture of two. Undefined when there are none.
 */
export function nearestRank(values: readonly number[], percent: number): number | undefined {
  return values.toSorted((a, b) => a - b)[rankOf(values.length, percent) - 1]
}

/** The same for values of which only is known how often each occurred. */
export function nearestRankOfCounts(
  counts: ReadonlyMap<number, number>,
  percent: number,
): number | undefined {
  let total = 0
  for (const count of counts.values()) total += count
  const rank = rankOf(total, percent)
  let seen = 0
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    seen += count
    if (seen >= rank) return value
  }
  return undefined
}

/** Multiplies before it divides: 7 % of 100 is rank 7, while 0.07 × 100 is a little more than 7. */
function rankOf(count: number, percent: number): number {
  return Math.max(1, Math.ceil((percent * count) / 100))
}

/**
 * A number to eight significant binary digits: at most 0.4 % off, and fewer than 200 different results for each power of
 * ten. Rounding keeps the order, so the percentile of rounded values is the rounded percentile: a fold that counts them
 * needs no more room for a million requests than for a thousand.
 */
export function toEightDigits(value: number): number {
  let unit = 1
  while (value >= 256 * unit) unit *= 2
  return Math.floor(value / unit) * unit + (unit >> 1)
}

/** What a fold keeps of a duration: all of it, or `toEightDigits`. */
export type Rounding = (us: number) => number

/** Keeps durations as they are. */
export const exact: Rounding = (us) => us
