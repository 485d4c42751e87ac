import { expect, test } from 'vitest'
import type { Call } from './call.ts'
import { remoteIssuerFacts } from './issuer-facts.ts'

const CALL: Call = {
  caller: { customer: 'alice', scopes: [], token: 'a token' },
  arrivedAt: '2026-01-05T09:00:00.000Z',
}

/** An issuer that publishes some keys and denies some tokens, a clock, and everything that was asked. */
function issuer(kids: string[] = ['one']) {
  let ms = 0
  const asked: string[] = []
  const state = { kids, denied: [] as string[], isUp: true }
  const facts = remoteIssuerFacts({
    origin: 'https://auth.test',
    now: () => new Date(ms),
    async send(request) {
      const { pathname } = new URL(request.url)
      asked.push(pathname + (request.headers.has('authorization') ? ' with a token' : ''))
      if (!state.isUp) throw new Error('refused')
      return Response.json(
        pathname === '/jwks.json'
          ? { keys: state.kids.map((kid) => ({ kid, kty: 'RSA' })) }
          : { subjects: ['carol'], tokens: state.denied },
      )
    },
  })
  return {
    ...facts,
    state,
    asked,
    later: (seconds: number) => {
      ms += seconds * 1000
    },
    has: async (kid: string) => (await facts.keyOf(kid, CALL)) !== undefined,
  }
}

test('keys are asked for once, without anybody’s token, by all who come at the same time', async () => {
  const { has, asked } = issuer()
  expect(await Promise.all([has('one'), has('one'), has('one')])).toEqual([true, true, true])
  expect(await has('one')).toBe(true)
  expect(asked).toEqual(['/jwks.json'])
})

test('an unknown key is asked for at once, and then not again for half a minute', async () => {
  const { has, asked, state, later } = issuer()
  await has('one')
  later(1)
  state.kids = ['one', 'two']
  expect(await has('two')).toBe(true)
  expect(asked).toHaveLength(2)
  for (const made of ['up', 'of', 'nothing']) expect(await has(made)).toBe(false)
  expect(asked).toHaveLength(2)
  later(30)
  expect(await has('nothing')).toBe(false)
  expect(asked).toHaveLength(3)
})

test('a key that was withdrawn is forgotten after ten minutes', async () => {
  const { has, state, later } = issuer()
  await has('one')
  state.kids = []
  later(599)
  expect(await has('one')).toBe(true)
  later(1)
  expect(await has('one')).toBe(false)
})

test('without the issuer, what is kept is used on; who has nothing can not tell', async () => {
  const { has, state, later, asked } = issuer()
  state.isUp = false
  await expect(has('one')).rejects.toMatchObject({ problem: 'dependency-unavailable' })
  state.isUp = true
  expect(await has('one')).toBe(true)
  state.isUp = false
  later(600)
  expect(await has('one')).toBe(true)
  const before = asked.length
  expect(await has('one')).toBe(true)
  expect(asked).toHaveLength(before)
})

test('a revoked token is refused within a minute, a suspended user at once', async () => {
  const { refusalOf, state, later } = issuer()
  const token = { subject: 'alice', id: 'token' }
  expect(await refusalOf({ subject: 'carol', id: 'token' }, CALL)).toContain('suspended')
  expect(await refusalOf(token, CALL)).toBeUndefined()
  state.denied = ['token']
  expect(await refusalOf(token, CALL)).toBeUndefined()
  later(60)
  expect(await refusalOf(token, CALL)).toContain('revoked')
})
