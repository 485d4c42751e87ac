import type { JWK } from 'jose'
import type { Track } from '../../http/verify-token.ts'
import type { Store } from '../../storage/store.ts'
import type { AuthTables } from './store.ts'

/** Where secrets come from: out of the seed on the virtual clock, from the machine's generator on the live one. */
export interface Secrets {
  /** A text that nobody can guess. */
  token(kind: string, sequence: number): string
  /** A private RSA key for RS256, with its name. */
  signingKey(sequence: number): Promise<JWK & { readonly kid: string }>
}

export interface AuthPorts {
  store: Store<AuthTables>
  /** The issuer's name and address in one: the public origin + `/auth`. */
  issuer: string
  /** The public API, as tokens name it in `aud`. */
  api: string
  newId: (kind: string, sequence: number) => string
  secrets: Secrets
  now: () => Date
  track: Track
}
