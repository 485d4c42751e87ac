import type { HopWorld } from '../edge.ts'
import { NetworkError, type Wrapper } from '../hop.ts'
import { createStriker, type Strikes } from './strike.ts'

/** The connection is reset before the request was read. */
export function reset(strikes: Strikes, world: HopWorld): Wrapper {
  const strike = createStriker(strikes, world.random)
  return (next) => async (outgoing) => {
    if (!strike()) return next(outgoing)
    const { from, to, span, request } = outgoing
    world.log.append({
      kind: 'fault',
      from,
      to,
      fault: 'reset',
      detail: 'The connection was reset before the request was read.',
      ...span,
    })
    await world.wire?.reset(request)
    throw new NetworkError('ECONNRESET', 'The connection was reset.')
  }
}
