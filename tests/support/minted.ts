import { SignJWT } from 'jose'
import { SCOPES } from '#mocks/http/scopes.ts'
import { PUBLISHED_KEYS } from '#mocks/services/auth/published-keys.ts'
import { SEEDED_USERS } from '#mocks/services/auth/seed.ts'
import { VIRTUAL_EPOCH_MS } from '#mocks/simulation/virtual-clock.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'

const START_S = VIRTUAL_EPOCH_MS / 1000

/** What a minted token says and how it is signed; everything has a value that is in order. */
export interface Minted {
  claims?: Record<string, unknown>
  header?: Record<string, string>
  key?: Parameters<SignJWT['sign']>[0]
}

/** An access token of a seeded user for a run on the virtual clock, whose keys are published. Good for the run's first hour. */
export function mint(user: string, scope?: string, { claims, header, key }: Minted = {}): Promise<string> {
  const scopes = scope ?? (SEEDED_USERS[user]?.scopes ?? Object.keys(SCOPES)).join(' ')
  return new SignJWT({
    iss: `https://${PUBLIC_HOST}/auth`,
    aud: [`https://${PUBLIC_HOST}/v1`, `https://${PUBLIC_HOST}/auth`],
    sub: user,
    client_id: 'workbench',
    jti: `minted-${user}`,
    scope: scopes,
    iat: START_S,
    exp: START_S + 3_600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: PUBLISHED_KEYS[0].kid, ...header })
    .sign(key ?? PUBLISHED_KEYS[0])
}
