import { assert } from 'chai'
import * as z from 'zod'
import { as, type Promised, type Refusal, sending } from '../../http/contract.ts'
import { HomeBook } from './home.ts'
import { Home, Insights, Purged } from './schema.ts'

const Books = z.object({ items: z.array(HomeBook) })

/** A page that is whole: what the parts say when asked one by one. */
const homeIsWhole: Promised = {
  promise: 'puts the front page together from its parts',
  async check({ send }) {
    const { status, headers, json } = await send('/v1/home')
    assert.equal(status, 200)
    assert.equal(headers.get('cache-control'), 'no-cache')
    const { books, recommendations, warnings } = Home.parse(json)
    const listed = async (path: string) => Books.parse((await send(path)).json).items
    assert.deepEqual(books, await listed('/v1/books?sort=-year&limit=5'))
    assert.deepEqual(recommendations, await listed('/v1/recommendations?limit=5'))
    assert.lengthOf(books, 5)
    assert.lengthOf(recommendations, 5)
    assert.deepEqual(warnings, [])
  },
}

/** What whoever stands at the edge promises about passing requests on; the rest is the public contract. */
export const gatewayPromises: readonly Promised[] = [
  {
    promise: 'lets scripts of other origins get tokens, and none ask for consent',
    async check({ send }) {
      const headers = { origin: 'https://elsewhere.example' }
      const allowed = async (path: string) =>
        (await send(path, { headers })).headers.get('access-control-allow-origin')
      const keys = await allowed('/auth/jwks.json')
      // Page code can not say where it is from: browsers write Origin themselves.
      if ((await allowed('/v1/books')) !== null) assert.equal(keys, '*')
      assert.isNull(await allowed('/auth/authorize?client_id=workbench'))
    },
  },
  homeIsWhole,
  {
    promise: 'gives addresses as callers must write them, with /v1',
    async check({ send }) {
      const list = await send('/v1/books?limit=1')
      assert.match(
        list.headers.get('link') ?? '',
        /^<\/v1\/books\?limit=1>; rel="first", <\/v1\/books\?limit=1&cursor=[\w-]+>; rel="next"$/,
      )
    },
  },
  {
    promise: 'says how much a consumer may ask and how much is left, each with its own count',
    async check({ send }) {
      const left = async (headers: Record<string, string>) => {
        const answer = await send('/v1/books?limit=1', { headers })
        assert.match(answer.headers.get('ratelimit-policy') ?? '', /^"default";q=\d+;w=\d+$/)
        return Number(/^"default";r=(\d+);t=\d+$/.exec(answer.headers.get('ratelimit') ?? '')?.[1])
      }
      const [first, second] = [await left({}), await left({})]
      assert.equal(second, first - 1)
      assert.isAbove(await left({ 'x-api-key': 'key-library' }), second)
    },
  },
  {
    promise: 'counts who uses the API how much, for whoever may see it',
    async check({ send }) {
      await send('/v1/books/0', { headers: { 'x-api-key': 'key-library' } })
      await send('/v1/books', { headers: { 'x-api-key': 'key-library' } })
      const { json } = await send('/v1/insights', { headers: as('ada') })
      const { consumers } = Insights.parse(json)
      const library = consumers.find(({ consumer }) => consumer === 'city library')
      assert.deepInclude(library, { audience: 'partner', calls: 2, refused: 1, failed: 0 })
      const { p50 = -1, p95 = -1, p99 = -1 } = library?.durationMs ?? {}
      assert.isTrue(0 <= p50 && p50 <= p95 && p95 <= p99)
    },
  },
  {
    promise: 'tells whoever has the cache forget how many answers it kept, and has kept none without a cache',
    async check({ send }) {
      const addresses = ['/v1/books/9780441478125', '/v1/books*']
      await send('/v1/books/9780441478125')
      const { status, headers, json } = await send(
        '/v1/purges',
        sending('POST', { addresses }, as('ada', 'cache:purge')),
      )
      assert.equal(status, 200)
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.deepEqual(
        Purged.parse(json).purged,
        addresses.map((address) => ({ address, answers: 0 })),
      )
    },
  },
  {
    promise: 'lets scripts of other origins ask, and read what they need',
    async check({ send }) {
      const origin = 'https://shop.example'
      const preflight = await send('/v1/orders', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type, idempotency-key',
        },
      })
      assert.equal(preflight.status, 204)
      // A page's own script can not set Origin: there the browser does all of this by itself.
      if (!preflight.headers.has('access-control-allow-origin')) return
      assert.equal(preflight.headers.get('access-control-allow-origin'), '*')
      assert.include((preflight.headers.get('access-control-allow-methods') ?? '').split(', '), 'POST')
      assert.includeMembers(preflight.headers.get('access-control-allow-headers')?.split(', ') ?? [], [
        'authorization',
        'content-type',
        'idempotency-key',
      ])
      assert.match(preflight.headers.get('access-control-max-age') ?? '', /^\d+$/)
      for (const path of ['/v1/books/9780441478125', '/v1/books/0', '/nowhere']) {
        const answer = await send(path, { headers: { origin } })
        assert.equal(answer.headers.get('access-control-allow-origin'), '*', path)
        assert.include((answer.headers.get('access-control-expose-headers') ?? '').split(', '), 'etag', path)
        assert.isFalse(answer.headers.has('access-control-allow-credentials'))
      }
    },
  },
  {
    promise: 'believes no caller about the time of arrival or the path in front',
    async check({ send }) {
      const forged = {
        baggage: 'arrived-at=1999-01-01T00%3A00%3A00.000Z',
        'x-forwarded-prefix': '/evil',
        'idempotency-key': 'forged',
      }
      const { status, headers, text } = await send(
        '/v1/orders',
        sending('POST', { lines: [{ isbn: '9780441478125', quantity: 1 }] }, forged),
      )
      assert.equal(status, 201)
      assert.notInclude(text, '1999')
      assert.match(headers.get('location') ?? '', /^\/v1\/orders\//)
      const { headers: missing, text: problem } = await send('/v1/books/', {
        headers: { 'x-forwarded-prefix': '/evil' },
      })
      assert.notInclude(problem + (missing.get('link') ?? ''), 'evil')
    },
  },
]

/** What is not public stays inside. */
export const gatewayRefusals: readonly Refusal[] = [
  {
    when: 'an API key that nobody was given',
    path: '/v1/books',
    init: { headers: { 'x-api-key': 'key-of-somebody' } },
    problem: 'unknown-api-key',
  },
  ...['/books', '/v1/books*/x', 'https://elsewhere.example/v1/books', '/auth/jwks.json'].map(
    (address): Refusal => ({
      when: `a purge of ${address}`,
      path: '/v1/purges',
      init: sending('POST', { addresses: [address] }, as('ada')),
      problem: 'invalid-content',
      names: ['#/addresses/0'],
    }),
  ),
  ...[
    '/v1',
    '/v1/',
    '/',
    '/books',
    '/v2/books',
    '/v1/payments/seeded-7',
    '/v1/reservations/seeded-7',
    '/v1/openapi.json',
    '/auth',
    '/auth/denylist',
    '/v1/token',
    '/.well-known/openid-configuration',
    '/.well-known/anything/auth',
    '/v1/constructor',
    '/v1/__proto__',
  ].map((path): Refusal => ({ when: `GET ${path}`, path, problem: 'not-found' })),
]
