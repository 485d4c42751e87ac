import { generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import { hopsOf } from '#mocks/log/views/spans.ts'
import { type FinishedRun, runScenario } from '#mocks/runtimes/virtual.ts'
import { PUBLISHED_KEYS } from '#mocks/services/auth/published-keys.ts'
import { VIRTUAL_EPOCH_MS } from '#mocks/simulation/virtual-clock.ts'
import { Architecture, type ScenarioInput } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { type Minted, mint } from './support/minted.ts'

const API = `https://${PUBLIC_HOST}/v1`
const START_S = VIRTUAL_EPOCH_MS / 1000
type Workload = NonNullable<ScenarioInput['workload']>

const bearing = (token: string) => ({ authorization: `Bearer ${token}` })
const orders = (token: string) => ({ method: 'GET', url: `${API}/orders`, headers: bearing(token) })
const order = (token: string | undefined, key: string) => ({
  method: 'POST',
  url: `${API}/orders`,
  headers: {
    'content-type': 'application/json',
    'idempotency-key': `"${key}"`,
    ...(token === undefined ? {} : bearing(token)),
  },
  body: JSON.stringify({ lines: [{ isbn: '9780141439518', quantity: 1 }] }),
})

const run = (workload: Workload, more: Partial<ScenarioInput> = {}) =>
  runScenario({ v: 1, ...more, workload, settings: { latency: 'none', ...more.settings } })
const statusesOf = ({ exchanges }: FinishedRun) => exchanges.map(({ response }) => response?.status)
const challengeOf = ({ exchanges }: FinishedRun, at = 0) =>
  exchanges[at]?.response?.fields.find(([name]) => name === 'www-authenticate')?.[1]

/** Who asked auth for what in one exchange, in words. */
const askedOfAuth = ({ events, exchanges }: FinishedRun, at = 0) =>
  hopsOf(events, exchanges[at]?.traceId ?? '')
    .filter(({ to }) => to === 'auth')
    .map(({ from, request }) => `${from} ${new URL(request.url).pathname}`)

describe.each(Architecture.options)('a token in %s', (system) => {
  test('makes the caller its owner', async () => {
    const { exchanges } = await run([orders(await mint('bob'))], { system })
    const { content } = exchanges[0]?.response ?? {}
    const { items } = JSON.parse(content && 'text' in content ? content.text : '{}')
    expect(items.length).toBeGreaterThan(0)
    expect(new Set(items.map(({ customer }: { customer: string }) => customer))).toEqual(new Set(['bob']))
  })

  test.each<[why: string, claim: RegExp, minted: Minted]>([
    ['has expired', /expired/, { claims: { exp: START_S - 60 } }],
    ['is for another audience', /audience/, { claims: { aud: 'https://elsewhere.example' } }],
    ['comes from another issuer', /issuer/, { claims: { iss: 'https://elsewhere.example' } }],
    ['is not valid yet', /not valid yet/, { claims: { nbf: START_S + 60 } }],
    ['is of a suspended user', /suspended/, { claims: { sub: 'carol' } }],
    ['is no access token', /at\+jwt/, { header: { typ: 'JWT' } }],
    ['names a key that nobody published', /no key/, { header: { kid: 'nobody' } }],
    ['says too little', /no jti claim/, { claims: { jti: undefined } }],
    [
      'is signed with the public key as a secret',
      /HS256/,
      { header: { alg: 'HS256' }, key: new TextEncoder().encode(PUBLISHED_KEYS[0].n) },
    ],
  ])('is refused when it %s, and the challenge says so', async (_, claim, minted) => {
    const token = await mint('alice', undefined, minted)
    const finished = await run([orders(token), order(token, 'refused')], { system })
    expect(statusesOf(finished)).toEqual([401, 401])
    expect(challengeOf(finished)).toMatch(
      /^Bearer realm="bookshop", error="invalid_token", error_description="/,
    )
    expect(challengeOf(finished)).toMatch(claim)
  })

  test('of somebody who has the name of a key but not the key is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const finished = await run([orders(await mint('alice', undefined, { key: privateKey }))], { system })
    expect(statusesOf(finished)).toEqual([401])
    expect(challengeOf(finished)).toContain('signature')
  })

  test('with `auth: required`, the guest stays outside, and may still look for a token', async () => {
    const finished = await run(
      [
        { method: 'GET', url: `${API}/books` },
        { method: 'GET', url: `https://${PUBLIC_HOST}/auth/jwks.json` },
        orders(await mint('alice')),
      ],
      { system, settings: { auth: 'required' } },
    )
    expect(statusesOf(finished)).toEqual([401, 200, 200])
    expect(challengeOf(finished)).toBe('Bearer realm="bookshop"')
  })
})

describe('between the services', () => {
  test('a guest’s order asks auth nothing', async () => {
    const finished = await run([order(undefined, 'guest')])
    expect(statusesOf(finished)).toEqual([201])
    expect(askedOfAuth(finished)).toEqual([])
  })

  test('each service verifies the token itself, and asks for keys once', async () => {
    const token = await mint('alice')
    const finished = await run([order(token, 'first'), order(token, 'second')])
    expect(statusesOf(finished)).toEqual([201, 201])
    expect(askedOfAuth(finished, 0).sort()).toEqual(
      ['catalog', 'inventory', 'orders', 'payments']
        .flatMap((service) => [`${service} /denylist`, `${service} /jwks.json`])
        .sort(),
    )
    expect(askedOfAuth(finished, 1)).toEqual([])
  })

  test('what can not be a token is refused without asking anybody', async () => {
    const finished = await run(['x', 'eyJhbGciOiJub25lIn0.e30.', 'a.b.c'].map(orders))
    expect(statusesOf(finished)).toEqual([401, 401, 401])
    expect([0, 1, 2].flatMap((at) => askedOfAuth(finished, at))).toEqual([])
  })

  test('while auth is down, who knows the key goes on, and who does not can not tell: 503, never the guest', async () => {
    const token = await mint('alice')
    const without = await run([orders(token), order(undefined, 'guest')], {
      faults: [{ kind: 'down', service: 'auth' }],
    })
    expect(statusesOf(without)).toEqual([503, 201])
  })

  test('nothing of a token goes to a third party', async () => {
    const { events } = await run([order(await mint('alice'), 'one')])
    for (const event of events)
      if (event.kind === 'request' && ['bank', 'carrier', 'auth'].includes(event.to))
        expect(event.message.fields.map(([name]) => name)).not.toContain('authorization')
  })
})

test('the same run gives the same tokens, byte for byte; another seed gives others', async () => {
  const asking: Workload = [
    {
      method: 'POST',
      url: `https://${PUBLIC_HOST}/auth/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&client_id=partner&client_secret=partner-published-for-teaching',
    },
  ]
  const answer = async (seed: number) => (await run(asking, { seed })).exchanges[0]?.response?.content
  expect(await answer(7)).toEqual(await answer(7))
  expect(await answer(7)).not.toEqual(await answer(8))
})
