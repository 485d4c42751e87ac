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
