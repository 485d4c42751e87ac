import type { Party } from '../log/events.ts'
import type { HopWorld } from './edge.ts'
import { hearNothing } from './faults/waiting.ts'
import type { Wrapper } from './hop.ts'

/** A network that fell in two: messages between the parties cut off and all others are lost, handshakes included, in both directions. */
export function partition(cutOff: () => ReadonlySet<Party>, world: HopWorld): Wrapper {
  return (next) => async (outgoing) => {
    const { from, to, span } = outgoing
    if (cutOff().has(from) === cutOff().has(to)) return next(outgoing)
    world.log.append({
      kind: 'fault',
      from,
      to,
      fault: 'partition',
      detail: `The network between ${from} and ${to} is cut.`,
      ...span,
    })
    return hearNothing(world, 'no connection')
  }
}
