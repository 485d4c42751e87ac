import { assert } from 'chai'
import { type Promised, type Refusal, sending } from '../../http/contract.ts'

/** What whoever stands at the edge promises about passing requests on; the rest is the public contract. */
export const gatewayPromises: readonly Promised[] = [
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
  ...[
    '/v1',
    '/v1/',
    '/',
    '/books',
    '/v2/books',
    '/v1/payments/seeded-7',
    '/v1/reservations/seeded-7',
    '/v1/openapi.json',
    '/v1/constructor',
    '/v1/__proto__',
  ].map((path): Refusal => ({ when: `GET ${path}`, path, problem: 'not-found' })),
]
