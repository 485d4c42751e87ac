import * as z from 'zod'
import { operation } from '../../http/operation.ts'
import { ProblemDocument } from '../../http/problem.ts'
import { SCOPES } from '../../http/scopes.ts'
import { refuseAsOAuth } from './oauth-error.ts'
import { publishedPasswordOf, publishedSecretOf } from './seed.ts'

const FORM = 'application/x-www-form-urlencoded'
export const HTML = 'text/html; charset=utf-8'
const JSON_TYPE = 'application/json'

/** The verifier and its challenge of RFC 7636, appendix B: an example that everybody can recalculate. */
const EXAMPLE_CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const EXAMPLE_REQUEST = {
  response_type: 'code',
  client_id: 'workbench',
  redirect_uri: 'https://workbench.bookshop.example/callback',
  scope: 'openid profile orders:read',
  state: 'af0ifjsldkj',
  code_challenge: EXAMPLE_CHALLENGE,
  code_challenge_method: 'S256',
}

const URL_LIST = z.array(z.string())
export const Metadata = z
  .object({
    issuer: z.url(),
    authorization_endpoint: z.url(),
    token_endpoint: z.url(),
    revocation_endpoint: z.url(),
    introspection_endpoint: z.url(),
    userinfo_endpoint: z.url(),
    jwks_uri: z.url(),
    scopes_supported: URL_LIST,
    response_types_supported: URL_LIST,
    response_modes_supported: URL_LIST,
    grant_types_supported: URL_LIST,
    token_endpoint_auth_methods_supported: URL_LIST,
    revocation_endpoint_auth_methods_supported: URL_LIST,
    introspection_endpoint_auth_methods_supported: URL_LIST,
    code_challenge_methods_supported: URL_LIST,
    authorization_response_iss_parameter_supported: z.boolean(),
    subject_types_supported: URL_LIST,
    id_token_signing_alg_values_supported: URL_LIST,
    claims_supported: URL_LIST,
    request_uri_parameter_supported: z.boolean(),
    prompt_values_supported: URL_LIST,
  })
  .describe('Where everything is, and what is supported (RFC 8414, OpenID Connect Discovery).')
export type Metadata = z.infer<typeof Metadata>

export const PublicKey = z
  .object({
    kty: z.literal('RSA'),
    n: z.string(),
    e: z.string(),
    kid: z.string().describe('The name that tokens give in their header.'),
    alg: z.literal('RS256'),
    use: z.literal('sig'),
  })
  .describe('A public key that verifies tokens (RFC 7517).')

const AuthorizationParameters = z.object({
  response_type: z.string().optional().describe('`code`.'),
  client_id: z.string().optional().describe('The name of the client.'),
  redirect_uri: z
    .string()
    .optional()
    .describe('Where the user goes afterwards: one that the client registered.'),
  scope: z
    .string()
    .optional()
    .describe(`What the client wants to do, separated by spaces: ${Object.keys(SCOPES).join(', ')}.`),
  state: z
    .string()
    .max(2000)
    .optional()
    .describe('Comes back unchanged, so that the client knows its own request.'),
  nonce: z.string().max(2000).optional().describe('Comes back in the ID token.'),
  code_challenge: z
    .string()
    .optional()
    .describe('The SHA-256 digest of the verifier, in base64url (RFC 7636).'),
  code_challenge_method: z.string().optional().describe('`S256`.'),
  resource: z
    .string()
    .optional()
    .describe('Whom the token is for (RFC 8707); all that are known if left out.'),
  response_mode: z.string().optional().describe('`query`.'),
  prompt: z
    .string()
    .optional()
    .describe('`login` and `consent` happen anyway; `none` answers `login_required`.'),
})
export type AuthorizationParameters = z.infer<typeof AuthorizationParameters>

const Consent = z
  .object({
    client: z.object({ id: z.string(), name: z.string() }),
    scopes: z.array(z.object({ scope: z.string(), allows: z.string() })),
    audience: z.array(z.string()).describe('Whom the token would be for.'),
    redirect_uri: z.string(),
  })
  .describe('What the user is asked to allow.')

/** Everything of the request once more, with who decides and how. */
const Decision = AuthorizationParameters.extend({
  username: z.string().max(200),
  password: z.string().max(200),
  decision: z.enum(['approve', 'deny']),
}).describe('The request again, and what the user says to it.')

const TokenRequest = z.looseObject({
  grant_type: z
    .string()
    .optional()
    .describe('`authorization_code`, `refresh_token` or `client_credentials`.'),
  client_id: z.string().optional().describe('The client, unless it says so in Authorization.'),
  client_secret: z
    .string()
    .optional()
    .describe('The secret of a confidential client, unless it is in Authorization.'),
  code: z.string().optional(),
  redirect_uri: z.string().optional().describe('The same as in the authorization request.'),
  code_verifier: z.string().optional().describe('What the challenge was made from (RFC 7636).'),
  refresh_token: z.string().optional(),
  scope: z.string().optional(),
  resource: z.string().optional(),
})
export type TokenRequest = z.infer<typeof TokenRequest>

const TokenAnswer = z
  .object({
    access_token: z.string().describe('A JWT of type at+jwt, signed with RS256 (RFC 9068).'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('In seconds.'),
    refresh_token: z
      .string()
      .optional()
      .describe('For the next access token, once. With it comes the next one.'),
    scope: z.string().describe('What was granted; it may be less than what was asked for.'),
    id_token: z.string().optional().describe('Who signed in, for the client alone (OpenID Connect).'),
  })
  .describe('Tokens (RFC 6749, section 5.1).')
export type TokenAnswer = z.infer<typeof TokenAnswer>

const Refused = z
  .object({ error: z.string(), error_description: z.string() })
  .describe('Why there is no token (RFC 6749, section 5.2).')

const NamedToken = z.looseObject({
  token: z.string().optional().describe('An access token or a refresh token.'),
  token_type_hint: z.string().optional().describe('Not needed: tokens say what they are.'),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
})
export type NamedToken = z.infer<typeof NamedToken>

const Introspection = z
  .object({
    active: z.boolean(),
    token_type: z.string().optional(),
    scope: z.string().optional(),
    client_id: z.string().optional(),
    username: z.string().optional(),
    sub: z.string().optional(),
    iss: z.string().optional(),
    aud: z.union([z.string(), z.array(z.string())]).optional(),
    exp: z.int().optional(),
    iat: z.int().optional(),
    jti: z.string().optional(),
  })
  .describe('What the token is worth now; of one that is worth nothing, only that (RFC 7662).')
export type Introspection = z.infer<typeof Introspection>

const Userinfo = z
  .object({
    sub: z.string(),
    name: z.string().optional(),
    preferred_username: z.string().optional(),
    tenant: z.string().optional(),
    email: z.string().optional(),
    email_verified: z.boolean().optional(),
  })
  .describe('What the user lets the client know (OpenID Connect Core, section 5.3).')

const oauth = { refuse: refuseAsOAuth }
const OAUTH_ANSWERS = {
  400: { description: 'The request is refused; `error` says why.', body: Refused },
  401: {
    description: 'The client could not prove who it is.',
    body: Refused,
    fields: { 'www-authenticate': 'How a client proves itself.' },
  },
  500: { description: 'The service failed.', body: Refused },
}
const PARTNER = { client_id: 'partner', client_secret: publishedSecretOf('partner') }

export const readMetadata = operation({
  id: 'readAuthorizationServerMetadata',
  method: 'GET',
  path: '/.well-known/oauth-authorization-server',
  summary: 'Find out how tokens are got here',
  description:
    'For an issuer with a path, RFC 8414 puts this at `/.well-known/oauth-authorization-server/auth` of the origin; it is answered there as well.',
  example: {},
  answers: { 200: { description: 'The metadata.', body: Metadata } },
  problems: ['not-acceptable'],
})

export const readOpenidConfiguration = operation({
  id: 'readOpenidConfiguration',
  method: 'GET',
  path: '/.well-known/openid-configuration',
  summary: 'The same for OpenID Connect',
  example: {},
  answers: { 200: { description: 'The metadata.', body: Metadata } },
  problems: ['not-acceptable'],
})

export const readKeys = operation({
  id: 'readKeys',
  method: 'GET',
  path: '/jwks.json',
  summary: 'Read the keys that verify tokens',
  description:
    'The key that signs now, and those whose tokens have not all expired. Verifiers keep them, and ask again when a token names one that they do not know.',
  example: {},
  answers: { 200: { description: 'A JWK set (RFC 7517).', body: z.object({ keys: z.array(PublicKey) }) } },
  problems: ['not-acceptable'],
})

export const authorize = operation({
  id: 'authorize',
  method: 'GET',
  path: '/authorize',
  summary: 'Ask a user to allow something',
  description: `Browsers get a form, programs what it would ask. What the client did wrong goes back to the client, except when its name or address is wrong: then nobody is sent anywhere. The users ada (admin), alice, bob, dan, erin, frank, grace and carol (suspended) are published teaching material: the password of alice is \`${publishedPasswordOf('alice')}\`, and so on.`,
  query: AuthorizationParameters,
  example: { query: EXAMPLE_REQUEST },
  answers: {
    200: {
      description: 'What the user is asked.',
      body: Consent,
      type: [JSON_TYPE, HTML],
      fields: { vary: 'Depends on Accept.' },
    },
    303: {
      description: 'Back to the client, with an error.',
      fields: { location: 'The address of the client.' },
    },
  },
  problems: ['invalid-parameter', 'not-acceptable'],
})

export const decide = operation({
  id: 'decideAuthorization',
  method: 'POST',
  path: '/authorize',
  summary: 'Allow it, or not',
  description:
    'What the form sends: the request once more, name and password, and the decision. No session is kept, so no other site can decide in the name of somebody who is signed in.',
  body: Decision,
  mediaType: FORM,
  example: {
    body: {
      ...EXAMPLE_REQUEST,
      username: 'alice',
      password: publishedPasswordOf('alice'),
      decision: 'approve',
    },
  },
  answers: {
    303: {
      description: 'Back to the client, with a code or an error.',
      fields: { location: 'The address of the client.' },
    },
    403: {
      description: 'The name or the password is wrong; browsers get the form again.',
      body: ProblemDocument,
      type: ['application/problem+json', HTML],
    },
  },
  problems: [
    'malformed-request',
    'invalid-parameter',
    'content-too-large',
    'unsupported-media-type',
    'invalid-content',
  ],
})

export const token = operation({
  id: 'token',
  method: 'POST',
  path: '/token',
  summary: 'Get tokens',
  description:
    'For a code with its PKCE verifier, for a refresh token (which is good once: a second use revokes every token of that sign-in), or for the secret of a client that acts for itself.',
  oauth,
  body: TokenRequest,
  mediaType: FORM,
  example: { body: { grant_type: 'client_credentials', ...PARTNER, scope: 'orders:read' } },
  answers: {
    200: {
      description: 'Tokens. Keep them to yourself.',
      body: TokenAnswer,
      fields: { 'cache-control': 'no-store.' },
    },
    ...OAUTH_ANSWERS,
  },
  problems: [],
})

export const revoke = operation({
  id: 'revoke',
  method: 'POST',
  path: '/revoke',
  summary: 'Make a token worthless',
  description:
    'With a refresh token goes everything of that sign-in. Services hear of it within a minute; refreshing ends at once.',
  oauth,
  body: NamedToken,
  mediaType: FORM,
  example: { body: { token: 'one-that-nobody-knows', ...PARTNER } },
  answers: {
    200: { description: 'The token is worth nothing, whether it was known or not (RFC 7009).' },
    ...OAUTH_ANSWERS,
  },
  problems: [],
})

export const introspect = operation({
  id: 'introspect',
  method: 'POST',
  path: '/introspect',
  summary: 'Ask what a token is worth',
  description:
    'For confidential clients. The services of the bookshop do not need it: they verify tokens themselves.',
  oauth,
  body: NamedToken,
  mediaType: FORM,
  example: { body: { token: 'one-that-nobody-knows', ...PARTNER } },
  answers: { 200: { description: 'What is known of the token.', body: Introspection }, ...OAUTH_ANSWERS },
  problems: [],
})

export const userinfo = operation({
  id: 'userinfo',
  method: 'GET',
  path: '/userinfo',
  summary: 'Read who signed in',
  needs: { scope: 'openid', user: true },
  example: {},
  answers: { 200: { description: 'What the scopes of the token let you know.', body: Userinfo } },
  problems: ['not-found', 'not-acceptable'],
})

export const rotateKeys = operation({
  id: 'rotateKeys',
  method: 'POST',
  path: '/keys',
  summary: 'Sign with a new key from now on',
  description:
    'The old key stays published until the last token that it signed has expired, so nobody is signed out. The request has no content.',
  needs: { scope: 'auth:admin', user: true },
  example: {},
  answers: { 201: { description: 'The new key.', body: PublicKey, fields: { location: 'The key.' } } },
  problems: ['not-acceptable'],
})

export const readKey = operation({
  id: 'readKey',
  method: 'GET',
  path: '/keys/{kid}',
  summary: 'Read one published key',
  params: z.object({
    kid: z.string().describe('The name of the key, or `current` for the one that signs now.'),
  }),
  needs: { scope: 'auth:admin', user: true },
  example: { params: { kid: 'current' } },
  answers: { 200: { description: 'The key.', body: PublicKey } },
  problems: ['not-found', 'not-acceptable'],
})

export const readDenylist = operation({
  id: 'readDenylist',
  method: 'GET',
  path: '/denylist',
  summary: 'Read which tokens count no more',
  description:
    'For the services of the bookshop, which keep it for a minute: the price of verifying tokens without asking about each.',
  example: {},
  answers: {
    200: {
      description: 'Suspended users, and revoked tokens that have not expired.',
      body: z.object({ subjects: z.array(z.string()), tokens: z.array(z.string()) }),
    },
  },
  problems: ['not-acceptable'],
})

/** What clients may use, in the order in which a reader would ask. */
export const publicAuthOperations = [
  readMetadata,
  readOpenidConfiguration,
  authorize,
  decide,
  token,
  userinfo,
  revoke,
  introspect,
  readKeys,
  rotateKeys,
  readKey,
] as const

/** Everything that auth offers; the denylist is for the services alone. */
export const authOperations = [...publicAuthOperations, readDenylist] as const
