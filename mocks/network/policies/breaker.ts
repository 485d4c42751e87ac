import type { NetworkFailure } from '../../log/events.ts'
import {
  ask,
  type BreakerOutcome,
  type BreakerRules,
  type BreakerState,
  CLOSED,
  ended,
} from '../../simulation/breaker.ts'
import type { HopWorld } from '../edge.ts'
import { NetworkError, type Outgoing, type Wrapper } from '../hop.ts'

/** Failures of the caller's own making: the callee never had a chance. */
const SAYS_NOTHING: ReadonlySet<NetworkFailure> = new Set(['ABORTED', 'BULKHEAD_FULL'])

/** Stops asking a callee that keeps failing, and asks carefully again after a while. One breaker per edge. */
export function breaker(rules: BreakerRules, { clock, log }: HopWorld): Wrapper {
  let state: BreakerState = CLOSED
  return (next) => async (outgoing) => {
    const asked = ask(state, clock.nowUs())
    become(asked.state, outgoing)
    if (!asked.admitted)
      throw new NetworkError(
        'CIRCUIT_OPEN',
        `The circuit to ${outgoing.to} is open: it failed too often. Nothing was sent.`,
      )
    const { period } = state
    let outcome: BreakerOutcome = 'failed'
    try {
      const response = await next(outgoing)
      outcome = response.status >= 500 ? 'failed' : 'succeeded'
      return response
    } catch (error) {
      if (error instanceof NetworkError && SAYS_NOTHING.has(error.failure)) outcome = 'unknown'
      throw error
    } finally {
      become(ended(state, period, outcome, clock.nowUs(), rules), outgoing)
    }
  }

  function become(after: BreakerState, { from: party, to: peer, span }: Outgoing) {
    if (after.is !== state.is)
      log.append({ kind: 'policy', party, peer, policy: 'breaker', what: after.is, detail: {}, ...span })
    state = after
  }
}
