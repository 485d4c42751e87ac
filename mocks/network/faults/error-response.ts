import type { HopWorld } from '../edge.ts'
import type { Wrapper } from '../hop.ts'
import { responseWith } from '../message.ts'
import { createStriker, type Strikes } from './strike.ts'

/**
 * Something in front of the callee answers with an error instead, as a proxy does. With a version it is that version of
 * the callee itself which fails, and only its own requests count.
 */
export function errorResponse(
  { strikes, status, version }: { strikes: Strikes; status: number; version?: number | undefined },
  world: HopWorld,
): Wrapper {
  const strike = createStriker(strikes, world.random)
  return (next) => async (outgoing) => {
    if ((version !== undefined && outgoing.version !== version) || !strike()) return next(outgoing)
    const { from, to, span, request } = outgoing
    world.log.append({
      kind: 'fault',
      from,
      to,
      fault: 'error',
      detail:
        version === undefined
          ? `Answered ${status} before the request reached the service.`
          : `Version ${version} answered ${status}; nothing was done.`,
      ...span,
    })
    const text = request.method === 'HEAD' ? '' : 'injected error'
    return responseWith(status, [['content-type', 'text/plain']], new TextEncoder().encode(text))
  }
}
