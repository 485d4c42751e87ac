import { type Answer, created, json } from '../../http/answer.ts'
import { accepts, mustAccept } from '../../http/negotiation.ts'
import { Problem, problemAnswer } from '../../http/problem.ts'
import { SCOPES } from '../../http/scopes.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { credentialsIn } from './client-authentication.ts'
import { consentPage } from './consent-page.ts'
import type { AuthDomain } from './domain.ts'
import { NOT_STORED, OAuthError, oauthAnswer } from './oauth-error.ts'
import {
  authorize,
  decide,
  introspect,
  type Metadata,
  readDenylist,
  readKey,
  readKeys,
  readMetadata,
  readOpenidConfiguration,
  revoke,
  rotateKeys,
  token,
  userinfo,
} from './schema.ts'

export interface AuthOptions extends ServiceWorld {
  domain: AuthDomain
}

/** How long others may keep what is published, in seconds. A key that is new is asked for by name anyway. */
const KEPT = { 'cache-control': 'public, max-age=60' }
const FRESH = { 'cache-control': 'no-store' }

/** The HTTP face of auth: an OAuth 2 authorization server and OpenID provider. */
export function createAuth({ domain, ...world }: AuthOptions) {
  return createService(
    {
      name: 'auth',
      title: 'Auth',
      description: 'Who may do what: users, clients, tokens and the keys that prove them.',
    },
    { ...world, verify: domain.verify },
  )
    .on(readMetadata, () => json(metadataOf(domain.issuer), { fields: KEPT }))
    .on(readOpenidConfiguration, () => json(metadataOf(domain.issuer), { fields: KEPT }))
    .on(readKeys, async ({ call }) => json({ keys: await domain.publicKeys(call) }, { fields: KEPT }))
    .on(authorize, async ({ query, request, call, href }) => {
      onlyOnce(new URL(request.url).searchParams)
      const outcome = await domain.authorize(query, call)
      if ('redirect' in outcome) return seeOther(outcome.redirect)
      if (wantsHtml(request)) return consentPage(outcome.asks, query, { action: href('/authorize') })
      mustAccept(request, ['application/json'])
      return json(consentOf(outcome.asks), { fields: { ...FRESH, vary: 'accept' } })
    })
    .on(decide, async ({ body, request, call, href }) => {
      const { username, password, decision, ...parameters } = body
      const outcome = await domain.authorize(parameters, call)
      if ('redirect' in outcome) return seeOther(outcome.redirect)
      try {
        const said = { username, password, approves: decision === 'approve' }
        return seeOther(await domain.decide(outcome.asks, said, call))
      } catch (error) {
        if (!(error instanceof Problem) || error.problem !== 'sign-in-failed') throw error
        return wantsHtml(request)
          ? consentPage(outcome.asks, parameters, { action: href('/authorize'), refusal: error.message })
          : problemAnswer(error)
      }
    })
    .on(
      token,
      inOAuth(async ({ body, request, call }) => {
        const client = await domain.client(credentialsIn(request, body), call)
        return json(await domain.token(body, client, call), { fields: NOT_STORED })
      }),
    )
    .on(userinfo, async ({ call }) => json(await domain.userinfo(call.caller, call), { fields: FRESH }))
    .on(
      revoke,
      inOAuth(async ({ body, request, call }) => {
        const client = await domain.client(credentialsIn(request, body), call)
        await domain.revoke(required(body.token), client, call)
        return { status: 200, fields: NOT_STORED }
      }),
    )
    .on(
      introspect,
      inOAuth(async ({ body, request, call }) => {
        const client = await domain.client(credentialsIn(request, body), call)
        if (client.kind === 'public')
          throw new OAuthError('invalid_client', 'Only clients with a secret may ask.')
        return json(await domain.introspect(required(body.token), call), { fields: NOT_STORED })
      }),
    )
    .on(rotateKeys, async ({ call, href }) => {
      const key = await domain.rotate(call)
      return created(href(`/keys/${key.kid}`), key, FRESH)
    })
    .on(readKey, async ({ params, call }) =>
      json(await domain.publicKey(params.kid, call), { fields: FRESH }),
    )
    .on(readDenylist, async ({ call }) => json(await domain.denylist(call), { fields: FRESH }))
    .handler()
}

/** Answers refusals as OAuth words them. */
function inOAuth<Asked>(answer: (asked: Asked) => Promise<Answer>): (asked: Asked) => Promise<Answer> {
  return (asked) =>
    answer(asked).catch((error: unknown) => {
      if (error instanceof OAuthError) return oauthAnswer(error)
      throw error
    })
}

/** A parameter that comes twice has no meaning, and two readers may take different ones (RFC 6749 §3.1). */
function onlyOnce(parameters: URLSearchParams): void {
  const names = [...parameters.keys()]
  const twice = names.find((name, at) => names.indexOf(name) < at)
  if (twice === undefined) return
  const detail = 'must not come more than once'
  throw new Problem('invalid-parameter', {
    detail: `${twice} ${detail}.`,
    errors: [{ parameter: twice, detail }],
  })
}

/** Whether a browser asks: programs that take anything get JSON. */
function wantsHtml(request: Request): boolean {
  const field = request.headers.get('accept')
  const isNamed = field?.toLowerCase().includes('text/html') === true
  return accepts(field, 'text/html') && (isNamed || !accepts(field, 'application/json'))
}

/** 303, so that what was posted is not posted to the client as well (RFC 9700 §4.12). */
function seeOther(location: string): Answer {
  return { status: 303, fields: { location, ...FRESH, 'referrer-policy': 'no-referrer' } }
}

function required(value: string | undefined): string {
  if (value === undefined) throw new OAuthError('invalid_request', 'token is missing.')
  return value
}

function consentOf({ client, scopes, audience, redirectUri }: AuthorizationRequest) {
  return {
    client: { id: client.id, name: client.name },
    scopes: scopes.map((scope) => ({ scope, allows: SCOPES[scope] })),
    audience,
    redirect_uri: redirectUri,
  }
}

function metadataOf(issuer: string): Metadata {
  const methods = ['client_secret_basic', 'client_secret_post']
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/revoke`,
    introspection_endpoint: `${issuer}/introspect`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks.json`,
    scopes_supported: Object.keys(SCOPES),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['none', ...methods],
    revocation_endpoint_auth_methods_supported: ['none', ...methods],
    introspection_endpoint_auth_methods_supported: methods,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'name', 'preferred_username', 'email', 'email_verified', 'tenant', 'auth_time'],
    request_uri_parameter_supported: false,
    prompt_values_supported: ['login', 'consent'],
  }
}
