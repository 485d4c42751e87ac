import { describe, expect, test } from 'vitest'
import { runScenario } from '../runtimes/virtual.ts'
import { NothingToQuote, quotedBy, withQuotes } from './quotes.ts'
import { Scenario } from './scenario.ts'

const answer = {
  fields: [['Location', '/v1/orders/7']] as const,
  content: { bytes: 0, text: JSON.stringify({ token: 'abc', list: [{ id: 3 }], 'a/b': 'slash' }) },
}
const request = (value: string) => ({ url: 'https://api.test/', headers: { authorization: value } })
const filled = (value: string) => withQuotes(request(value), () => answer).headers.authorization

describe('what a request quotes of earlier answers', () => {
  test('is filled in: members of JSON and header fields, wherever they stand', () => {
    expect(filled('Bearer {{0:/token}}')).toBe('Bearer abc')
    expect(filled('{{0:/list/0/id}} {{0:/a~1b}} {{1:location}}')).toBe('3 slash /v1/orders/7')
    const whole = { url: 'https://api.test{{0:location}}', headers: {}, body: '{"t":"{{0:/token}}"}' }
    expect(withQuotes(whole, () => answer)).toEqual({
      url: 'https://api.test/v1/orders/7',
      headers: {},
      body: '{"t":"abc"}',
    })
  })

  test('is refused by name when no answer holds it', () => {
    for (const value of ['{{0:/nothing}}', '{{0:/list}}', '{{0:etag}}', '{{0:/toString}}'])
      expect(() => filled(value)).toThrow(NothingToQuote)
    expect(() => withQuotes(request('{{3:/token}}'), () => undefined)).toThrow(/member \/token of answer 3/)
  })

  test('leaves every other text alone', () => {
    for (const value of ['{{token}}', '{0:/a}', '{{x:/a}}', '{{0:}}']) expect(filled(value)).toBe(value)
    expect(quotedBy(request('{{2:/a}} {{0:/b}} {{2:etag}}'))).toEqual([0, 2])
  })
})

const API = 'https://api.bookshop.example/v1'
const placing = {
  method: 'POST',
  url: `${API}/orders`,
  headers: { 'content-type': 'application/json', 'idempotency-key': '"quoting"' },
  body: '{"lines":[{"isbn":"9780441478125","quantity":1}]}',
}

test('a run follows the address that an earlier answer named', async () => {
  const reading = { method: 'GET', url: 'https://api.bookshop.example{{0:location}}' }
  const { exchanges } = await runScenario({ v: 1, workload: [placing, reading] })
  expect(exchanges[1]).toMatchObject({ response: { status: 200 } })
  expect(exchanges[1]?.request.url).toMatch(/\/v1\/orders\/[^{}]+$/)
})

test('a request that quotes nothing that is there is not sent, and the run goes on', async () => {
  const { exchanges } = await runScenario({
    v: 1,
    workload: [
      placing,
      { method: 'GET', url: `${API}/books`, headers: { authorization: 'Bearer {{0:/access_token}}' } },
      { method: 'GET', url: `${API}/books` },
    ],
  })
  expect(exchanges.map(({ response }) => response?.status)).toEqual([201, undefined, 200])
  expect(exchanges[1]?.failure).toMatch(/member \/access_token of answer 0, and there is none/)
})

test.each([
  ['itself', [{ method: 'GET', url: `${API}/books/{{0:etag}}` }], ['workload', 0]],
  ['a later request', [placing, { method: 'GET', url: `${API}/books/{{2:etag}}` }, placing], ['workload', 1]],
  [
    'without waiting',
    [placing, { method: 'GET', url: `${API}/books/{{0:etag}}`, waits: false }],
    ['workload', 1],
  ],
] as const)('a scenario in which a request quotes %s is refused', (_, workload, path) => {
  const read = Scenario.safeParse({ v: 1, workload })
  expect(read.error?.issues.map((issue) => issue.path)).toEqual([path])
})
