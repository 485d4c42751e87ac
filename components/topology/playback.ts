import type { SpanId } from '#mocks/log/events.ts'
import type { Hop } from '#mocks/log/views/spans.ts'

/**
 * At which step of a playback, one hop per step, each hop's end is known: when the last hop that it caused has been
 * played. A gateway's answer comes after everything behind it.
 */
export function endsAtStep(hops: readonly Hop[]): ReadonlyMap<SpanId, number> {
  const ends = new Map(hops.map((hop) => [hop.spanId, hop.number]))
  // Children depart after their parents, so one pass from the last to the first is enough.
  for (const hop of hops.toReversed()) {
    if (hop.parentHop === undefined) continue
    ends.set(hop.parentHop, Math.max(ends.get(hop.parentHop) ?? 0, ends.get(hop.spanId) ?? hop.number))
  }
  return ends
}
