import type { Call } from './call.ts'
import { Problem } from './problem.ts'
import type { Scope } from './scopes.ts'

/** What an operation wants of its caller. Without any of it, everybody may ask. */
export interface Needs {
  /** What a token must allow. A guest has no token, and is measured by `token` alone. */
  readonly scope?: Scope
  /** Turns the guest away. */
  readonly token?: true
  /** A person must stand behind the token; a client that acts for itself is refused. */
  readonly user?: true
}

/** Whether an operation turns the guest away. */
export function needsToken({ token, user }: Needs = {}): boolean {
  return token === true || user === true
}

/**
 * Lets a caller in or says what is missing, as RFC 6750 §3 words it: 401 without an error code when no token came,
 * 403 `insufficient_scope` with the scope when it allows too little.
 */
export function admit(needs: Needs, { caller }: Pick<Call, 'caller'>): void {
  const { scope, user } = needs
  if (caller.token === undefined) {
    if (needsToken(needs)) throw tokenMissing(scope)
    return
  }
  if (scope && !caller.scopes.includes(scope)) {
    throw new Problem('insufficient-scope', {
      detail: `This needs the scope ${scope}, and the token has ${caller.scopes.join(' ') || 'none'}. Ask for a token with it.`,
      headers: {
        'www-authenticate': `Bearer realm="bookshop", error="insufficient_scope", scope="${scope}"`,
      },
    })
  }
  if (user && caller.customer === caller.client) {
    throw new Problem(
      'not-allowed-for-caller',
      `This is about a person, and the token belongs to the client ${caller.client} itself. Let somebody sign in.`,
    )
  }
}

/** The refusal of a request that came without a token where one is needed. */
export function tokenMissing(scope?: Scope): Problem {
  return new Problem('token-missing', {
    detail: `This needs an access token${scope ? ` with the scope ${scope}` : ''}: send Authorization: Bearer and the token.`,
    headers: { 'www-authenticate': `Bearer realm="bookshop"${scope ? `, scope="${scope}"` : ''}` },
  })
}
