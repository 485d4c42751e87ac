import type { Party } from '../log/events.ts'
import { NetworkError, type Wrapper } from './hop.ts'

/** Nobody listens where a service is down: the operating system refuses the connection. */
export function reachability(isDown: (party: Party) => boolean): Wrapper {
  return (next) => async (outgoing) => {
    if (isDown(outgoing.to)) {
      throw new NetworkError(
        'ECONNREFUSED',
        `Connection refused: nothing listens at ${new URL(outgoing.request.url).host}.`,
      )
    }
    return next(outgoing)
  }
}
