import { expect, test } from 'vitest'
import type { SentRequest } from '../../draft.ts'
import { LANGUAGES } from './languages.ts'

const request: SentRequest = {
  method: 'PUT',
  url: 'http://localhost:4000/v1/books?q=a%20b&sort=price',
  headers: [
    ['content-type', 'application/json'],
    ['idempotency-key', '"it-is-quoted"'],
  ],
  body: '{"marker": "it\'s 12345678901234567890"}',
}

test.each(LANGUAGES.map((each) => [each.label, each] as const))(
  '%s: method, address, fields and content are in it, and nothing else is left of a request without content',
  (_, { print }) => {
    const text = print(request) ?? ''
    expect(text).toMatch(/put/i)
    expect(text).toMatch(/localhost:4000/)
    expect(text).toContain('/v1/books?q=a%20b&sort=price')
    expect(text).toContain('idempotency-key')
    expect(text).toContain('it-is-quoted')
    expect(text).toContain('marker')
    for (const [type, body] of [
      ['text/plain', 'plain marker'],
      ['application/x-www-form-urlencoded', 'a=1&marker=2'],
      ['application/soap+xml', '<marker/>'],
    ] as const)
      expect(print({ ...request, headers: [['content-type', type]], body })).toContain('marker')
    const empty = print({ method: 'GET', url: request.url, headers: [] }) ?? ''
    expect(empty).toContain('/v1/books?q=a%20b')
    expect(empty).not.toContain('content-type')
  },
)

test('there are more than ten languages, and bytes are for cURL alone', () => {
  expect(LANGUAGES.length).toBeGreaterThan(10)
  const bytes = { ...request, body: 'AAH/', bodyEncoding: 'base64' } as const
  expect(LANGUAGES.filter(({ print }) => print(bytes) !== undefined).map(({ id }) => id)).toEqual(['curl'])
})
