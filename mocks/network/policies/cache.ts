import { type CacheFields, lifetimeS, mayStore } from '../../simulation/freshness.ts'
import type { HopWorld } from '../edge.ts'
import type { Outgoing, Wrapper } from '../hop.ts'
import { ageOnArrivalS, fieldsOf, readContent, requestWith, responseWith, withAge } from '../message.ts'
import { createRecent } from './recent.ts'

/** How many answers are kept. */
const MOST_ANSWERS = 1000

interface Stored {
  readonly storedUs: number
  readonly response: Response
  /** What the fields that `Vary` names were in the request (§4.1). */
  readonly nominated: string
  readonly content: Uint8Array
}

/** A shared HTTP cache in front of a callee (RFC 9111): fresh answers are reused, stale ones are revalidated. */
export function cache({ clock, log }: HopWorld): Wrapper {
  const stored = createRecent<Stored>(MOST_ANSWERS)
  return (next) => async (outgoing) => {
    const { request } = outgoing
    if (request.method !== 'GET') {
      // An unsafe request may have changed what is stored (§4.4).
      if (request.method !== 'HEAD' && request.method !== 'OPTIONS') stored.delete(request.url)
      return next(outgoing)
    }
    // Who brings a validator of their own asks for the origin's opinion.
    if (request.headers.has('if-none-match')) return next(outgoing)
    const found = stored.get(request.url)
    const kept = found && nominated(found.response, request) === found.nominated ? found : undefined
    if (kept && ageS(kept) < lifetimeS(kept.response.headers.get('cache-control') ?? '')) {
      note(outgoing, 'hit', { ageS: ageS(kept) })
      return answerFrom(kept)
    }
    const etag = kept?.response.headers.get('etag')
    const answer = await next(etag ? asking(outgoing, etag) : outgoing)
    if (kept && answer.status === 304) {
      note(outgoing, 'revalidated', { ageS: ageS(kept) })
      const response = renewedBy(answer, kept)
      const renewed = { ...kept, response, storedUs: clock.nowUs() }
      stored.set(request.url, renewed)
      return answerFrom(renewed)
    }
    note(outgoing, 'miss', {})
    const varies = answer.headers.get('vary')?.includes('*')
    if (!varies && mayStore(cacheFieldsOf(answer, request))) {
      stored.set(request.url, {
        storedUs: clock.nowUs(),
        response: answer,
        nominated: nominated(answer, request),
        content: await readContent(answer, clock),
      })
    } else stored.delete(request.url)
    return answer
  }

  function ageS({ storedUs, response }: Stored): number {
    return ageOnArrivalS(response) + Math.floor((clock.nowUs() - storedUs) / 1_000_000)
  }

  function answerFrom(kept: Stored): Response {
    return responseWith(kept.response.status, withAge(kept.response, ageS(kept)), kept.content)
  }

  function note({ from: party, to: peer, span }: Outgoing, what: string, detail: Record<string, number>) {
    log.append({ kind: 'policy', party, peer, policy: 'cache', what, detail, ...span })
  }
}

/** The values of the request fields that decide which of several answers this is. */
function nominated({ headers }: Response, request: Request): string {
  const names = (headers.get('vary') ?? '').split(',').map((name) => name.trim())
  return JSON.stringify(names.filter(Boolean).map((name) => request.headers.get(name)))
}

/** The stored answer with the fields of the 304 that renewed it (§4.3.4); its content, and what describes that, stays. */
function renewedBy(answer: Response, { response, content }: Stored): Response {
  const headers = new Headers(response.headers)
  headers.delete('age')
  for (const [name, value] of answer.headers) if (!name.startsWith('content-')) headers.set(name, value)
  return responseWith(response.status, fieldsOf(headers), content)
}

function asking(outgoing: Outgoing, etag: string): Outgoing {
  const { request, content } = outgoing
  return {
    ...outgoing,
    request: requestWith(
      request.url,
      request.method,
      [...fieldsOf(request.headers), ['if-none-match', etag]],
      content,
    ),
  }
}

function cacheFieldsOf(answer: Response, request: Request): CacheFields {
  return {
    status: answer.status,
    cacheControl: answer.headers.get('cache-control') ?? '',
    hasValidator: answer.headers.has('etag'),
    authorized: request.headers.has('authorization'),
  }
}
