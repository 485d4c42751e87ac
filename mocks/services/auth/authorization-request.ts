import { Problem } from '../../http/problem.ts'
import { isScope, type Scope } from '../../http/scopes.ts'
import { described, OAuthError } from './oauth-error.ts'
import type { AuthorizationParameters } from './schema.ts'
import type { Client } from './store.ts'

/** An authorization request that is in order: what a client asks a user for. */
export interface AuthorizationRequest {
  readonly client: Client
  readonly redirectUri: string
  readonly scopes: readonly Scope[]
  readonly audience: readonly string[]
  readonly challenge: string
  readonly state?: string | undefined
  readonly nonce?: string | undefined
}

/** Where an answer goes: nobody is sent to an address that the client has not registered. */
export interface ReturnAddress {
  readonly redirectUri: string
  readonly state?: string | undefined
}

/**
 * Finds out to whom the answer goes. Throws invalid-parameter when that is not certain: then the user stays here, because
 * a redirect to an unregistered address would hand codes to a stranger (RFC 9700 §4.1).
 */
export function returnAddressOf(
  { client_id, redirect_uri, state }: AuthorizationParameters,
  clientOf: (id: string) => Client | undefined,
): { client: Client } & ReturnAddress {
  const client = client_id === undefined ? undefined : clientOf(client_id)
  if (!client) throw unusable('client_id', 'no client of this name is registered')
  if (
    redirect_uri === undefined ||
    !client.redirectUris.some((registered) => isSame(registered, redirect_uri))
  )
    throw unusable('redirect_uri', 'is not one that the client has registered')
  return { client, redirectUri: redirect_uri, state }
}

/** Reads what the client asks for. Throws OAuthError, which goes back to the client. */
export function readAuthorizationRequest(
  parameters: AuthorizationParameters,
  { client, redirectUri, state }: { client: Client } & ReturnAddress,
  audiences: readonly string[],
): AuthorizationRequest {
  const {
    response_type,
    response_mode,
    scope,
    code_challenge,
    code_challenge_method,
    resource,
    nonce,
    prompt,
  } = parameters
  if (response_type === undefined)
    throw new OAuthError('invalid_request', 'response_type is missing: ask for code.')
  if (response_type !== 'code')
    throw new OAuthError(
      'unsupported_response_type',
      'Only response_type=code is given: tokens in an address leak.',
    )
  if (!client.grants.includes('authorization_code'))
    throw new OAuthError('unauthorized_client', 'This client may not ask users.')
  if (response_mode !== undefined && response_mode !== 'query')
    throw new OAuthError('invalid_request', 'Only response_mode=query is supported.')
  if (code_challenge === undefined)
    throw new OAuthError(
      'invalid_request',
      'code_challenge is missing: every client proves its code with PKCE.',
    )
  // Left out, the method would be plain (RFC 7636 §4.3), which proves nothing to whoever saw the request.
  if (code_challenge_method !== 'S256')
    throw new OAuthError('invalid_request', 'code_challenge_method must be S256; plain is not accepted.')
  if (!/^[\w-]{43}$/.test(code_challenge))
    throw new OAuthError('invalid_request', 'code_challenge is not a SHA-256 digest in base64url.')
  if (prompt === 'none')
    throw new OAuthError('login_required', 'Nobody is signed in: a user has to be asked.')
  return {
    client,
    redirectUri,
    state,
    nonce,
    challenge: code_challenge,
    scopes: scopesAskedFor(scope, client),
    audience: audienceOf(resource, audiences),
  }
}

/** The scopes of a request that the client may have. Unknown ones are left out, as OpenID Connect Core §3.1.2.1 says. */
export function scopesAskedFor(scope: string | undefined, client: Client): readonly Scope[] {
  const asked = new Set((scope ?? '').split(' ').filter(isScope))
  const scopes = client.scopes.filter((name) => asked.has(name))
  if (scopes.length === 0)
    throw new OAuthError(
      'invalid_scope',
      `Name at least one scope that this client may have: ${client.scopes.join(' ')}.`,
    )
  return scopes
}

/** Whom a token is for (RFC 8707): the resource that was named, or all that are known. */
export function audienceOf(resource: string | undefined, known: readonly string[]): readonly string[] {
  if (resource === undefined) return known
  if (!known.includes(resource))
    throw new OAuthError('invalid_target', `resource must be one of ${known.join(', ')}.`)
  return [resource]
}

/** The address to which a user is sent back, with the issuer's name against mix-ups (RFC 9207). */
export function backTo(
  { redirectUri, state }: ReturnAddress,
  issuer: string,
  result: Record<string, string>,
): string {
  const url = new URL(redirectUri)
  const parameters = { ...result, ...(state === undefined ? {} : { state }), iss: issuer }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

/** The same address with a refusal. */
export function backWithError(address: ReturnAddress, issuer: string, { code, message }: OAuthError): string {
  return backTo(address, issuer, { error: code, error_description: described(message) })
}

/** Character by character, except for the port of a loopback address (RFC 9700 §2.1, RFC 8252 §7.3). */
function isSame(registered: string, asked: string): boolean {
  if (registered === asked) return true
  const loopback = /^(http:\/\/(?:127\.0\.0\.1|\[::1\])):\d{1,5}(\/.*)$/.exec(asked)
  return loopback !== null && registered === `${loopback[1]}${loopback[2]}`
}

function unusable(parameter: string, detail: string): Problem {
  return new Problem('invalid-parameter', {
    detail: `${parameter} ${detail}. You are not sent anywhere, because the address may be a stranger's.`,
    errors: [{ parameter, detail }],
  })
}
