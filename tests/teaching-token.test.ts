import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { FLAWED } from '#content/scenarios/flawed-tokens.ts'
import {
  ADAS_TOKEN,
  ALICES_TOKEN,
  asAlice,
  BOBS_TOKEN,
  OPERATORS_TOKEN,
} from '#content/scenarios/signed-in.ts'
import { openBookshop } from '#mocks/runtimes/open.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { VIRTUAL_EPOCH_MS } from '#mocks/simulation/virtual-clock.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { mint } from './support/minted.ts'

const mine = asAlice({ method: 'GET', url: `https://${PUBLIC_HOST}/v1/me/orders` })
const MINUTE_MS = 60_000

test.each([
  ['alice', 'orders:read orders:write', ALICES_TOKEN],
  ['bob', 'orders:read orders:write', BOBS_TOKEN],
  ['ada', 'catalog:write cache:purge', ADAS_TOKEN],
  ['ada', 'events:admin', OPERATORS_TOKEN],
])(
  'the published token of %s says what it claims to say (%s), and was signed with the published key',
  async (user, scope, token) => {
    const claims = { jti: `published-for-teaching-${user}` }
    expect(await mint(user, scope, { claims })).toBe(token)
  },
)

test('it is good for the first hour of every run, whatever the seed, and no longer', async () => {
  const workload = [mine, { ...mine, atMs: 59 * MINUTE_MS }, { ...mine, atMs: 61 * MINUTE_MS }]
  for (const seed of [1, 7, 4_294_967_295]) {
    const { exchanges } = await runScenario({ v: 1, seed, workload })
    expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 200, 401])
  }
})

test('a bookshop on the live clock refuses it', async () => {
  const shop = await openBookshop({ runtime: 'in-page' })
  const { method, url, headers = {} } = mine
  const refused = await shop.send(new Request(url, { method, headers }))
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toContain('invalid_token')
})

test('the flawed tokens have the flaws that they are said to have', () => {
  const said = Object.entries(FLAWED).map(([name, token]) => {
    const { exp = 0, aud, scope, sub } = decodeJwt(token)
    const { kid } = decodeProtectedHeader(token)
    return [name, sub, exp - VIRTUAL_EPOCH_MS / 1000, [aud].flat()[0], scope, kid?.at(-1)]
  })
  const here = `https://${PUBLIC_HOST}/v1`
  expect(said).toEqual([
    ['shortLived', 'alice', 90, here, 'orders:read orders:write', '1'],
    ['moreScopes', 'alice', 90, here, 'orders:read orders:write profile email', '1'],
    ['withoutScope', 'alice', 3_600, here, 'profile', '1'],
    ['forSomebodyElse', 'alice', 3_600, 'https://elsewhere.example/v1', 'orders:read orders:write', '1'],
    ['signedWithNewKey', 'alice', 700, here, 'orders:read orders:write', '2'],
    ['adminOfKeys', 'ada', 3_600, here, 'auth:admin', '1'],
  ])
})
