import type { HopWorld } from '../edge.ts'
import { NetworkError, type Wrapper } from '../hop.ts'
import { patienceTimer } from './patience-timer.ts'

/**
 * The caller waits this long for the callee's host to answer at all, and then gives the connection up. Nothing was sent
 * over it, so that whatever it was may be tried again.
 */
export function connectTimeout(us: number, { clock, log }: HopWorld): Wrapper {
  return (next) => async (outgoing) => {
    const timer = patienceTimer(clock, us, outgoing.signal)
    let isGivenUp = false
    const connected = () => {
      timer.cancel()
      return !isGivenUp
    }
    try {
      return await Promise.race([next({ ...outgoing, connected }), timer.rings.then(() => giveUp())])
    } finally {
      timer.cancel()
    }

    function giveUp(): never {
      isGivenUp = true
      const { from: party, to: peer, span } = outgoing
      log.append({
        kind: 'policy',
        party,
        peer,
        policy: 'timeout',
        what: 'no connection',
        detail: { afterMs: us / 1000 },
        ...span,
      })
      throw new NetworkError('ETIMEDOUT', `No connection within ${us / 1000} ms. Nothing was sent.`, {
        sent: false,
      })
    }
  }
}

/**
 * Where the connection stands: whatever comes after this was sent over it. Connections are kept open, so the handshake
 * takes no round trip of its own; a host that has answered by the time a message arrives has answered.
 */
export const connection: Wrapper = (next) => async (outgoing) => {
  if (outgoing.connected?.() === false)
    throw new NetworkError('ETIMEDOUT', 'The connection was given up before it stood. Nothing was sent.', {
      sent: false,
    })
  return next(outgoing)
}
