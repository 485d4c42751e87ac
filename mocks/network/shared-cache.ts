import { chunksOf } from '../log/chunks.ts'
import type { Clock } from '../simulation/clock.ts'
import { type CacheFields, directivesOf, lifetimeS, mayStore, staleForS } from '../simulation/freshness.ts'
import { ageOnArrivalS, fieldsOf, readContent, requestWith, responseWith, withAge } from './message.ts'
import { createRecent } from './policies/recent.ts'

/** How many addresses are kept. */
const MOST_ADDRESSES = 1000

interface Stored {
  readonly storedUs: number
  readonly response: Response
  /** What the fields that `Vary` names were in the request (§4.1). */
  readonly nominated: string
  readonly content: Uint8Array
}

/** What a cache did with a request, in one word, and how old the answer was. */
export type CacheNote = (
  what: 'hit' | 'stale' | 'revalidated' | 'miss',
  detail: Readonly<Record<string, number>>,
) => void

export interface SharedCacheOptions {
  clock: Clock
  /**
   * A cache that was told to keep every answer for so many seconds, whatever the answer says. Nobody should: it hands
   * one caller's answers to another.
   */
  everythingForS?: number | undefined
}

/**
 * A shared HTTP cache (RFC 9111): fresh answers are given again, stale ones are revalidated, and given once more
 * meanwhile if they say that they may be (`stale-while-revalidate`, RFC 5861 §3).
 */
export function createSharedCache({ clock, everythingForS }: SharedCacheOptions) {
  const stored = createRecent<readonly Stored[]>(MOST_ADDRESSES)

  return {
    /** Answers from what is stored, or by `forward`. */
    async answer(
      request: Request,
      forward: (request: Request) => Promise<Response>,
      note: CacheNote,
    ): Promise<Response> {
      if (request.method !== 'GET') {
        const answer = await forward(request)
        if (isUnsafe(request) && answer.status < 400) forget(request, answer)
        return answer
      }
      const asked = directivesOf(request.headers.get('cache-control') ?? '')
      // Who brings a validator of their own, or wants a new answer, asks for the origin's opinion (§5.2.1).
      if (request.headers.has('if-none-match') || request.headers.has('range') || asked.has('no-store'))
        return forward(request)
      const kept = variantFor(request)
      if (kept && !asked.has('no-cache') && asked.get('max-age') !== '0') {
        const age = ageS(kept)
        const { fresh, usable } = lifetimesOf(kept)
        if (age < fresh) {
          note('hit', { ageS: age })
          return answerFrom(kept)
        }
        if (age < usable) {
          note('stale', { ageS: age })
          // Nobody waits for it; if it fails, the next one asks again.
          void fetched(request, forward, kept, note).catch(() => {})
          return answerFrom(kept)
        }
      }
      if (asked.has('only-if-cached'))
        return responseWith(504, [['cache-control', 'no-store']], new Uint8Array(0))
      return fetched(request, forward, kept, note)
    },

    /**
     * Forgets the answers that are kept of an address, or of all addresses that begin so when a star ends it; gives how
     * many that were. No standard has this: each vendor has a way of its own (the method PURGE, an API, tags).
     */
    purge(address: string): number {
      const begin = address.endsWith('*') ? address.slice(0, -1) : undefined
      const meant = stored
        .keys()
        .filter((each) => (begin === undefined ? each === address : each.startsWith(begin)))
      const answers = meant.reduce((sum, each) => sum + (stored.get(each)?.length ?? 0), 0)
      for (const each of meant) stored.delete(each)
      return answers
    },
  }

  async function fetched(
    request: Request,
    forward: (request: Request) => Promise<Response>,
    kept: Stored | undefined,
    note: CacheNote,
  ): Promise<Response> {
    const etag = kept?.response.headers.get('etag')
    const given = await forward(etag ? asking(request, etag) : request)
    // What comes while it is made is nothing to keep.
    if (chunksOf(given)) return given
    const answer = given.status === 200 && everythingForS ? await keepable(given) : given
    if (kept && answer.status === 304) {
      note('revalidated', { ageS: ageS(kept) })
      const renewed = { ...kept, response: renewedBy(answer, kept), storedUs: clock.nowUs() }
      remember(request, renewed)
      return answerFrom(renewed)
    }
    note('miss', {})
    const varies = answer.headers.get('vary')?.includes('*')
    if (!varies && mayStore(cacheFieldsOf(answer, request))) {
      remember(request, {
        storedUs: clock.nowUs(),
        response: answer,
        nominated: nominated(answer, request),
        content: await readContent(answer, clock),
      })
    } else if (kept) remember(request, undefined, kept)
    return answer
  }

  /** The answer as the rule "keep everything" has it: whatever it said of itself is gone. */
  async function keepable(answer: Response): Promise<Response> {
    const headers = new Headers(answer.headers)
    headers.set('cache-control', `public, max-age=${everythingForS}`)
    headers.delete('vary')
    return responseWith(answer.status, fieldsOf(headers), await readContent(answer, clock))
  }

  function variantFor(request: Request): Stored | undefined {
    return stored.get(request.url)?.find((each) => nominated(each.response, request) === each.nominated)
  }

  /** Stores an answer beside the other variants of its address, in place of the one before it. */
  function remember(request: Request, now: Stored | undefined, before = variantFor(request)) {
    const others = (stored.get(request.url) ?? []).filter((each) => each !== before)
    const all = now ? [...others, now] : others
    if (all.length > 0) stored.set(request.url, all)
    else stored.delete(request.url)
  }

  /** What an unsafe request may have changed (§4.4): its own address, and those that the answer names on the same origin. */
  function forget({ url }: Request, { headers }: Response) {
    stored.delete(url)
    for (const name of ['location', 'content-location']) {
      const named = headers.get(name)
      if (named === null || !URL.canParse(named, url)) continue
      const other = new URL(named, url)
      if (other.origin === new URL(url).origin) stored.delete(other.href)
    }
  }

  function ageS({ storedUs, response }: Stored): number {
    return ageOnArrivalS(response) + Math.floor((clock.nowUs() - storedUs) / 1_000_000)
  }

  function answerFrom(kept: Stored): Response {
    return responseWith(kept.response.status, withAge(kept.response, ageS(kept)), kept.content)
  }
}

/** How long an answer is fresh, and how long it may be given while it is asked for anew, in seconds. */
function lifetimesOf({ response }: Stored): { fresh: number; usable: number } {
  const field = response.headers.get('cache-control') ?? ''
  const fresh = lifetimeS(field)
  return { fresh, usable: fresh + staleForS(field) }
}

function isUnsafe({ method }: Request): boolean {
  return !['GET', 'HEAD', 'OPTIONS', 'QUERY'].includes(method)
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

function asking(request: Request, etag: string): Request {
  const fields = [...fieldsOf(request.headers), ['if-none-match', etag] as const]
  return requestWith(request.url, request.method, fields, new Uint8Array(0))
}

function cacheFieldsOf(answer: Response, request: Request): CacheFields {
  return {
    status: answer.status,
    cacheControl: answer.headers.get('cache-control') ?? '',
    hasValidator: answer.headers.has('etag'),
    authorized: request.headers.has('authorization'),
  }
}
