import type { JWK } from 'jose'
import type { Call, Caller } from '../../http/call.ts'
import { type Denylist, refusalBy } from '../../http/issuer-facts.ts'
import { Problem } from '../../http/problem.ts'
import type { Scope } from '../../http/scopes.ts'
import { createTokenVerifier, type IssuerFacts } from '../../http/verify-token.ts'
import type { Transaction } from '../../storage/store.ts'
import {
  type AuthorizationRequest,
  audienceOf,
  backTo,
  backWithError,
  type ReturnAddress,
  readAuthorizationRequest,
  returnAddressOf,
  scopesAskedFor,
} from './authorization-request.ts'
import { digestOf } from './encoding.ts'
import { OAuthError } from './oauth-error.ts'
import { isPasswordOf } from './password.ts'
import type { AuthPorts } from './ports.ts'
import type { AuthorizationParameters, Introspection, TokenAnswer, TokenRequest } from './schema.ts'
import type { AuthTables, Client, Code, Grant, SigningKey, User } from './store.ts'
import { ACCESS_TOKEN_S, type Allowed, claimsOf, createTokens } from './tokens.ts'

/** How long a code may wait to be exchanged, in ms (RFC 6749 §4.1.2 allows ten minutes; clients need a second). */
const CODE_MS = 60_000
/** How long a user need not sign in again, in ms. */
const GRANT_MS = 30 * 24 * 3_600_000

type Tx = Transaction<AuthTables>
/** What a request for tokens came to: a refusal may have changed something, so it is no exception inside a transaction. */
type Outcome<T> = { readonly granted: T } | { readonly refused: OAuthError }

/** What a transaction prepared for the tokens that are signed after it. */
interface Made {
  readonly user: User
  readonly tokenId: string
  readonly refreshToken: string
  readonly key: SigningKey
  readonly authenticatedAtMs: number
}

/** What the user said to an authorization request. */
export interface Decision {
  readonly username: string
  readonly password: string
  readonly approves: boolean
}

/** Where an authorization request goes: to the user for consent, or straight back to the client. */
export type Authorization = { readonly asks: AuthorizationRequest } | { readonly redirect: string }

/** Knows users and clients, lets the one allow the other things, and vouches for it with signed tokens. */
export function createAuthDomain({ store, issuer, api, newId, secrets, now, track }: AuthPorts) {
  const tokens = createTokens({ issuer, now, track })
  const audiences = [api, issuer]
  const nowMs = () => now().getTime()

  const facts: IssuerFacts = {
    keyOf: async (kid, call) => (await publishedKeys(call)).find((key) => key.kid === kid)?.publicKey,
    refusalOf: async (token, call) => refusalBy(await denylist(call), token),
  }

  return {
    issuer,
    audiences,
    /** What a verifier in this process asks instead of sending requests. */
    facts,
    /** Verifies tokens that are meant for the issuer itself. */
    verify: createTokenVerifier({ issuer, audience: issuer, facts, now, track }),
    denylist,

    /** Looks at an authorization request. Throws invalid-parameter when nobody may be sent back. */
    async authorize(parameters: AuthorizationParameters, call: Call): Promise<Authorization> {
      const address = await store.transact(call, (tx) =>
        returnAddressOf(parameters, (id) => tx.get('clients', id)),
      )
      return redirecting(address, async () => ({
        asks: readAuthorizationRequest(parameters, address, audiences),
      }))
    },

    /**
     * Takes the user's decision and says where to send them: with a code, or without one. Throws sign-in-failed when
     * the name or the password is wrong.
     */
    async decide(asked: AuthorizationRequest, decision: Decision, call: Call): Promise<string> {
      const { redirect } = await redirecting(asked, async () => {
        if (!decision.approves) throw new OAuthError('access_denied', 'The user said no.')
        const user = await store.transact(call, (tx) => tx.get('users', decision.username))
        const isRight = await isPasswordOf(user, decision.password, track)
        if (!user || !isRight)
          throw new Problem(
            'sign-in-failed',
            'No user has this name and this password. Mind capital letters.',
          )
        if (user.status === 'suspended') throw new OAuthError('access_denied', 'The account is suspended.')
        const scopes = asked.scopes.filter((scope) => user.scopes.includes(scope))
        if (scopes.length === 0)
          throw new OAuthError('access_denied', 'The user may have none of the scopes that were asked for.')
        return { redirect: backTo(asked, issuer, { code: await newCode({ ...asked, scopes }, user, call) }) }
      })
      return redirect
    },

    /** Gives tokens for a code, a refresh token, or a client's own secret. Throws OAuthError. */
    async token(request: TokenRequest, client: Client, call: Call): Promise<TokenAnswer> {
      const { grant_type } = request
      if (grant_type === undefined) throw new OAuthError('invalid_request', 'grant_type is missing.')
      if (!isGrantType(grant_type))
        throw new OAuthError('unsupported_grant_type', `grant_type must be one of ${GRANT_TYPES.join(', ')}.`)
      if (!client.grants.includes(grant_type))
        throw new OAuthError('unauthorized_client', `The client ${client.id} may not use ${grant_type}.`)
      if (grant_type === 'authorization_code') return exchange(request, client, call)
      if (grant_type === 'refresh_token') return refresh(request, client, call)
      return actForItself(request, client, call)
    },

    /** Makes a token worthless; one that is unknown is so already (RFC 7009 §2.2). Throws OAuthError for somebody else's. */
    async revoke(token: string, client: Client, call: Call): Promise<void> {
      const claims = await tokens.read(token, (kid) => facts.keyOf(kid, call))
      const outcome = await store.transact(call, (tx): Outcome<void> => {
        const grant = grantOf(tx, token)
        const owner = grant?.client ?? claims?.client_id
        if (owner !== undefined && owner !== client.id)
          return { refused: new OAuthError('invalid_grant', 'The token was issued to another client.') }
        if (grant) revokeFamily(tx, grant)
        else if (claims?.jti !== undefined) deny(tx, claims.jti, (claims.exp ?? 0) * 1000)
        return { granted: undefined }
      })
      return grantedBy(outcome)
    },

    /** What a token is worth now (RFC 7662). Nothing is said of one that is worth nothing. */
    async introspect(token: string, call: Call): Promise<Introspection> {
      const claims = await tokens.read(token, (kid) => facts.keyOf(kid, call))
      if (claims) {
        const { sub = '', jti = '', iss, aud, exp, iat, scope, client_id } = claims
        if (await facts.refusalOf({ subject: sub, id: jti }, call)) return { active: false }
        return {
          active: true,
          token_type: 'Bearer',
          scope: String(scope),
          client_id: String(client_id),
          ...(sub === client_id ? {} : { username: sub }),
          sub,
          ...(iss === undefined ? {} : { iss }),
          ...(aud === undefined ? {} : { aud }),
          ...(exp === undefined ? {} : { exp }),
          ...(iat === undefined ? {} : { iat }),
          jti,
        }
      }
      return store.transact(call, (tx): Introspection => {
        const grant = grantOf(tx, token)
        const user = grant && tx.get('users', grant.user)
        if (!grant || !user || whyNoRefresh(grant, user, token)) return { active: false }
        return {
          active: true,
          scope: grant.scopes.join(' '),
          client_id: grant.client,
          username: grant.user,
          sub: grant.user,
          iss: issuer,
          exp: Math.floor(grant.expiresAtMs / 1000),
        }
      })
    },

    /** What the user of a token lets a client know (OpenID Connect Core §5.3). */
    userinfo({ customer, scopes }: Caller, call: Call) {
      return store.transact(call, (tx) => {
        const user = tx.get('users', customer)
        if (!user) throw new Problem('not-found', `There is no user ${customer}.`)
        return claimsOf(user, scopes)
      })
    },

    /** Every key that a token may have been signed with and has not expired since. */
    async publicKeys(call: Call): Promise<JWK[]> {
      const keys = await publishedKeys(call)
      return keys.map(({ publicKey }) => publicKey)
    },

    /** One published key; `current` is the one that signs now. Throws not-found. */
    async publicKey(kid: string, call: Call): Promise<JWK> {
      const key =
        kid === 'current' ? (await store.transact(call, currentKey)).publicKey : await facts.keyOf(kid, call)
      if (!key) throw new Problem('not-found', `No key of the name ${kid} is published.`)
      return key
    },

    /** Signs with a new key from now on. The old one stays published until the last of its tokens has expired. */
    async rotate(call: Call): Promise<JWK> {
      const { publicKey } = await store.transact(call, async (tx) => {
        const old = await currentKey(tx)
        tx.put('authKeys', old.kid, { ...old, unpublishedAtMs: nowMs() + ACCESS_TOKEN_S * 1000 })
        for (const key of tx.list('authKeys')) if (!isPublished(key)) tx.delete('authKeys', key.kid)
        return newKey(tx)
      })
      return publicKey
    },

    /** The client that a request comes from (RFC 6749 §2.3). Throws invalid_client. */
    async client(
      { id, secret }: { id: string | undefined; secret: string | undefined },
      call: Call,
    ): Promise<Client> {
      const client = id === undefined ? undefined : await store.transact(call, (tx) => tx.get('clients', id))
      const isProven =
        client?.kind === 'confidential'
          ? secret !== undefined && digestOf(secret) === client.secretHash
          : client !== undefined && secret === undefined
      if (!client || !isProven)
        throw new OAuthError('invalid_client', 'There is no client of this name with this secret.')
      return client
    },
  }

  /** Sends what the client did wrong back to the client, which is the only one that can mend it. */
  async function redirecting<T>(
    address: ReturnAddress,
    work: () => Promise<T>,
  ): Promise<T | { redirect: string }> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof OAuthError) return { redirect: backWithError(address, issuer, error) }
      throw error
    }
  }

  function newCode(
    { client, redirectUri, challenge, audience, scopes, nonce }: AuthorizationRequest,
    user: User,
    call: Call,
  ): Promise<string> {
    return store.transact(call, (tx) => {
      const code = secrets.token('code', tx.next('code'))
      tx.put('authCodes', digestOf(code), {
        client: client.id,
        redirectUri,
        challenge,
        user: user.id,
        scopes,
        audience,
        ...(nonce === undefined ? {} : { nonce }),
        authenticatedAtMs: tokens.issuedAtMs(call),
        expiresAtMs: nowMs() + CODE_MS,
      })
      return code
    })
  }

  /** A code for tokens (RFC 6749 §4.1.3): once, soon, by the same client, for the same address, with the verifier. */
  async function exchange(request: TokenRequest, client: Client, call: Call): Promise<TokenAnswer> {
    const { code = '', code_verifier, redirect_uri, resource } = request
    const outcome = await store.transact(call, (tx): Outcome<{ grant: Grant; nonce?: string }> => {
      const digest = digestOf(code)
      const given = tx.get('authCodes', digest)
      if (!given || given.client !== client.id)
        return refused('The code is not one that this client was given.')
      const earlier = given.grant === undefined ? undefined : tx.get('authGrants', given.grant)
      if (earlier) revokeFamily(tx, earlier)
      if (given.grant !== undefined)
        return refused('The code was used before. Whatever came of it is revoked (RFC 6749, section 4.1.2).')
      // Whatever is wrong with it, a code is tried once.
      const grant = newGrant(tx, given)
      tx.put('authCodes', digest, { ...given, grant: grant.id })
      const why = whyNoExchange(given, { code_verifier, redirect_uri })
      if (why) {
        revokeFamily(tx, grant)
        return refused(why)
      }
      return { granted: { grant, ...(given.nonce === undefined ? {} : { nonce: given.nonce }) } }
    })
    const { grant, nonce } = grantedBy(outcome)
    return tokensFor(grant, { scopes: grant.scopes, resource, nonce, isFirst: true }, call)
  }

  function whyNoExchange(
    { redirectUri, challenge, expiresAtMs }: Code,
    { code_verifier = '', redirect_uri }: Pick<TokenRequest, 'code_verifier' | 'redirect_uri'>,
  ): string | undefined {
    if (expiresAtMs <= nowMs()) return 'The code has expired.'
    if (redirect_uri !== redirectUri) return 'redirect_uri is not the one that the code was given for.'
    if (!/^[\w\-.~]{43,128}$/.test(code_verifier) || digestOf(code_verifier) !== challenge)
      return 'code_verifier does not fit code_challenge (PKCE).'
    return undefined
  }

  /** A refresh token for the next one. A second use means that somebody else has it too: the family dies (RFC 9700 §4.14.2). */
  async function refresh(request: TokenRequest, client: Client, call: Call): Promise<TokenAnswer> {
    const { refresh_token = '', scope, resource } = request
    const outcome = await store.transact(call, (tx): Outcome<Grant> => {
      const grant = grantOf(tx, refresh_token)
      const user = grant && tx.get('users', grant.user)
      if (!grant || !user || grant.client !== client.id)
        return refused('The refresh token is not one that this client was given.')
      const why = whyNoRefresh(grant, user, refresh_token)
      if (!why) return { granted: grant }
      if (grant.state === 'active' && grant.refresh !== digestOf(refresh_token)) revokeFamily(tx, grant)
      return refused(why)
    })
    const grant = grantedBy(outcome)
    const scopes = scope === undefined ? grant.scopes : narrowed(scope, grant.scopes)
    return tokensFor(grant, { scopes, resource, nonce: undefined, isFirst: false }, call)
  }

  function whyNoRefresh(grant: Grant, user: User, token: string): string | undefined {
    if (grant.state === 'revoked') return 'What the user allowed was revoked. Let them sign in again.'
    if (user.status === 'suspended') return 'The account is suspended.'
    if (grant.expiresAtMs <= nowMs()) return 'The refresh token has expired. Let the user sign in again.'
    if (grant.refresh !== digestOf(token))
      return 'The refresh token was used before. Somebody else may have it, so all tokens of this sign-in are revoked.'
    return undefined
  }

  /** Tokens for a client that acts for itself (RFC 6749 §4.4): it is its own subject. */
  async function actForItself(
    { scope, resource }: TokenRequest,
    client: Client,
    call: Call,
  ): Promise<TokenAnswer> {
    const scopes = scope === undefined ? client.scopes : scopesAskedFor(scope, client)
    const audience = audienceOf(resource, [api])
    const allowed: Allowed = {
      subject: client.id,
      client: client.id,
      scopes,
      audience,
      tenant: client.tenant,
    }
    const { id, key } = await store.transact(call, async (tx) => ({
      id: nextId(tx, 'token'),
      key: await currentKey(tx),
    }))
    const access_token = await tokens.accessToken(id, allowed, tokens.issuedAtMs(call), key)
    return { access_token, token_type: 'Bearer', expires_in: ACCESS_TOKEN_S, scope: scopes.join(' ') }
  }

  /** Access token, next refresh token and, the first time, an ID token. */
  async function tokensFor(
    { id: grantId, client, scopes: granted, audience: allowedFor, refresh }: Grant,
    {
      scopes,
      resource,
      nonce,
      isFirst,
    }: {
      scopes: readonly Scope[]
      resource: string | undefined
      nonce: string | undefined
      isFirst: boolean
    },
    call: Call,
  ): Promise<TokenAnswer> {
    const audience = audienceOf(resource, allowedFor)
    const atMs = tokens.issuedAtMs(call)
    const outcome = await store.transact(call, async (tx): Promise<Outcome<Made>> => {
      const grant = tx.get('authGrants', grantId)
      const user = grant && tx.get('users', grant.user)
      if (!grant || !user || grant.state === 'revoked')
        return refused('What the user allowed was revoked meanwhile.')
      if (grant.refresh !== refresh) {
        // Two came with the same token at the same time, and both had been looked at.
        revokeFamily(tx, grant)
        return refused('The refresh token was used before. All tokens of this sign-in are revoked.')
      }
      const tokenId = nextId(tx, 'token')
      const refreshToken = `${grantId}.${secrets.token('refresh', tx.next('refresh'))}`
      const expiresAtMs = nowMs() + ACCESS_TOKEN_S * 1000
      tx.put('authGrants', grantId, {
        ...grant,
        refresh: digestOf(refreshToken),
        used: grant.refresh === '' ? grant.used : [...grant.used, grant.refresh],
        tokens: [
          ...grant.tokens.filter((token) => token.expiresAtMs > nowMs()),
          { id: tokenId, expiresAtMs },
        ],
      })
      const { authenticatedAtMs } = grant
      return { granted: { user, tokenId, refreshToken, key: await currentKey(tx), authenticatedAtMs } }
    })
    const { user, tokenId, refreshToken, key, authenticatedAtMs } = grantedBy(outcome)
    const allowed: Allowed = {
      subject: user.id,
      client,
      scopes,
      audience,
      tenant: user.tenant,
      authenticatedAtMs,
    }
    const access_token = await tokens.accessToken(tokenId, allowed, atMs, key)
    return {
      access_token,
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_S,
      refresh_token: refreshToken,
      scope: scopes.join(' '),
      ...(isFirst && granted.includes('openid')
        ? { id_token: await tokens.idToken(user, allowed, { accessToken: access_token, nonce, atMs }, key) }
        : {}),
    }
  }

  function newGrant(tx: Tx, { client, user, scopes, audience, authenticatedAtMs }: Code): Grant {
    const grant: Grant = {
      id: nextId(tx, 'grant'),
      client,
      user,
      scopes,
      audience,
      authenticatedAtMs,
      expiresAtMs: nowMs() + GRANT_MS,
      state: 'active',
      refresh: '',
      used: [],
      tokens: [],
    }
    tx.put('authGrants', grant.id, grant)
    return grant
  }

  /** The grant that a refresh token belongs to, now or before. */
  function grantOf(tx: Tx, refreshToken: string): Grant | undefined {
    const grant = tx.get('authGrants', refreshToken.split('.')[0] ?? '')
    const digest = digestOf(refreshToken)
    return grant && (grant.refresh === digest || grant.used.includes(digest)) ? grant : undefined
  }

  /** Ends everything that came of one sign-in: no more refreshing, and its access tokens count no more. */
  function revokeFamily(tx: Tx, grant: Grant): void {
    tx.put('authGrants', grant.id, { ...grant, state: 'revoked', tokens: [] })
    for (const { id, expiresAtMs } of grant.tokens) deny(tx, id, expiresAtMs)
  }

  function deny(tx: Tx, id: string, expiresAtMs: number): void {
    for (const old of tx.list('authDenied')) if (old.expiresAtMs <= nowMs()) tx.delete('authDenied', old.id)
    if (expiresAtMs > nowMs()) tx.put('authDenied', id, { id, expiresAtMs })
  }

  /** Whose tokens, and which ones, count no more although they have not expired. */
  function denylist(call: Call): Promise<Denylist> {
    return store.transact(call, (tx) => ({
      subjects: tx.list('users').flatMap(({ id, status }) => (status === 'suspended' ? id : [])),
      tokens: tx.list('authDenied').flatMap(({ id, expiresAtMs }) => (expiresAtMs > nowMs() ? id : [])),
    }))
  }

  /** All keys that verify; there is always one. */
  function publishedKeys(call: Call): Promise<readonly SigningKey[]> {
    return store.transact(call, async (tx) => {
      await currentKey(tx)
      return published(tx)
    })
  }

  function published(tx: Tx): readonly SigningKey[] {
    return tx.list('authKeys').filter(isPublished)
  }

  function isPublished({ unpublishedAtMs }: SigningKey): boolean {
    return unpublishedAtMs === undefined || unpublishedAtMs > nowMs()
  }

  /** The key that signs now; the first one is made when somebody first needs one. */
  async function currentKey(tx: Tx): Promise<SigningKey> {
    return tx.list('authKeys').find(({ unpublishedAtMs }) => unpublishedAtMs === undefined) ?? newKey(tx)
  }

  async function newKey(tx: Tx): Promise<SigningKey> {
    const sequence = tx.next('signing key')
    const privateKey = await track(secrets.signingKey(sequence))
    const { kid, kty, n, e } = privateKey
    const publicKey: JWK = { kty, n, e, kid, alg: 'RS256', use: 'sig' } as JWK
    const key: SigningKey = { kid, sequence, privateKey, publicKey, createdAtMs: nowMs() }
    tx.put('authKeys', kid, key)
    return key
  }

  function nextId(tx: Tx, kind: string): string {
    return newId(kind, tx.next(kind))
  }
}
export type AuthDomain = ReturnType<typeof createAuthDomain>

const GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials'] as const

function isGrantType(name: string): name is (typeof GRANT_TYPES)[number] {
  return GRANT_TYPES.some((known) => known === name)
}

/** Less than what was granted, never more (RFC 6749 §6). */
function narrowed(scope: string, granted: readonly Scope[]): readonly Scope[] {
  const asked = scope.split(' ').filter((name) => name !== '')
  const scopes = granted.filter((name) => asked.includes(name))
  if (scopes.length === 0 || scopes.length < asked.length)
    throw new OAuthError('invalid_scope', 'A refresh may ask for less than what was granted, not for more.')
  return scopes
}

function refused(why: string): { readonly refused: OAuthError } {
  return { refused: new OAuthError('invalid_grant', why) }
}

function grantedBy<T>(outcome: Outcome<T>): T {
  if ('refused' in outcome) throw outcome.refused
  return outcome.granted
}
