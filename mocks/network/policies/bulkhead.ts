import type { PolicyName } from '../../log/events.ts'
import {
  type BulkheadRules,
  type BulkheadState,
  EMPTY_BULKHEAD,
  enter,
  leave,
} from '../../simulation/bulkhead.ts'
import { whenOver } from '../chunked.ts'
import type { HopWorld } from '../edge.ts'
import { givenUp, NetworkError, type Outgoing, type Wrapper } from '../hop.ts'

/** Lets a fixed number of calls go out at a time; the others wait in line, or are turned away when the line is full. */
export function bulkhead(rules: BulkheadRules, world: HopWorld): Wrapper {
  const places = createPlaces(rules, 'bulkhead', world)
  return (next) => async (outgoing) => {
    if (!(await places.enter(outgoing))) {
      throw new NetworkError(
        'BULKHEAD_FULL',
        `All ${rules.places} places for calls to ${outgoing.to} are taken and ${rules.queue} wait. Nothing was sent.`,
      )
    }
    try {
      // Whoever gave up while waiting in line sends nothing any more.
      const reason = givenUp(outgoing)
      if (reason) throw reason
      // Whoever still reads keeps the place.
      return whenOver(await next(outgoing), () => places.leave(outgoing))
    } catch (error) {
      places.leave(outgoing)
      throw error
    }
  }
}

/** A fixed number of places and a line in front of them; whoever changes them is written to the log. */
export function createPlaces(rules: BulkheadRules, policy: PolicyName, { log }: HopWorld) {
  let state: BulkheadState = EMPTY_BULKHEAD
  const line: (() => void)[] = []

  const note = ({ from: party, to: peer, span }: Outgoing, what: string) => {
    log.append({
      kind: 'policy',
      party,
      peer,
      policy,
      what,
      detail: { inside: state.inside, waiting: state.waiting },
      ...span,
    })
  }

  return {
    /** Resolves with true when there is a place, with false at once when there is not even one in the line. */
    async enter(outgoing: Outgoing): Promise<boolean> {
      const { fate, state: after } = enter(state, rules)
      state = after
      note(outgoing, fate)
      if (fate === 'waits') await new Promise<void>((called) => line.push(called))
      return fate !== 'is turned away'
    },
    leave(outgoing: Outgoing) {
      const { nextEnters, state: after } = leave(state)
      state = after
      note(outgoing, 'leaves')
      if (nextEnters) line.shift()?.()
    },
  }
}
