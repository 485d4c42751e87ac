import type { HopWorld } from '../edge.ts'
import type { Wrapper } from '../hop.ts'
import { createStriker, type Strikes } from './strike.ts'
import { hearNothing } from './waiting.ts'

/** The request is lost on its way: the callee never knows, and the caller hears nothing. */
export function lostRequest(strikes: Strikes, world: HopWorld): Wrapper {
  const strike = createStriker(strikes, world.random)
  return (next) => async (outgoing) => {
    if (!strike()) return next(outgoing)
    const { from, to, span } = outgoing
    world.log.append({
      kind: 'fault',
      from,
      to,
      fault: 'lose-request',
      detail: 'The request was lost on its way; nothing was done.',
      ...span,
    })
    return hearNothing(world)
  }
}
