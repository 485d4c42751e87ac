import type { Micros, Party, RunEvent } from '../events.ts'

/** A stretch of time in which a circuit breaker was in one state. */
export interface BreakerStretch {
  /** `closed`, `open` or `half-open`. */
  readonly state: string
  readonly fromUs: Micros
  readonly toUs: Micros
}

/** What became of one circuit breaker over a run. */
export interface BreakerTimeline {
  readonly caller: Party
  readonly callee: Party
  /** Without gaps, from the first to the last event of the log. Every breaker begins closed. */
  readonly stretches: readonly BreakerStretch[]
}

/** State over time of every breaker that ever changed its state, in the order in which they first did. */
export function breakersOf(events: readonly RunEvent[]): readonly BreakerTimeline[] {
  const startUs = events[0]?.atUs ?? 0
  const endUs = events.at(-1)?.atUs ?? 0
  const changes = events
    .filter((event) => event.kind === 'policy')
    .filter(({ policy }) => policy === 'breaker')
  const edges = Map.groupBy(changes, ({ party, peer }) => JSON.stringify([party, peer]))
  return [...edges.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const states = [
      { state: 'closed', fromUs: startUs },
      ...own.map((e) => ({ state: e.what, fromUs: e.atUs })),
    ]
    const stretches = states.map((each, i) => ({ ...each, toUs: states[i + 1]?.fromUs ?? endUs }))
    return [{ caller: first.party, callee: first.peer, stretches }]
  })
}
