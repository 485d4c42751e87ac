import type { JWK } from 'jose'
import type { Scope } from '../../http/scopes.ts'
import type { StoreOptions } from '../../storage/store.ts'
import { SEEDED_CLIENTS, SEEDED_USERS } from './seed.ts'

/** Somebody who can sign in. */
export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
  /** The organisation that the user belongs to; it says nothing about what the user may do. */
  readonly tenant: string
  readonly role: 'admin' | 'customer'
  readonly status: 'active' | 'suspended'
  /** The most that a client may do for this user. */
  readonly scopes: readonly Scope[]
  readonly password: { readonly rounds: number; readonly salt: string; readonly hash: string }
}

/** A program that asks for tokens. A public one can keep no secret (RFC 6749 §2.1). */
export type Client = {
  readonly id: string
  readonly name: string
  readonly grants: readonly ('authorization_code' | 'refresh_token' | 'client_credentials')[]
  readonly redirectUris: readonly string[]
  /** The most that this client may do, whoever signs in. */
  readonly scopes: readonly Scope[]
  readonly tenant?: string
} & ({ readonly kind: 'public' } | { readonly kind: 'confidential'; readonly secretHash: string })

/** A key pair that signs tokens, or did: its public half stays published until the last of its tokens has expired. */
export interface SigningKey {
  readonly kid: string
  readonly sequence: number
  readonly privateKey: JWK
  readonly publicKey: JWK
  readonly createdAtMs: number
  readonly unpublishedAtMs?: number
}

/** An authorization code that was given out. What is kept is its digest, so a leaked store gives nobody a code. */
export interface Code {
  readonly client: string
  readonly redirectUri: string
  readonly challenge: string
  readonly user: string
  readonly scopes: readonly Scope[]
  readonly audience: readonly string[]
  readonly nonce?: string
  readonly authenticatedAtMs: number
  readonly expiresAtMs: number
  /** The grant that came of it: a code that has one is used up. */
  readonly grant?: string
}

/** What a user allowed a client, and every token that came of it: the family that dies together (RFC 9700 §4.14). */
export interface Grant {
  readonly id: string
  readonly client: string
  readonly user: string
  readonly scopes: readonly Scope[]
  readonly audience: readonly string[]
  readonly authenticatedAtMs: number
  readonly expiresAtMs: number
  readonly state: 'active' | 'revoked'
  /** The digest of the one refresh token that is good, and of those that were, so that a second use is noticed. */
  readonly refresh: string
  readonly used: readonly string[]
  /** Its access tokens that have not expired yet. */
  readonly tokens: readonly { readonly id: string; readonly expiresAtMs: number }[]
}

/** A token that counts no more although it has not expired. */
export interface Denied {
  readonly id: string
  readonly expiresAtMs: number
}

/** Auth's own data. */
export type AuthTables = {
  users: User
  clients: Client
  authKeys: SigningKey
  authCodes: Code
  authGrants: Grant
  authDenied: Denied
}

export const authSeed: StoreOptions<AuthTables>['seed'] = { users: SEEDED_USERS, clients: SEEDED_CLIENTS }
