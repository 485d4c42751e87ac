import { createAuthDomain } from '../../services/auth/domain.ts'
import { authOperations, publicAuthOperations } from '../../services/auth/schema.ts'
import { createAuth } from '../../services/auth/service.ts'
import { type AuthTables, authSeed } from '../../services/auth/store.ts'
import type { Store } from '../../storage/store.ts'
import { type Block, once, type Surroundings } from './block.ts'

/** Auth as a module of the monolith, and where all modules learn what a token is worth. */
export const authOf = once((monolith) => domainOver(monolith.storeOf<AuthTables>(authSeed), monolith))

function domainOver(store: Store<AuthTables>, surroundings: Omit<Surroundings, 'open'>) {
  const { publicOrigin, newId, secrets, world, clock } = surroundings
  return createAuthDomain({
    store,
    issuer: issuerAt(publicOrigin),
    api: apiAt(publicOrigin),
    newId,
    secrets,
    now: world.now,
    track: clock.track,
  })
}

/** The issuer's name: the public origin + `/auth`. */
export function issuerAt(publicOrigin: string): string {
  return `${publicOrigin}/auth`
}

/** The public API as tokens name it in `aud`. */
export function apiAt(publicOrigin: string): string {
  return `${publicOrigin}/v1`
}

export const auth: Block = {
  operations: authOperations,
  publicOperations: publicAuthOperations,
  seed: authSeed,
  async service(surroundings) {
    const store = await surroundings.open<AuthTables>(authSeed)
    return { store, handler: createAuth({ domain: domainOver(store, surroundings), ...surroundings.world }) }
  },
  face: (monolith) => createAuth({ domain: authOf(monolith), ...monolith.world }),
}
