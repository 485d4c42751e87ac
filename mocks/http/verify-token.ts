import type { JWK } from 'jose'
import { decodeProtectedHeader } from 'jose/decode/protected_header'
import { JOSEError, JWSSignatureVerificationFailed, JWTClaimValidationFailed, JWTExpired } from 'jose/errors'
import { jwtVerify } from 'jose/jwt/verify'
import * as z from 'zod'
import { type Call, type Caller, invalidToken, type VerifyToken } from './call.ts'

/** The one algorithm that is accepted: `none`, and HMAC with a public key as its secret, never come into question. */
export const TOKEN_ALGORITHM = 'RS256'
/** The oldest token that is looked at, in seconds, whatever it says of its own end. */
const MAX_AGE_S = 3_600

/** Passes a promise on that the run's clock has to wait for, such as one of WebCrypto's. */
export type Track = <T>(promise: Promise<T>) => Promise<T>

/** Where a verifier learns what only the issuer knows. */
export interface IssuerFacts {
  /** The public key of that name; undefined when the issuer has none. Throws when the issuer can not be asked. */
  keyOf(kid: string, call: Call): Promise<JWK | undefined>
  /** Why a token that is genuine counts no more: its owner was suspended, or it was revoked. */
  refusalOf(token: { subject: string; id: string }, call: Call): Promise<string | undefined>
}

export interface VerifierOptions {
  issuer: string
  /** Whom a token must be meant for. */
  audience: string
  facts: IssuerFacts
  /** How far the issuer's clock may be ahead or behind, in seconds. */
  leewayS?: number
  now: () => Date
  track: Track
}

/** What is read of an access token (RFC 9068 §2.2). */
const Claims = z.object({
  sub: z.string().min(1),
  client_id: z.string().min(1),
  jti: z.string().min(1),
  scope: z.string().default(''),
  tenant: z.string().optional(),
})

/**
 * Verifies JWT access tokens offline (RFC 9068 §4, RFC 8725): type, algorithm, the issuer's signature, issuer,
 * audience and times. The issuer is asked for its keys when one is not known yet, and never about the token itself.
 */
export function createTokenVerifier({
  issuer,
  audience,
  facts,
  leewayS = 5,
  now,
  track,
}: VerifierOptions): VerifyToken {
  return async (token, call): Promise<Caller> => {
    const key = await facts.keyOf(keyNamedBy(token), call)
    if (!key) throw invalidToken('The issuer has no key of the name that the token gives. Get a new token.')
    // The key comes from the issuer, never from the token: jku, jwk and x5u are not looked at.
    const verified = await track(
      jwtVerify(token, key, {
        algorithms: [TOKEN_ALGORITHM],
        typ: 'at+jwt',
        issuer,
        audience,
        currentDate: now(),
        clockTolerance: leewayS,
        maxTokenAge: MAX_AGE_S,
        requiredClaims: ['exp', 'iat', 'sub', 'client_id', 'jti'],
      }),
    ).catch((error: unknown) => {
      throw error instanceof JOSEError ? invalidToken(whyNot(error)) : error
    })
    const claims = Claims.safeParse(verified.payload)
    if (!claims.success)
      throw invalidToken('The claims of the token are not those of an access token (RFC 9068).')
    const { sub, client_id, jti, scope, tenant } = claims.data
    const refusal = await facts.refusalOf({ subject: sub, id: jti }, call)
    if (refusal) throw invalidToken(refusal)
    return {
      customer: sub,
      client: client_id,
      scopes: scope.split(' ').filter((name) => name !== ''),
      ...(tenant === undefined ? {} : { tenant }),
      token,
    }
  }
}

/** The name of the key in the token's header, so that nobody is asked about what can not be a token of ours. */
function keyNamedBy(token: string): string {
  const header = readHeader(token)
  if (!header) throw invalidToken('The token is not a signed JWT.')
  if (header.alg !== TOKEN_ALGORITHM)
    throw invalidToken(
      `The token is signed with ${header.alg ?? 'no algorithm'}; only ${TOKEN_ALGORITHM} is accepted.`,
    )
  if (header.typ?.toLowerCase() !== 'at+jwt')
    throw invalidToken(
      'The token is no access token: its typ is not at+jwt (RFC 9068). An ID token is for the client alone.',
    )
  if (!header.kid) throw invalidToken('The token does not name its key (kid).')
  return header.kid
}

const Header = z.object({
  alg: z.string().optional(),
  typ: z.string().optional(),
  kid: z.string().optional(),
})

function readHeader(token: string): z.output<typeof Header> | undefined {
  if (token.split('.').length !== 3) return undefined
  try {
    return Header.safeParse(decodeProtectedHeader(token)).data
  } catch {
    return undefined
  }
}

/** Why a token was refused, in words that name the claim. Those of the library may change with its version. */
function whyNot(error: JOSEError): string {
  if (error instanceof JWTExpired) return 'The token has expired. Get a new one.'
  if (error instanceof JWTClaimValidationFailed) {
    if (error.reason === 'missing') return `The token has no ${error.claim} claim.`
    return CLAIM_WORDS[error.claim] ?? `The ${error.claim} claim of the token is wrong.`
  }
  if (error instanceof JWSSignatureVerificationFailed) return 'The signature of the token is wrong.'
  return 'The token is not a JWT that can be verified.'
}

const CLAIM_WORDS: Readonly<Record<string, string>> = {
  aud: 'The token is meant for another audience. Ask the issuer for one with this resource.',
  iss: 'The token comes from another issuer.',
  nbf: 'The token is not valid yet. Compare the clocks.',
  iat: 'The token was issued in the future, or too long ago. Compare the clocks.',
}
