import { chunksOf } from '../../log/chunks.ts'
import type { HopWorld } from '../edge.ts'
import type { Outgoing, Wrapper } from '../hop.ts'
import { ageOnArrivalS, readContent, responseWith, withAge } from '../message.ts'
import { createRecent } from './recent.ts'

/** How many answers are kept. */
const MOST_ANSWERS = 1000

/**
 * Answers with the last good answer to the same GET when the callee fails. It is better than nothing where old
 * data is, and a lie where it is not: the answer says how old it is in `Age` (RFC 9111 §5.1).
 */
export function fallback({ clock, log }: HopWorld): Wrapper {
  const good = createRecent<{ atUs: number; response: Response; content: Uint8Array }>(MOST_ANSWERS)
  return (next) => async (outgoing) => {
    if (outgoing.request.method !== 'GET') return next(outgoing)
    const key = keyOf(outgoing.request)
    try {
      const response = await next(outgoing)
      if (response.status >= 500) return lastGood(outgoing, key) ?? response
      if (response.ok && !chunksOf(response))
        good.set(key, { atUs: clock.nowUs(), response, content: await readContent(response, clock) })
      return response
    } catch (error) {
      const old = lastGood(outgoing, key)
      if (old) return old
      throw error
    }
  }

  function lastGood({ from: party, to: peer, span }: Outgoing, key: string): Response | undefined {
    const kept = good.get(key)
    if (!kept) return undefined
    const ageS = ageOnArrivalS(kept.response) + Math.floor((clock.nowUs() - kept.atUs) / 1_000_000)
    log.append({
      kind: 'policy',
      party,
      peer,
      policy: 'fallback',
      what: 'answers with the last good answer',
      detail: { ageS },
      ...span,
    })
    return responseWith(kept.response.status, withAge(kept.response, ageS), kept.content)
  }
}

/** Nobody is given what another one asked for, or in another form. */
function keyOf({ url, headers }: Request): string {
  return JSON.stringify([url, headers.get('authorization'), headers.get('accept')])
}
