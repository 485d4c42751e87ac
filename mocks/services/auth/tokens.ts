import { sha256 } from '@noble/hashes/sha2.js'
import type { JWK, JWTPayload } from 'jose'
import { decodeProtectedHeader } from 'jose/decode/protected_header'
import { SignJWT } from 'jose/jwt/sign'
import { jwtVerify } from 'jose/jwt/verify'
import type { Call } from '../../http/call.ts'
import type { Scope } from '../../http/scopes.ts'
import { TOKEN_ALGORITHM } from '../../http/verify-token.ts'
import { base64url } from './encoding.ts'
import type { AuthPorts } from './ports.ts'
import type { SigningKey, User } from './store.ts'

/** How long an access token is good, in seconds. It can not be called back everywhere at once, so it is short. */
export const ACCESS_TOKEN_S = 600
/** How far a clock may be off before a time that travelled with a request is not believed, in ms. */
const BELIEVED_MS = 60_000

/** What an access token says. */
export interface Allowed {
  readonly subject: string
  readonly client: string
  readonly scopes: readonly Scope[]
  readonly audience: readonly string[]
  readonly tenant?: string | undefined
  /** When the user signed in; absent when a client acts for itself. */
  readonly authenticatedAtMs?: number
}

/** Writes and reads the issuer's JWTs. Which key signs, its caller says. */
export function createTokens({ issuer, now, track }: Pick<AuthPorts, 'issuer' | 'now' | 'track'>) {
  const sign = (payload: JWTPayload, typ: string, { kid, privateKey }: SigningKey) =>
    track(new SignJWT(payload).setProtectedHeader({ alg: TOKEN_ALGORITHM, typ, kid }).sign(privateKey))

  return {
    /** When a token is issued: at the request's arrival at the edge, unless that time can not be true. */
    issuedAtMs({ arrivedAt }: Call): number {
      const arrivedMs = Date.parse(arrivedAt)
      const nowMs = now().getTime()
      return Math.abs(nowMs - arrivedMs) <= BELIEVED_MS ? arrivedMs : nowMs
    },

    /** An access token as RFC 9068 §2 profiles it. */
    accessToken(
      id: string,
      { subject, client, scopes, audience, tenant, authenticatedAtMs }: Allowed,
      atMs: number,
      key: SigningKey,
    ) {
      const iat = seconds(atMs)
      return sign(
        {
          iss: issuer,
          sub: subject,
          aud: audience.length === 1 && audience[0] !== undefined ? audience[0] : [...audience],
          exp: iat + ACCESS_TOKEN_S,
          iat,
          // From now on, and not before: whose clock is behind sees a token from the future.
          nbf: iat,
          jti: id,
          client_id: client,
          scope: scopes.join(' '),
          ...(tenant === undefined ? {} : { tenant }),
          ...(authenticatedAtMs === undefined ? {} : { auth_time: seconds(authenticatedAtMs) }),
        },
        'at+jwt',
        key,
      )
    },

    /** An ID token (OpenID Connect Core §2): tells the client who signed in, and nobody else anything. */
    idToken(
      user: User,
      { client, scopes, authenticatedAtMs }: Allowed,
      { accessToken, nonce, atMs }: { accessToken: string; nonce: string | undefined; atMs: number },
      key: SigningKey,
    ) {
      const iat = seconds(atMs)
      const digest = sha256(new TextEncoder().encode(accessToken))
      return sign(
        {
          iss: issuer,
          aud: client,
          exp: iat + ACCESS_TOKEN_S,
          iat,
          ...(authenticatedAtMs === undefined ? {} : { auth_time: seconds(authenticatedAtMs) }),
          ...(nonce === undefined ? {} : { nonce }),
          at_hash: base64url(digest.subarray(0, 16)),
          ...claimsOf(user, scopes),
        },
        'JWT',
        key,
      )
    },

    /** What an access token of ours says, whomever it is meant for; undefined when it is not one, or no longer. */
    async read(
      token: string,
      keyOf: (kid: string) => Promise<JWK | undefined>,
    ): Promise<JWTPayload | undefined> {
      try {
        const key = await keyOf(decodeProtectedHeader(token).kid ?? '')
        if (!key) return undefined
        const { payload } = await track(
          jwtVerify(token, key, { algorithms: [TOKEN_ALGORITHM], typ: 'at+jwt', issuer, currentDate: now() }),
        )
        return payload
      } catch {
        return undefined
      }
    },
  }
}

/** What is told of a user (OpenID Connect Core §5.4): each scope adds some. */
export function claimsOf({ id, name, email, tenant }: User, scopes: readonly string[]) {
  return {
    sub: id,
    ...(scopes.includes('profile') ? { name, preferred_username: id, tenant } : {}),
    ...(scopes.includes('email') ? { email, email_verified: true } : {}),
  }
}

/** JWT times are whole seconds since 1970 (RFC 7519 §2, NumericDate). */
function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}
