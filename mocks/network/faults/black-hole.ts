import type { HopWorld } from '../edge.ts'
import type { Wrapper } from '../hop.ts'
import { createStriker, type Strikes } from './strike.ts'
import { hearNothing } from './waiting.ts'

/**
 * The host does not answer the handshake at all, as an address that is routed nowhere: no refusal comes, and no
 * connection. Nothing is ever sent over it.
 */
export function blackHole(strikes: Strikes, world: HopWorld): Wrapper {
  const strike = createStriker(strikes, world.random)
  return (next) => async (outgoing) => {
    if (!strike()) return next(outgoing)
    const { from, to, span } = outgoing
    world.log.append({
      kind: 'fault',
      from,
      to,
      fault: 'black-hole',
      detail: 'The host did not answer the handshake; nothing was sent.',
      ...span,
    })
    return hearNothing(world, 'no connection')
  }
}
