/**
 * What a token may allow, and how a person who is asked for consent reads it (RFC 6749 §3.3). An operation names the
 * one that it needs; the issuer grants those that both the client and the user may have.
 */
export const SCOPES = {
  openid: 'Know who you are',
  profile: 'Read your name',
  email: 'Read your e-mail address',
  'orders:read': 'See your orders',
  'orders:write': 'Place and cancel orders for you',
  'webhooks:manage': 'Tell a server of yours what happens in the shop',
  'catalog:write': 'Change books and prices',
  'stock:write': 'Change the stock',
  'insights:read': 'See how the shop is used',
  'cache:purge': 'Have caches forget answers',
  'events:admin': 'Have events delivered again, and decide who hears them',
  'auth:admin': 'Manage signing keys',
} as const satisfies Record<string, string>

export type Scope = keyof typeof SCOPES

/** Whether this is one of our scopes. */
export function isScope(name: string): name is Scope {
  return Object.hasOwn(SCOPES, name)
}
