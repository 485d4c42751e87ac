import { generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ProblemDocument } from '#mocks/http/problem.ts'
import { type Servers, startServers } from '#mocks/runtimes/supervisor.ts'
import { publishedPasswordOf, publishedSecretOf } from '#mocks/services/auth/seed.ts'
import { Architecture } from '#mocks/systems/scenario.ts'
import { processOf } from '#mocks/systems/topology.ts'

// A strict client that shares no line with the issuer (oauth4webapi), against real processes.

/** The servers are on this machine and speak plain HTTP. */
const INSECURE = { [oauth.allowInsecureRequests]: true }
const CALLBACK = 'http://127.0.0.1:53682/callback'
const WORKBENCH: oauth.Client = { client_id: 'workbench' }
const PARTNER: oauth.Client = { client_id: 'partner' }
const asPartner = oauth.ClientSecretBasic(publishedSecretOf('partner'))

/** The key pair that the issuer signs with: who runs the servers may look inside. */
const SigningKeys = z.record(
  z.string(),
  z.looseObject({
    kid: z.string(),
    privateKey: z.looseObject({ kty: z.string() }),
    publicKey: z.looseObject({ n: z.string() }),
    unpublishedAtMs: z.number().optional(),
  }),
)

describe.each(Architecture.options)('a strict OAuth client and the %s', (system) => {
  let servers: Servers
  let edge = ''
  let server: oauth.AuthorizationServer
  beforeAll(async () => {
    servers = await startServers({ system, port: 0, seed: 7 })
    edge = servers.addresses[processOf(system, 'gateway')] ?? ''
    server = await discover('oauth2')
  }, 60_000)
  afterAll(() => servers?.stop(), 60_000)

  async function discover(algorithm: 'oauth2' | 'oidc') {
    const issuer = new URL(`${edge}/auth`)
    return oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm, ...INSECURE }),
    )
  }

  /** Sends a user through the form, as a browser would, and brings what the client reads in its address bar. */
  async function throughForm(user: string, more: Record<string, string> = {}, decision = 'approve') {
    const verifier = oauth.generateRandomCodeVerifier()
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
    const url = new URL(server.authorization_endpoint ?? '')
    const asked = {
      response_type: 'code',
      client_id: 'workbench',
      redirect_uri: CALLBACK,
      scope: 'openid profile email orders:read orders:write',
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...more,
    }
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
    const page = await fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' })
    if (page.status === 303)
      return { back: new URL(page.headers.get('location') ?? ''), state, nonce, verifier }
    const html = await page.text()
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
    const fields = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, unescaped(value)]))
    fields.set('username', user)
    fields.set('password', publishedPasswordOf(user))
    fields.set('decision', decision)
    const action = new URL(/<form method="post" action="([^"]+)">/.exec(html)?.[1] ?? '', url)
    const answer = await fetch(action, { method: 'POST', body: fields, redirect: 'manual' })
    expect(answer.status).toBe(303)
    return { back: new URL(answer.headers.get('location') ?? ''), state, nonce, verifier }
  }

  /** The code for tokens; `verifier` may be a wrong one. */
  async function exchange(parameters: URLSearchParams, verifier: string, nonce: string) {
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      WORKBENCH,
      oauth.None(),
      parameters,
      CALLBACK,
      verifier,
      INSECURE,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, WORKBENCH, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(server, response, INSECURE)
    return tokens
  }

  async function signIn(user: string, more: Record<string, string> = {}) {
    const { back, state, nonce, verifier } = await throughForm(user, more)
    return exchange(oauth.validateAuthResponse(server, WORKBENCH, back, state), verifier, nonce)
  }

  async function refresh(token: string) {
    const response = await oauth.refreshTokenGrantRequest(server, WORKBENCH, oauth.None(), token, INSECURE)
    return oauth.processRefreshTokenResponse(server, WORKBENCH, response)
  }

  async function isActive(token: string) {
    const response = await oauth.introspectionRequest(server, PARTNER, asPartner, token, INSECURE)
    return (await oauth.processIntrospectionResponse(server, PARTNER, response)).active
  }

  const asking = (path: string, token?: string, init: RequestInit = {}) =>
    fetch(`${edge}${path}`, {
      ...init,
      headers: { ...init.headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    })

  const ordering = (token: string | undefined, key: string) =>
    asking('/v1/orders', token, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `"${key}"` },
      body: JSON.stringify({ lines: [{ isbn: '9780141439518', quantity: 1 }] }),
    })

  /** A refusal at the API: the status, the challenge (RFC 6750 §3), and a problem document that explains it. */
  async function refusal(answer: Promise<Response>) {
    const response = await answer
    const { status, headers } = response
    const challenge = headers.get('www-authenticate') ?? ''
    return {
      status,
      problem: ProblemDocument.parse(await response.json())
        .type.split('/')
        .at(-1),
      error: /error="([a-z_]+)"/.exec(challenge)?.[1],
      scope: /scope="([a-z: ]+)"/.exec(challenge)?.[1],
    }
  }

  test('discovers the issuer in both places, each naming the same endpoints', async () => {
    expect(await discover('oidc')).toEqual(server)
    expect(server.issuer).toBe(`${edge}/auth`)
  })

  test('code with PKCE, ID token, userinfo, and an access token that the library itself verifies', async () => {
    const { access_token, scope, id_token } = await signIn('alice')
    expect(scope).toBe('openid profile email orders:read orders:write')
    expect(id_token).toBeDefined()
    const response = await oauth.userInfoRequest(server, WORKBENCH, access_token, INSECURE)
    expect(await oauth.processUserInfoResponse(server, WORKBENCH, 'alice', response)).toEqual({
      sub: 'alice',
      name: 'Alice',
      preferred_username: 'alice',
      tenant: 'readers',
      email: 'alice@bookshop.example',
      email_verified: true,
    })
    const request = new Request(`${edge}/v1/orders`, { headers: { authorization: `Bearer ${access_token}` } })
    const claims = await oauth.validateJwtAccessToken(server, request, `${edge}/v1`, INSECURE)
    expect(claims).toMatchObject({ sub: 'alice', client_id: 'workbench' })
  })

  test('refreshes; the second use of a refresh token ends the whole family', async () => {
    const first = await signIn('alice')
    const second = await refresh(first.refresh_token ?? '')
    expect(await isActive(second.access_token)).toBe(true)
    const reuse = { error: 'invalid_grant', status: 400 }
    await expect(refresh(first.refresh_token ?? '')).rejects.toMatchObject(reuse)
    await expect(refresh(second.refresh_token ?? '')).rejects.toMatchObject(reuse)
    for (const { access_token } of [first, second]) {
      expect(await isActive(access_token)).toBe(false)
      expect((await asking('/auth/userinfo', access_token)).status).toBe(401)
    }
  })

  test('acts for itself with a secret, and can not act as a person', async () => {
    const response = await oauth.clientCredentialsGrantRequest(server, PARTNER, asPartner, {}, INSECURE)
    const { access_token, scope } = await oauth.processClientCredentialsResponse(server, PARTNER, response)
    expect(scope).toBe('orders:read orders:write webhooks:manage')
    expect((await ordering(access_token, 'the partner')).status).toBe(201)
    expect(await refusal(asking('/auth/userinfo', access_token))).toMatchObject({ status: 401 })
  })

  test('revokes, and asks what a token is worth', async () => {
    const { access_token, refresh_token = '' } = await signIn('alice')
    for (const token of [refresh_token, refresh_token]) {
      const response = await oauth.revocationRequest(server, WORKBENCH, oauth.None(), token, INSECURE)
      await oauth.processRevocationResponse(response)
    }
    expect(await isActive(refresh_token)).toBe(false)
    expect(await isActive(access_token)).toBe(false)
    await expect(refresh(refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('a wrong verifier gets nothing, and neither does the right one afterwards', async () => {
    const { back, state, nonce, verifier } = await throughForm('alice')
    const parameters = oauth.validateAuthResponse(server, WORKBENCH, back, state)
    const refused = { error: 'invalid_grant', status: 400 }
    await expect(exchange(parameters, oauth.generateRandomCodeVerifier(), nonce)).rejects.toMatchObject(
      refused,
    )
    await expect(exchange(parameters, verifier, nonce)).rejects.toMatchObject(refused)
  })

  test('a code that is replayed gets nothing and takes back what it gave', async () => {
    const { back, state, nonce, verifier } = await throughForm('alice')
    const parameters = oauth.validateAuthResponse(server, WORKBENCH, back, state)
    const { access_token } = await exchange(parameters, verifier, nonce)
    await expect(exchange(parameters, verifier, nonce)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect(await isActive(access_token)).toBe(false)
  })

  test.each([
    ['plain PKCE', 'alice', { code_challenge_method: 'plain' }, 'approve', 'invalid_request'],
    ['the implicit grant', 'alice', { response_type: 'token' }, 'approve', 'unsupported_response_type'],
    ['a suspended user', 'carol', {}, 'approve', 'access_denied'],
    ['a user who says no', 'alice', {}, 'deny', 'access_denied'],
  ])('%s comes back with an error', async (_, user, more, decision, error) => {
    const { back, state } = await throughForm(user, more, decision)
    expect(() => oauth.validateAuthResponse(server, WORKBENCH, back, state)).toThrow(
      expect.objectContaining({ error }),
    )
  })

  describe('a token at the public API', () => {
    type Forgery = (about: {
      kid: string
      key: CryptoKey
      publicKey: JWK
      good: Record<string, unknown>
    }) => Promise<string>
    const signed = (
      claims: Record<string, unknown>,
      header: Record<string, string>,
      key: CryptoKey | Uint8Array,
    ) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', ...header }).sign(key)
    const withClaims =
      (claims: (nowS: number) => Record<string, unknown>): Forgery =>
      ({ kid, key, good }) =>
        signed({ ...good, ...claims(Math.floor(Date.now() / 1000)) }, { kid }, key)
    const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

    const FORGERIES: Readonly<Record<string, Forgery>> = {
      'that has expired': withClaims((nowS) => ({ exp: nowS - 60, iat: nowS - 120 })),
      'for another audience': withClaims(() => ({ aud: 'https://elsewhere.example' })),
      'for the issuer alone': withClaims(() => ({ aud: `${edge}/auth` })),
      'of another issuer': withClaims(() => ({ iss: 'https://elsewhere.example/auth' })),
      'that is not valid yet (nbf)': withClaims((nowS) => ({ nbf: nowS + 60 })),
      'from the future (iat)': withClaims((nowS) => ({ iat: nowS + 60 })),
      'of a suspended user': withClaims(() => ({ sub: 'carol' })),
      'without an end': withClaims(() => ({ exp: undefined })),
      'of type JWT, as ID tokens are': ({ kid, key, good }) => signed(good, { kid, typ: 'JWT' }, key),
      'with alg none': async ({ kid, good }) =>
        `${base64({ alg: 'none', typ: 'at+jwt', kid })}.${base64(good)}.`,
      'signed by another key of the same name': async ({ kid, good }) =>
        signed(good, { kid }, (await generateKeyPair('RS256')).privateKey),
      'signed by a key that nobody published': async ({ good }) =>
        signed(good, { kid: 'nobody' }, (await generateKeyPair('RS256')).privateKey),
      'signed with the public key as an HMAC secret': ({ kid, publicKey, good }) =>
        signed(good, { kid, alg: 'HS256' }, new TextEncoder().encode(JSON.stringify(publicKey))),
      'that brings its own key along': async ({ kid, good }) => {
        const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
        const { n, e, kty } = z
          .object({ n: z.string(), e: z.string(), kty: z.string() })
          .parse(await crypto.subtle.exportKey('jwk', publicKey))
        return new SignJWT(good)
          .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid, jwk: { kty, n, e } })
          .sign(privateKey)
      },
    }

    let about: Parameters<Forgery>[0]
    beforeAll(async () => {
      await signIn('alice')
      const data = await servers.data()
      const keys = SigningKeys.parse(data[processOf(system, 'auth')]?.authKeys)
      const current = Object.values(keys).find(({ unpublishedAtMs }) => unpublishedAtMs === undefined)
      if (!current) throw new Error('The issuer has no key.')
      const key = await importJWK(current.privateKey, 'RS256')
      if (!(key instanceof CryptoKey)) throw new Error('The key is no RSA key.')
      const nowS = Math.floor(Date.now() / 1000)
      const good = {
        iss: `${edge}/auth`,
        aud: `${edge}/v1`,
        sub: 'alice',
        client_id: 'workbench',
        jti: 'forged',
        scope: 'orders:read orders:write',
        iat: nowS,
        exp: nowS + 600,
      }
      about = { kid: current.kid, key, publicKey: current.publicKey, good }
    })

    test('that says the same and is in order is taken, so the refusals below have one reason each', async () => {
      expect((await asking('/v1/orders', await withClaims(() => ({}))(about))).status).toBe(200)
    })

    // Before names of keys are made up below: those use up what a service asks again for within half a minute.
    test('of the old key is good after a rotation, and so is one of the new key', async () => {
      const { access_token: admin } = await signIn('ada', { scope: 'openid auth:admin orders:read' })
      const rotated = await asking('/auth/keys', admin, { method: 'POST' })
      expect(rotated.status).toBe(201)
      // The library keeps the keys of a server for a minute, whatever the token says; of a new one it has none.
      server = await discover('oauth2')
      const { access_token: fresh } = await signIn('ada', { scope: 'openid orders:read' })
      for (const token of [admin, fresh]) expect((await asking('/v1/orders', token)).status).toBe(200)
    })

    test.each(Object.keys(FORGERIES))(
      '%s is refused with 401 at every service, and nobody is taken for the guest',
      async (what) => {
        const token = (await FORGERIES[what]?.(about)) ?? ''
        const refused = { status: 401, problem: 'invalid-token', error: 'invalid_token' }
        expect(await refusal(asking('/v1/orders', token))).toMatchObject(refused)
        expect(await refusal(ordering(token, what))).toMatchObject(refused)
        expect(await refusal(asking('/v1/books', token))).toMatchObject(refused)
        expect(await refusal(asking('/v1/stock/9780141439518', token))).toMatchObject(refused)
      },
    )

    test('that allows too little is refused with 403 and the scope that is missing', async () => {
      const { access_token } = await signIn('bob', { scope: 'openid orders:read' })
      expect(await refusal(ordering(access_token, 'too little'))).toEqual({
        status: 403,
        problem: 'insufficient-scope',
        error: 'insufficient_scope',
        scope: 'orders:write',
      })
      expect(await refusal(asking('/auth/keys', access_token, { method: 'POST' }))).toMatchObject({
        status: 403,
        scope: 'auth:admin',
      })
    })

    test('shows its owner’s orders, and those of others as if they did not exist', async () => {
      const [alice, bob] = await Promise.all([signIn('alice'), signIn('bob')])
      const placed = await ordering(alice.access_token, 'alice')
      expect(placed.status).toBe(201)
      const location = placed.headers.get('location') ?? ''
      expect(await (await asking(location, alice.access_token)).json()).toMatchObject({ customer: 'alice' })
      const nothing = { status: 404, problem: 'not-found' }
      expect(await refusal(asking(location, bob.access_token))).toMatchObject(nothing)
      expect(await refusal(asking(location))).toMatchObject(nothing)
      const cancelling = { method: 'PUT' }
      expect(await refusal(asking(`${location}/cancellation`, bob.access_token, cancelling))).toMatchObject(
        nothing,
      )
      expect(await refusal(asking('/v1/orders?customer=alice', bob.access_token))).toMatchObject({
        status: 403,
      })
    })
  })
})

describe('with --auth required', () => {
  let servers: Servers
  beforeAll(async () => {
    const { Settings } = await import('#mocks/systems/scenario.ts')
    servers = await startServers({
      system: 'monolith',
      port: 0,
      seed: 7,
      settings: Settings.parse({ latency: 'none', auth: 'required' }),
    })
  }, 60_000)
  afterAll(() => servers?.stop(), 60_000)

  test('nobody is the guest, and the document says so', async () => {
    const edge = servers.addresses.monolith ?? ''
    const refused = await fetch(`${edge}/v1/books`)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="bookshop"')
    const { paths } = z
      .object({
        paths: z.record(z.string(), z.record(z.string(), z.looseObject({ security: z.array(z.unknown()) }))),
      })
      .parse(await (await fetch(`${edge}/openapi.json`)).json())
    expect(paths['/v1/books']?.get?.security).toEqual([{ oauth: [] }])
    const token = await fetch(`${edge}/auth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'partner',
        client_secret: publishedSecretOf('partner'),
      }),
    })
    const { access_token } = z.object({ access_token: z.string() }).parse(await token.json())
    const books = await fetch(`${edge}/v1/books`, { headers: { authorization: `Bearer ${access_token}` } })
    expect(books.status).toBe(200)
  })
})

function unescaped(text: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
}
