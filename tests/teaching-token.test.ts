import { expect, test } from 'vitest'
import { ALICES_TOKEN, asAlice } from '#content/scenarios/signed-in.ts'
import { openBookshop } from '#mocks/runtimes/open.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { mint } from './support/minted.ts'

const mine = asAlice({ method: 'GET', url: `https://${PUBLIC_HOST}/v1/me/orders` })
const MINUTE_MS = 60_000

test('the published token says what it claims to say, and was signed with the published key', async () => {
  const claims = { jti: 'published-for-teaching-alice' }
  expect(await mint('alice', 'orders:read orders:write', { claims })).toBe(ALICES_TOKEN)
})

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
