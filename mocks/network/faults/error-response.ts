import type { HopWorld } from '../edge.ts'
import type { Wrapper } from '../hop.ts'
import { responseWith } from '../message.ts'
import { createStriker, type Strikes } from './strike.ts'

/** Something in front of the callee answers with an error instead, as a proxy or a failing instance does. */
export function errorResponse(
  { strikes, status }: { strikes: Strikes; status: number },
  world: HopWorld,
): Wrapper {
  const strike = createStriker(strikes, world.random)
  return (next) => async (outgoing) => {
    if (!strike()) return next(outgoing)
    const { from, to, span, request } = outgoing
    world.log.append({
      kind: 'fault',
      from,
      to,
      fault: 'error',
      detail: `Answered ${status} before the request reached the service.`,
      ...span,
    })
    const text = request.method === 'HEAD' ? '' : 'injected error'
    return responseWith(status, [['content-type', 'text/plain']], new TextEncoder().encode(text))
  }
}
