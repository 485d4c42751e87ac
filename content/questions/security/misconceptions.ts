import type { Misconception } from '../schema.ts'

/** What people believe about tokens, keys and trust. */
export const securityMisconceptions: readonly Misconception[] = [
  {
    id: 'oauth-is-login',
    belief: 'OAuth or JWT is how you authenticate users.',
    instead: 'OAuth says what a program may do. OpenID Connect says who somebody is. JWT is a format.',
  },
  {
    id: 'jwt-is-encrypted',
    belief: 'A JWT is encrypted, so it may carry secrets.',
    instead: 'Mostly it is signed: anybody can read it, and nobody can change it unnoticed.',
  },
  {
    id: 'inside-is-safe',
    belief: 'Behind the gateway, services may trust each other.',
    instead: 'Being inside proves that somebody got inside. Check where the data is.',
  },
  {
    id: 'api-key-protects',
    belief: 'An API key secures an API.',
    instead: 'It says which program is calling. It encrypts nothing, and names neither person nor scope.',
  },
  {
    id: 'valid-token-is-permission',
    belief: 'Whoever has a valid token with the right scope may do it.',
    instead: 'The scope says what kind of thing. Whose thing it is must be compared at the data.',
  },
  {
    id: 'tls-is-all',
    belief: 'With HTTPS the API is secure.',
    instead:
      'TLS protects the message on its way. It says nothing about whether the sender may do what it asks.',
  },
  {
    id: 'rotation-logs-everybody-out',
    belief: 'When the signing key changes, all tokens become invalid at once.',
    instead: 'The issuer publishes the old key for as long as tokens signed with it may be used.',
  },
  {
    id: 'refused-is-unknown',
    belief: 'Whoever is refused was not recognised.',
    instead:
      '401 says that the token proves nothing. 403 says that it proves who you are, and that it is not enough.',
  },
]
