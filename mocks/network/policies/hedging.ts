import { chunksOf } from '../../log/chunks.ts'
import type { HopWorld } from '../edge.ts'
import { givenUp, NetworkError, type Outgoing, type Wrapper } from '../hop.ts'
import { eitherOf } from './deadline.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Sends a safe request once more when the first has not been answered after `afterUs`, and takes whichever answer
 * comes first (Dean & Barroso, "The Tail at Scale"). The caller gives the slower one up; its callee does not know
 * and works on: that is the price.
 */
export function hedging(afterUs: number, { clock, log }: HopWorld): Wrapper {
  return (next) => async (outgoing) => {
    if (!SAFE.has(outgoing.request.method)) return next(outgoing)
    const over = new AbortController()
    const racing: Outgoing = { ...outgoing, signal: eitherOf(outgoing.signal, over.signal) }
    const first = next(racing)
    const timer = clock.timer(afterUs)
    const early = await Promise.race([
      first.then(
        () => true,
        () => true,
      ),
      timer.rings.then(() => false),
    ])
    timer.cancel()
    if (early || givenUp(racing)) return first
    const { from: party, to: peer, span } = outgoing
    log.append({
      kind: 'policy',
      party,
      peer,
      policy: 'hedging',
      what: 'sends once more',
      detail: { afterMs: afterUs / 1000 },
      ...span,
    })
    let answer: Response | undefined
    try {
      answer = await Promise.any([first, next(racing)]).catch(() => first)
      return answer
    } finally {
      // Both go by one signal, and what comes while it is made is still coming.
      if (!answer || !chunksOf(answer))
        over.abort(new NetworkError('ABORTED', 'The other attempt was answered first.'))
    }
  }
}
