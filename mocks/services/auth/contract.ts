import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { assert } from 'chai'
import { decodeJwt } from 'jose'
import * as z from 'zod'
import {
  type Ask,
  as,
  contractOf,
  type Promised,
  problemIn,
  type Refusal,
  type Reply,
} from '../../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import { base64url, digestOf } from './encoding.ts'
import document from './openapi.json' with { type: 'json' }
import { Metadata } from './schema.ts'
import { publishedPasswordOf, publishedSecretOf } from './seed.ts'

const CALLBACK = 'https://workbench.bookshop.example/callback'
const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce'

const REQUEST = {
  response_type: 'code',
  client_id: 'workbench',
  redirect_uri: CALLBACK,
  scope: 'openid profile orders:read orders:write',
  state: 'a state with "quotes" & more',
  nonce: 'a nonce',
  code_challenge: digestOf(VERIFIER),
  code_challenge_method: 'S256',
}
/** What a token says, unverified: as plain data. */
const claimsIn = (token: string): Record<string, unknown> => decodeJwt(token)

type Fields = Readonly<Record<string, string | undefined>>

const Tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  id_token: z.string().optional(),
  scope: z.string(),
})

/** A request with a form as its content; fields that are undefined are left out. */
function form(fields: Fields, headers: Record<string, string> = {}): RequestInit {
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(given).toString(),
  }
}

const deciding = (fields: Fields = {}, user = 'alice') =>
  form({ ...REQUEST, username: user, password: publishedPasswordOf(user), decision: 'approve', ...fields })

/** Where a reply sends the user, with what the client reads there. */
function sentTo({ status, headers, text }: Reply): URLSearchParams {
  assert.equal(status, 303, text)
  const location = headers.get('location') ?? ''
  assert.isTrue(location.startsWith(`${CALLBACK}?`), location)
  return new URL(location).searchParams
}

function isRefused({ status, headers, json }: Reply, error: string): void {
  assert.deepInclude(json, { error })
  assert.equal(status, error === 'invalid_client' ? 401 : 400)
  assert.equal(headers.get('cache-control'), 'no-store')
  if (status === 401) assert.match(headers.get('www-authenticate') ?? '', /^Basic /)
}

/** What auth promises; `prefix` is where its callers find it. */
export function authPromises(prefix: string): readonly Promised[] {
  const at = (path: string) => prefix + path
  const token = (send: Ask, fields: Fields, headers?: Record<string, string>) =>
    send(at('/token'), form(fields, headers))
  const codeOf = async (send: Ask, user?: string, fields?: Fields) =>
    sentTo(await send(at('/authorize'), deciding(fields, user))).get('code') ?? ''
  const exchanging = (code: string, more: Fields = {}): Fields => ({
    grant_type: 'authorization_code',
    client_id: 'workbench',
    redirect_uri: CALLBACK,
    code,
    code_verifier: VERIFIER,
    ...more,
  })
  const tokensOf = async (send: Ask, user?: string, fields?: Fields) => {
    const reply = await token(send, exchanging(await codeOf(send, user, fields)))
    assert.equal(reply.status, 200, reply.text)
    assert.equal(reply.headers.get('cache-control'), 'no-store')
    return Tokens.parse(reply.json)
  }
  const refreshing = (refresh_token: string, more: Fields = {}): Fields => ({
    grant_type: 'refresh_token',
    client_id: 'workbench',
    refresh_token,
    ...more,
  })
  const partner = { client_id: 'partner', client_secret: publishedSecretOf('partner') }
  const isActive = async (send: Ask, named: string) => {
    const { json } = await send(at('/introspect'), form({ token: named, ...partner }))
    return z.object({ active: z.boolean() }).parse(json).active
  }
  const bearing = (named: string): RequestInit => ({ headers: { authorization: `Bearer ${named}` } })
  const issuerOf = async (send: Ask) =>
    Metadata.parse((await send(at('/.well-known/oauth-authorization-server'))).json).issuer

  return [
    {
      promise: 'names every address below the issuer, alike for OAuth and for OpenID Connect',
      async check({ send }) {
        const metadata = Metadata.parse((await send(at('/.well-known/oauth-authorization-server'))).json)
        assert.match(metadata.issuer, /^https?:\/\/[^/]+\/auth$/)
        for (const [name, value] of Object.entries(metadata))
          if (/_endpoint$|_uri$/.test(name)) assert.isTrue(`${value}`.startsWith(`${metadata.issuer}/`), name)
        assert.deepEqual(metadata.code_challenge_methods_supported, ['S256'])
        assert.deepEqual((await send(at('/.well-known/openid-configuration'))).json, metadata)
      },
    },
    {
      promise: 'asks a program in JSON and a browser with a form that nothing can run in or frame',
      async check({ send }) {
        const path = at(`/authorize?${new URLSearchParams(REQUEST)}`)
        const { json } = await send(path)
        assert.deepInclude(json, { redirect_uri: CALLBACK })
        assert.nestedInclude(json, { 'client.id': 'workbench' })
        const { headers, text } = await send(path, { headers: { accept: 'text/html,*/*;q=0.8' } })
        assert.equal(headers.get('content-type'), 'text/html; charset=utf-8')
        const policy = headers.get('content-security-policy') ?? ''
        assert.match(
          policy,
          /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' https:\/\/workbench/,
        )
        assert.include(policy, "frame-ancestors 'none'")
        assert.notInclude(text, 'with "quotes"')
        assert.include(text, 'a state with &quot;quotes&quot; &amp; more')
        assert.include(text, `action="${at('/authorize')}"`)
      },
    },
    {
      promise: 'gives a code to whoever allows it, and tokens for the code, its verifier and its address',
      async check({ send }) {
        const issuer = await issuerOf(send)
        const back = sentTo(await send(at('/authorize'), deciding()))
        assert.equal(back.get('state'), REQUEST.state)
        assert.equal(back.get('iss'), issuer)
        const reply = await token(send, exchanging(back.get('code') ?? ''))
        assert.deepInclude(reply.json, { token_type: 'Bearer', expires_in: 600, scope: REQUEST.scope })
        const { access_token, id_token = '' } = Tokens.parse(reply.json)
        const claims = claimsIn(access_token)
        assert.deepInclude(claims, {
          iss: issuer,
          sub: 'alice',
          client_id: 'workbench',
          scope: REQUEST.scope,
        })
        assert.deepEqual(claims.aud, [issuer.replace(/\/auth$/, '/v1'), issuer])
        assert.equal(Number(claims.exp) - Number(claims.iat), 600)
        assert.deepInclude(claimsIn(id_token), {
          iss: issuer,
          sub: 'alice',
          aud: 'workbench',
          nonce: 'a nonce',
        })
        const { json } = await send(at('/userinfo'), bearing(access_token))
        assert.deepEqual(json, {
          sub: 'alice',
          name: 'Alice',
          preferred_username: 'alice',
          tenant: 'readers',
        })
      },
    },
    {
      promise: 'grants no more than both the client and the user may have',
      async check({ send }) {
        const scope = 'openid orders:read auth:admin made:up'
        assert.equal((await tokensOf(send, 'alice', { scope })).scope, 'openid orders:read')
        assert.equal((await tokensOf(send, 'ada', { scope })).scope, 'openid orders:read auth:admin')
      },
    },
    {
      promise: 'takes a loopback address with any port, and none that only looks like one',
      async check({ send }) {
        const redirect_uri = 'http://127.0.0.1:53682/callback'
        const allowed = await send(at('/authorize'), deciding({ redirect_uri }))
        assert.isTrue(allowed.headers.get('location')?.startsWith(`${redirect_uri}?code=`))
      },
    },
    {
      promise: 'sends what the client did wrong back to the client, with its state',
      async check({ send }) {
        const wrongs: readonly [fields: Fields, error: string][] = [
          [{ response_type: undefined }, 'invalid_request'],
          [{ response_type: 'token' }, 'unsupported_response_type'],
          [{ code_challenge: undefined }, 'invalid_request'],
          [{ code_challenge_method: 'plain' }, 'invalid_request'],
          [{ code_challenge_method: undefined }, 'invalid_request'],
          [{ code_challenge: 'short' }, 'invalid_request'],
          [{ scope: 'made:up' }, 'invalid_scope'],
          [{ scope: undefined }, 'invalid_scope'],
          [{ resource: 'https://elsewhere.example' }, 'invalid_target'],
          [{ response_mode: 'fragment' }, 'invalid_request'],
          [{ prompt: 'none' }, 'login_required'],
        ]
        for (const [fields, error] of wrongs) {
          const query = Object.entries({ ...REQUEST, ...fields }).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, value]],
          )
          for (const reply of [
            await send(at(`/authorize?${new URLSearchParams(query)}`)),
            await send(at('/authorize'), deciding(fields)),
          ]) {
            const back = sentTo(reply)
            assert.equal(back.get('error'), error)
            assert.equal(back.get('state'), REQUEST.state)
            assert.isNull(back.get('code'))
          }
        }
      },
    },
    {
      promise:
        'gives no code to whoever says no, nor to the suspended, nor for scopes that the user may not have',
      async check({ send }) {
        const refusals = [
          deciding({ decision: 'deny', username: '', password: '' }),
          deciding({}, 'carol'),
          deciding({ scope: 'auth:admin' }, 'bob'),
        ]
        for (const refusal of refusals)
          assert.equal(sentTo(await send(at('/authorize'), refusal)).get('error'), 'access_denied')
      },
    },
    {
      promise: 'says of a wrong name what it says of a wrong password, and shows browsers the form again',
      async check({ send }) {
        const [name, password] = [
          await send(at('/authorize'), deciding({ username: 'nobody' })),
          await send(at('/authorize'), deciding({ password: 'wrong' })),
        ]
        problemIn(password, 'sign-in-failed')
        assert.equal(name.text, password.text)
        const page = await send(
          at('/authorize'),
          form(
            { ...REQUEST, username: 'alice', password: 'wrong', decision: 'approve' },
            { accept: 'text/html' },
          ),
        )
        assert.equal(page.status, 403)
        assert.include(page.text, 'role="alert"')
        assert.notInclude(page.text, 'value="wrong"')
      },
    },
    {
      promise: 'takes a code once; a second time, everything that came of it is revoked',
      async check({ send }) {
        const code = await codeOf(send)
        const { access_token, refresh_token } = Tokens.parse((await token(send, exchanging(code))).json)
        assert.isTrue(await isActive(send, access_token))
        isRefused(await token(send, exchanging(code)), 'invalid_grant')
        assert.isFalse(await isActive(send, access_token))
        isRefused(await token(send, refreshing(refresh_token)), 'invalid_grant')
      },
    },
    {
      promise:
        'gives nothing for a code with the wrong verifier, address or client, and then nothing for the code at all',
      async check({ send }) {
        const wrongs: readonly [fields: Fields, error: string][] = [
          [{ code_verifier: `${VERIFIER}x` }, 'invalid_grant'],
          [{ code_verifier: undefined }, 'invalid_grant'],
          [{ redirect_uri: 'http://127.0.0.1/callback' }, 'invalid_grant'],
          [{ redirect_uri: undefined }, 'invalid_grant'],
        ]
        for (const [fields, error] of wrongs) {
          const code = await codeOf(send)
          isRefused(await token(send, exchanging(code, fields)), error)
          isRefused(await token(send, exchanging(code)), 'invalid_grant')
        }
        isRefused(await token(send, exchanging('made up')), 'invalid_grant')
        isRefused(await token(send, exchanging(await codeOf(send), partner)), 'unauthorized_client')
      },
    },
    {
      promise: 'takes a refresh token once; a second time, the whole family is revoked',
      async check({ send }) {
        const first = await tokensOf(send)
        const second = Tokens.parse((await token(send, refreshing(first.refresh_token))).json)
        assert.notEqual(second.refresh_token, first.refresh_token)
        assert.isTrue(await isActive(send, second.access_token))
        assert.isTrue(await isActive(send, second.refresh_token))
        isRefused(await token(send, refreshing(first.refresh_token)), 'invalid_grant')
        isRefused(await token(send, refreshing(second.refresh_token)), 'invalid_grant')
        assert.isFalse(await isActive(send, first.access_token))
        assert.isFalse(await isActive(send, second.access_token))
        assert.isFalse(await isActive(send, second.refresh_token))
      },
    },
    {
      promise:
        'gives one of two who come with the same refresh token at the same time nothing, and then neither',
      async check({ send }) {
        const { refresh_token } = await tokensOf(send)
        const replies = await Promise.all([1, 2].map(() => token(send, refreshing(refresh_token))))
        assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 400])
        const won = replies.find(({ status }) => status === 200)
        isRefused(await token(send, refreshing(Tokens.parse(won?.json).refresh_token)), 'invalid_grant')
      },
    },
    {
      promise: 'narrows a refreshed token and never widens it; a refusal uses nothing up',
      async check({ send }) {
        const { refresh_token } = await tokensOf(send, 'ada')
        isRefused(await token(send, refreshing(refresh_token, { scope: 'auth:admin' })), 'invalid_scope')
        isRefused(
          await token(send, refreshing(refresh_token, { resource: 'https://a.example' })),
          'invalid_target',
        )
        const issuer = await issuerOf(send)
        const reply = await token(send, refreshing(refresh_token, { scope: 'orders:read', resource: issuer }))
        const { access_token, scope } = Tokens.parse(reply.json)
        assert.equal(scope, 'orders:read')
        assert.equal(claimsIn(access_token).aud, issuer)
      },
    },
    {
      promise: 'gives a client with a secret a token of its own, whichever way it proves itself',
      async check({ send }) {
        const basic = `Basic ${btoa(`partner:${publishedSecretOf('partner')}`)}`
        const asked = { grant_type: 'client_credentials', scope: 'orders:read' }
        for (const reply of [
          await token(send, { ...asked, ...partner }),
          await token(send, asked, { authorization: basic }),
        ]) {
          const { access_token } = z.object({ access_token: z.string() }).parse(reply.json)
          assert.deepInclude(claimsIn(access_token), {
            sub: 'partner',
            client_id: 'partner',
            scope: 'orders:read',
            tenant: 'harbour-library',
          })
          assert.notProperty(reply.json, 'refresh_token')
        }
      },
    },
    {
      promise: 'refuses other requests for tokens in the words of OAuth',
      async check({ send }) {
        const asked = { grant_type: 'client_credentials', ...partner }
        const wrongs: readonly [init: RequestInit, error: string][] = [
          [form({ ...asked, client_secret: 'wrong' }), 'invalid_client'],
          [form({ ...asked, client_secret: undefined }), 'invalid_client'],
          [form({ ...asked, client_id: 'nobody' }), 'invalid_client'],
          [form({ grant_type: 'client_credentials' }), 'invalid_client'],
          [
            form({ grant_type: 'refresh_token', client_id: 'workbench', client_secret: 'x' }),
            'invalid_client',
          ],
          [form(asked, { authorization: 'Basic YTpi' }), 'invalid_request'],
          [form({ grant_type: 'client_credentials' }, { authorization: 'Basic YTpi' }), 'invalid_client'],
          [form({ grant_type: 'client_credentials' }, { authorization: 'Bearer x' }), 'invalid_client'],
          [form({ grant_type: 'client_credentials' }, { authorization: 'Basic %' }), 'invalid_client'],
          [form({ ...asked, grant_type: undefined }), 'invalid_request'],
          [form({ ...asked, grant_type: 'password' }), 'unsupported_grant_type'],
          [form({ ...asked, grant_type: 'refresh_token' }), 'unauthorized_client'],
          [form({ grant_type: 'client_credentials', client_id: 'workbench' }), 'unauthorized_client'],
          [form({ ...asked, scope: 'catalog:write' }), 'invalid_scope'],
          [form({ ...asked, resource: 'https://a.example' }), 'invalid_target'],
          [form(refreshing('made.up')), 'invalid_grant'],
          [form(refreshing('')), 'invalid_grant'],
          [{ ...form(asked), body: 'grant_type=a&grant_type=b' }, 'invalid_request'],
          [
            { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
            'invalid_request',
          ],
          [{ method: 'POST' }, 'invalid_request'],
          [form({ ...asked, extra: 'x'.repeat(100_000) }), 'invalid_request'],
        ]
        for (const [init, error] of wrongs) isRefused(await send(at('/token'), init), error)
        for (const path of ['/revoke', '/introspect']) {
          isRefused(await send(at(path), form({ token: 'x' })), 'invalid_client')
          isRefused(await send(at(path), form(partner)), 'invalid_request')
        }
        isRefused(
          await send(at('/introspect'), form({ token: 'x', client_id: 'workbench' })),
          'invalid_client',
        )
      },
    },
    {
      promise: 'tells clients with a secret what a token is worth',
      async check({ send }) {
        const { access_token, refresh_token } = await tokensOf(send)
        const told = async (named: string) =>
          (await send(at('/introspect'), form({ token: named, ...partner }))).json
        assert.deepInclude(await told(access_token), { active: true, sub: 'alice', client_id: 'workbench' })
        assert.deepInclude(await told(refresh_token), { active: true, username: 'alice' })
        for (const named of ['x', `${access_token}x`, access_token.replace(/\.[^.]+$/, '.')])
          assert.deepEqual(await told(named), { active: false })
      },
    },
    {
      promise: 'revokes a token for its own client alone, and a second time as the first',
      async check({ send }) {
        const { access_token, refresh_token } = await tokensOf(send)
        isRefused(await send(at('/revoke'), form({ token: access_token, ...partner })), 'invalid_grant')
        isRefused(await send(at('/revoke'), form({ token: refresh_token, ...partner })), 'invalid_grant')
        const own = (named: string) => form({ token: named, client_id: 'workbench' })
        for (const _ of ['once', 'twice'])
          assert.equal((await send(at('/revoke'), own(access_token))).status, 200)
        problemIn(await send(at('/userinfo'), bearing(access_token)), 'invalid-token')
        const next = Tokens.parse((await token(send, refreshing(refresh_token))).json)
        assert.equal((await send(at('/revoke'), own(next.refresh_token))).status, 200)
        isRefused(await token(send, refreshing(next.refresh_token)), 'invalid_grant')
        problemIn(await send(at('/userinfo'), bearing(next.access_token)), 'invalid-token')
      },
    },
    {
      promise: 'signs with a new key after a rotation, while tokens of the old one go on',
      async check({ send }) {
        const { access_token } = await tokensOf(send, 'ada', { scope: 'openid auth:admin' })
        const KeySet = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) })
        const kids = async () => KeySet.parse((await send(at('/jwks.json'))).json).keys.map(({ kid }) => kid)
        const before = await kids()
        const { status, headers, json } = await send(at('/keys'), {
          method: 'POST',
          ...bearing(access_token),
        })
        assert.equal(status, 201)
        const { kid } = z.object({ kid: z.string() }).parse(json)
        assert.notInclude(before, kid)
        assert.sameMembers(await kids(), [...before, kid])
        const location = headers.get('location') ?? ''
        assert.equal(location, at(`/keys/${kid}`))
        assert.deepEqual((await send(location, bearing(access_token))).json, json)
        const header = JSON.parse(atob((await tokensOf(send)).access_token.split('.')[0] ?? ''))
        assert.deepEqual(header, { alg: 'RS256', typ: 'at+jwt', kid })
        assert.equal((await send(at('/userinfo'), bearing(access_token))).status, 200)
      },
    },
    {
      promise: 'publishes no private part of a key',
      async check({ send }) {
        const { keys } = z
          .object({ keys: z.array(z.looseObject({})) })
          .parse((await send(at('/jwks.json'))).json)
        assert.isNotEmpty(keys)
        for (const key of keys) assert.hasAllKeys(key, ['kty', 'n', 'e', 'kid', 'alg', 'use'])
      },
    },
    {
      promise:
        'takes no token that was tampered with, has no signature, or is signed with the public key as a secret',
      async check({ send }) {
        const { access_token, id_token = '' } = await tokensOf(send)
        const [head = '', body = '', signature = ''] = access_token.split('.')
        const header = JSON.parse(atob(head))
        const { keys } = z
          .object({ keys: z.array(z.looseObject({ n: z.string() })) })
          .parse((await send(at('/jwks.json'))).json)
        const unsigned = (alg: string) => btoa(JSON.stringify({ ...header, alg })).replace(/=+$/, '')
        const secret = new TextEncoder().encode(JSON.stringify(keys[0]))
        const withSecret = `${unsigned('HS256')}.${body}`
        const mac = base64url(hmac(sha256, secret, new TextEncoder().encode(withSecret)))
        const claims = claimsIn(access_token)
        const forged = [
          `${head}.${body}.${signature.slice(0, -4)}AAAA`,
          `${head}.${btoa(JSON.stringify({ ...claims, sub: 'ada' })).replace(/=+$/, '')}.${signature}`,
          `${unsigned('none')}.${body}.`,
          `${unsigned('none')}.${body}.${signature}`,
          `${withSecret}.${mac}`,
          id_token,
        ]
        for (const named of forged) problemIn(await send(at('/userinfo'), bearing(named)), 'invalid-token')
        assert.equal((await send(at('/userinfo'), bearing(access_token))).status, 200)
      },
    },
  ]
}

/** What auth must refuse. */
export function authRefusals(prefix: string): readonly Refusal[] {
  const asking = (fields: Record<string, string>) =>
    `${prefix}/authorize?${new URLSearchParams({ ...REQUEST, ...fields })}`
  const address = (redirect_uri: string): Refusal => ({
    when: `an authorization request that would lead to ${redirect_uri}`,
    path: asking({ redirect_uri }),
    problem: 'invalid-parameter',
    names: ['redirect_uri'],
  })
  return [
    {
      when: 'an authorization request of an unknown client',
      path: asking({ client_id: 'nobody' }),
      problem: 'invalid-parameter',
      names: ['client_id'],
    },
    {
      when: 'an authorization request that says its state twice',
      path: `${asking({})}&state=another`,
      problem: 'invalid-parameter',
      names: ['state'],
    },
    {
      when: 'an authorization request without anything',
      path: `${prefix}/authorize`,
      problem: 'invalid-parameter',
      names: ['client_id'],
    },
    ...[
      `${CALLBACK}/`,
      `${CALLBACK}?more`,
      'https://workbench.bookshop.example.evil.example/callback',
      'http://workbench.bookshop.example/callback',
      'http://127.0.0.1:80@evil.example/callback',
      'http://127.0.0.1:1/callback/..',
      'http://localhost:1/callback',
      'javascript:alert(1)',
      '',
    ].map(address),
    {
      when: 'a decision that is none',
      path: `${prefix}/authorize`,
      init: deciding({ decision: 'perhaps' }),
      problem: 'invalid-content',
      names: ['#/decision'],
    },
    {
      when: 'a decision in JSON',
      path: `${prefix}/authorize`,
      init: { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
      problem: 'unsupported-media-type',
      fields: { 'accept-post': 'application/x-www-form-urlencoded' },
    },
    {
      when: 'a decision for an address that is not registered',
      path: `${prefix}/authorize`,
      init: deciding({ redirect_uri: 'https://evil.example/' }),
      problem: 'invalid-parameter',
      names: ['redirect_uri'],
    },
    {
      when: 'a customer who wants to rotate the keys',
      path: `${prefix}/keys`,
      init: { method: 'POST', headers: as('bob') },
      problem: 'insufficient-scope',
    },
    {
      when: 'a key that nobody published',
      path: `${prefix}/keys/nothing`,
      init: { headers: as('ada') },
      problem: 'not-found',
    },
  ]
}

/** What auth promises its callers. */
export const authContract = contractOf({
  name: 'auth',
  document,
  promises: [...authPromises(''), ...mannersOf('auth', document)],
  refusals: [...authRefusals(''), ...mannerlyRefusals(document)],
  everything: async (send) => [
    (await send('/denylist')).json,
    (await send('/userinfo', { headers: as('alice') })).json,
  ],
})
