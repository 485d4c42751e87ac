import type { HopWorld } from '../edge.ts'
import type { Wrapper } from '../hop.ts'
import { createStriker, type Strikes } from './strike.ts'
import { hearNothing } from './waiting.ts'

/** The reply is lost after the work was done: to the caller it looks exactly like a lost request. */
export function lostReply(strikes: Strikes, world: HopWorld): Wrapper {
  const strike = createStriker(strikes, world.random)
  return (next) => async (outgoing) => {
    const struck = strike()
    const answer = await next(outgoing)
    if (!struck) return answer
    const { from, to, span } = outgoing
    world.log.append({
      kind: 'fault',
      from,
      to,
      fault: 'lose-reply',
      detail: `The work was done and answered ${answer.status}; the reply was lost.`,
      ...span,
    })
    return hearNothing(world)
  }
}
