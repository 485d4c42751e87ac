const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A learner's day ends when the night does: who practises after midnight still practises today. */
const DAY_STARTS_MS = 4 * HOUR_MS

/** The learner's day in which a moment lies, by the clock on the wall: a whole number that goes up by one each day. */
export function dayOf(ms: number): number {
  const local = new Date(ms - DAY_STARTS_MS)
  return Math.floor(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / DAY_MS)
}

/** When something comes up again, in words: `later today`, `tomorrow`, `in 3 days`. */
export function sayWhen(ms: number, nowMs: number): string {
  const days = dayOf(ms) - dayOf(nowMs)
  if (days <= 0) return 'later today'
  if (days === 1) return 'tomorrow'
  return days < 60 ? `in ${days} days` : `in about ${Math.round(days / 30)} months`
}
