import type { Micros, Party, Sink } from '../events.ts'
import type { BreakerTimeline } from './breakers.ts'

interface Changes {
  readonly caller: Party
  readonly callee: Party
  readonly states: { readonly state: string; readonly fromUs: Micros }[]
}

/**
 * Circuit breakers of a run that is too long to be kept: `timelines()` is at any moment what `breakersOf` says of all
 * events so far, of each breaker at most the latest `most` stretches.
 */
export function createBreakerFold(most = Number.POSITIVE_INFINITY): {
  readonly sink: Sink
  timelines(): readonly BreakerTimeline[]
} {
  const edges = new Map<string, Changes>()
  let startUs: Micros | undefined
  let endUs = 0
  return {
    sink(event) {
      startUs ??= event.atUs
      endUs = event.atUs
      if (event.kind !== 'policy' || event.policy !== 'breaker') return
      const { party: caller, peer: callee, what: state, atUs: fromUs } = event
      const name = JSON.stringify([caller, callee])
      const edge = edges.get(name) ?? { caller, callee, states: [{ state: 'closed', fromUs: startUs }] }
      edges.set(name, edge)
      edge.states.push({ state, fromUs })
      if (edge.states.length > most) edge.states.shift()
    },
    timelines: () =>
      [...edges.values()].map(({ caller, callee, states }) => ({
        caller,
        callee,
        stretches: states.map((each, i) => ({ ...each, toUs: states[i + 1]?.fromUs ?? endUs })),
      })),
  }
}
