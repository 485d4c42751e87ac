import type { JWK } from 'jose'
import * as z from 'zod'
import { type Call, GUEST } from './call.ts'
import { createClient, type Send } from './client.ts'
import type { IssuerFacts } from './verify-token.ts'

/** Where an issuer says what it knows. */
export const ISSUER_FACTS_PATHS = ['/jwks.json', '/denylist'] as const

/** How long keys are used before the issuer is asked again, in ms: a withdrawn key lives on for no longer. */
const KEYS_FRESH_MS = 600_000
/** How soon the issuer is asked once more because of a key that is not known, in ms. Else anybody could make us ask. */
const KEYS_COOLDOWN_MS = 30_000
/** How soon an issuer that did not answer is asked again while something kept can be used, in ms. */
const FAILURE_COOLDOWN_MS = 5_000
/** How long a revoked token may still be taken for good, in ms. */
const DENYLIST_FRESH_MS = 60_000

export const KeySet = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) })
export const Denylist = z.object({ subjects: z.array(z.string()), tokens: z.array(z.string()) })
export type Denylist = z.infer<typeof Denylist>

export interface RemoteIssuerOptions {
  /** Where the issuer listens, seen from here. */
  origin: string
  send: Send
  now: () => Date
}

/** Something that was fetched, and when. */
interface Kept<T> {
  readonly value: T
  readonly atMs: number
}

/**
 * What an issuer elsewhere publishes, fetched over HTTP when first needed and kept: its keys (RFC 7517) by name, and
 * its denylist. An unknown key makes us ask again, but not too often. When the issuer does not answer, what is kept
 * is used on; who has nothing yet throws dependency-unavailable.
 */
export function remoteIssuerFacts({ origin, send, now }: RemoteIssuerOptions): IssuerFacts {
  const ask = createClient({ service: 'auth', origin, send })
  const keys = kept(async (call) => {
    const { keys } = await ask({ method: 'GET', path: '/jwks.json', reads: KeySet }, asGuest(call))
    return new Map(keys.map((key): [string, JWK] => [key.kid, key]))
  }, now)
  const denylist = kept(
    (call) => ask({ method: 'GET', path: '/denylist', reads: Denylist }, asGuest(call)),
    now,
  )
  let askedAgainAtMs = Number.NEGATIVE_INFINITY
  return {
    async keyOf(kid, call) {
      const known = await keys.within(KEYS_FRESH_MS, call)
      const key = known.get(kid)
      const nowMs = now().getTime()
      if (key || nowMs - askedAgainAtMs < KEYS_COOLDOWN_MS) return key
      // It may be newer than what is kept: the issuer has begun to sign with it.
      askedAgainAtMs = nowMs
      return (await keys.within(1, call)).get(kid)
    },
    async refusalOf(token, call) {
      return refusalBy(await denylist.within(DENYLIST_FRESH_MS, call), token)
    },
  }
}

/** Why a token is on the denylist; undefined when it is not. */
export function refusalBy(
  { subjects, tokens }: Denylist,
  token: { subject: string; id: string },
): string | undefined {
  if (subjects.includes(token.subject)) return 'The account is suspended.'
  return tokens.includes(token.id) ? 'The token was revoked. Get a new one.' : undefined
}

/** Fetches once for all who ask meanwhile, and again when what it has is older than the asker wants. */
function kept<T>(fetch: (call: Call) => Promise<T>, now: () => Date) {
  let last: Kept<T> | undefined
  let failedAtMs = Number.NEGATIVE_INFINITY
  let underWay: Promise<T> | undefined
  const refresh = async (call: Call): Promise<T> => {
    try {
      const value = await fetch(call)
      last = { value, atMs: now().getTime() }
      return value
    } catch (error) {
      failedAtMs = now().getTime()
      throw error
    } finally {
      underWay = undefined
    }
  }
  return {
    async within(ms: number, call: Call): Promise<T> {
      const old = last
      const nowMs = now().getTime()
      if (old && (nowMs - old.atMs < ms || nowMs - failedAtMs < FAILURE_COOLDOWN_MS)) return old.value
      underWay ??= refresh(call)
      return underWay.catch((error: unknown) => {
        if (old) return old.value
        throw error
      })
    },
  }
}

/** The question belongs to the same trace, and needs no token. */
function asGuest(call: Call): Call {
  return { ...call, caller: GUEST }
}
