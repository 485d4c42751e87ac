import { sha256 } from '@noble/hashes/sha2.js'
import { SCOPES, type Scope } from '../../http/scopes.ts'
import { base64url } from './encoding.ts'
import type { Client, User } from './store.ts'

// PUBLISHED FOR TEACHING, ON PURPOSE: the passwords and secrets below are no secrets. Everybody may sign in as anybody.

/** The password of a seeded user: published, so that everybody can try them all. */
export const publishedPasswordOf = (user: string) => `${user}-reads-books`
/** The secret of a seeded client: published as well. */
export const publishedSecretOf = (client: string) => `${client}-published-for-teaching`

const CUSTOMER: readonly Scope[] = [
  'openid',
  'profile',
  'email',
  'orders:read',
  'orders:write',
  'webhooks:manage',
]
const EVERYTHING = Object.keys(SCOPES) as Scope[]

/** What is kept of a password is its PBKDF2 hash with a salt of its own (600,000 rounds of SHA-256, as OWASP advises). */
const PEOPLE: readonly [id: string, tenant: string, salt: string, hash: string][] = [
  ['ada', 'bookshop', 'qFwBKYtZJTopx34Vz9xMcg', 'cYyvthnB8wx_JsT2HlYPX87nmdJKW77P1SipalVHe8E'],
  ['alice', 'readers', 'A6EH1k5sV90sYSyjFd0uEg', 'OLz6GaVMQ2kNc0HpSdLKOpIcRHa8opuemZ5vepwAiHo'],
  ['bob', 'readers', 'yocZ_NoNML1LAYYaHcwsNg', 'q0YSggGRiVKOxqkA-V2Pol6WNyNdkv6GhTXICduYekc'],
  ['carol', 'readers', 'RQ6YSCFz65XqAA0XdXHwGQ', 'QHfoTeDcIlPHqfH5mS8OyqL2j1OElqQt1TlQwWBaazA'],
  ['dan', 'readers', '1m_iQAWuPD05ks3ihFz2iQ', 'U-D29EjVDUbmiJbYqZkN8WfObKPB5LgmAMI1EetomVI'],
  ['erin', 'harbour-library', 'NnWrLD6BnEQ37w9q0zpoGQ', 'fltXp9unKkXYzgH1I-xymw3gHXEIvuQQL0xEmEBA-Wg'],
  ['frank', 'harbour-library', 'wRYEwHbPXGtJ5Lak7zJ3KQ', 'JH57TdgbVKgAzQYR2vWac8PNl6pBVzrgnwbYGVK8Juk'],
  ['grace', 'harbour-library', 'Xz5hcLzHJRMIQlps1iEp0g', 'CGh9SIc1Mg0qFFtxt2cPh8aBUMdJwDacbYM6lWsYCG0'],
]

export const SEEDED_USERS: Readonly<Record<string, User>> = Object.fromEntries(
  PEOPLE.map(([id, tenant, salt, hash]) => [
    id,
    {
      id,
      name: id[0]?.toUpperCase() + id.slice(1),
      email: `${id}@bookshop.example`,
      tenant,
      role: id === 'ada' ? 'admin' : 'customer',
      status: id === 'carol' ? 'suspended' : 'active',
      scopes: id === 'ada' ? EVERYTHING : CUSTOMER,
      password: { rounds: 600_000, salt, hash },
    },
  ]),
)

/** A secret of high entropy needs no slow hash; these three are published anyway. */
const secretHash = (client: string) => base64url(sha256(new TextEncoder().encode(publishedSecretOf(client))))

const CLIENTS: readonly Client[] = [
  {
    id: 'workbench',
    name: 'The workbench of this site',
    kind: 'public',
    grants: ['authorization_code', 'refresh_token'],
    // On the loopback address any port will do, because a program takes one that is free (RFC 8252 §7.3).
    redirectUris: [
      'https://workbench.bookshop.example/callback',
      'http://127.0.0.1/callback',
      'http://[::1]/callback',
    ],
    scopes: EVERYTHING,
  },
  {
    id: 'partner',
    name: 'Harbour Library, which orders by program',
    kind: 'confidential',
    secretHash: secretHash('partner'),
    grants: ['client_credentials'],
    redirectUris: [],
    scopes: ['orders:read', 'orders:write', 'webhooks:manage'],
    tenant: 'harbour-library',
  },
  {
    id: 'insights',
    name: 'The dashboard of the shop',
    kind: 'confidential',
    secretHash: secretHash('insights'),
    grants: ['client_credentials'],
    redirectUris: [],
    scopes: ['insights:read'],
    tenant: 'bookshop',
  },
]

export const SEEDED_CLIENTS: Readonly<Record<string, Client>> = Object.fromEntries(
  CLIENTS.map((client) => [client.id, client]),
)
