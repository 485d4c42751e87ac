import type { HopWorld } from '../edge.ts'
import { NetworkError, type Wrapper } from '../hop.ts'
import { eitherOf } from './deadline.ts'
import { patienceTimer } from './patience-timer.ts'

/** The caller waits this long for one attempt, then gives up. The callee does not know and goes on working. */
export function timeout(us: number, { clock, log }: HopWorld): Wrapper {
  return (next) => async (outgoing) => {
    const timer = patienceTimer(clock, us, outgoing.signal)
    const over = new AbortController()
    const waiting = { ...outgoing, signal: eitherOf(outgoing.signal, over.signal) }
    try {
      return await Promise.race([next(waiting), timer.rings.then(() => giveUp())])
    } finally {
      timer.cancel()
    }

    function giveUp(): never {
      const { from: party, to: peer, span } = outgoing
      log.append({
        kind: 'policy',
        party,
        peer,
        policy: 'timeout',
        what: 'fired',
        detail: { afterMs: us / 1000 },
        ...span,
      })
      const error = new NetworkError(
        'ETIMEDOUT',
        `No answer within ${us / 1000} ms. Whether the work was done is unknown.`,
      )
      // Closes a real connection: nobody will read what still comes.
      over.abort(error)
      throw error
    }
  }
}
