import { expect, test } from 'vitest'
import { checkDraft, isSendable } from './check-draft.ts'
import { type Draft, draftOf, emptyDraft, newIdempotencyKey, requestOf, withHeader } from './draft.ts'
import { placesOfBookshop } from './places-of-bookshop.ts'

const places = placesOfBookshop()
const draft = (part: Partial<Draft> = {}): Draft => ({
  ...emptyDraft('GET', '/v1/books'),
  ...(part.body === undefined ? {} : { kind: 'json' }),
  ...part,
})
const check = (part: Partial<Draft>) => checkDraft(draft(part), places)
const header = (name: string, value = 'x') => ({ headers: [{ id: 0, name, value, on: true }] })

test('a path belongs to the public host, and a host needs no scheme', () => {
  expect(check({}).url).toBe('https://api.bookshop.example/v1/books')
  expect(check({ url: 'inventory.bookshop.internal/stock/1' }).url).toBe(
    'https://inventory.bookshop.internal/stock/1',
  )
})

test('nothing is sent to any other host, and the message lists those that are there', () => {
  for (const url of [
    'https://example.com/',
    'https://api.bookshop.example:8443/',
    'https://api.bookshop.example.evil.test/',
    'javascript:alert(1)',
    'data:,x',
  ]) {
    const { problems, url: full } = check({ url })
    expect(full, url).toBeUndefined()
    expect(problems.url, url).toContain('api.bookshop.example')
  }
})

test('http, and a password in the URL, are refused with what to do instead', () => {
  expect(check({ url: 'http://api.bookshop.example/v1/books' }).problems.url).toContain('https')
  expect(check({ url: 'https://a:b@api.bookshop.example/' }).problems.url).toContain('header')
})

test('a method may be any token but those that browsers forbid', () => {
  expect(isSendable(check({ method: 'REPORT' }))).toBe(true)
  expect(check({ method: 'a b' }).problems.method).toContain('without spaces')
  expect(check({ method: 'trace' }).problems.method).toContain('TRACE')
})

test('what page code can not send is explained at its line, and a line that is off is no problem', () => {
  for (const name of ['Host', 'cookie', 'Sec-Fetch-Mode', 'proxy-authorization']) {
    expect(check(header(name)).problems.headers[0], name).toContain('can not send')
  }
  const off = { headers: [{ id: 0, name: 'Host', value: 'x', on: false }] }
  expect(isSendable(check(off))).toBe(true)
  expect(check(header('If-Match')).problems.headers).toEqual({})
  expect(check(header('a:b')).problems.headers[0]).toContain('letters')
  expect(check(header('x-price', '3 €')).problems.headers[0]).toContain('€')
})

test('every request that passes is one that the browser’s own Request accepts', () => {
  for (const part of [
    header('x-price', 'caf\u00e9'),
    { method: 'POST', body: '{' },
    { method: 'M-SEARCH' },
  ]) {
    const checked = check(part)
    expect(isSendable(checked)).toBe(true)
    const { url, method, headers, body } = requestOf(draft(part), checked.url ?? '')
    expect(
      () => new Request(url, { method, headers: headers.map(([n, v]) => [n, v]), ...(body ? { body } : {}) }),
    ).not.toThrow()
  }
})

test('malformed JSON is pointed out and can be sent; other media types are not looked at', () => {
  const post = draft({ method: 'POST', body: '{"a": }' })
  const checked = checkDraft(withHeader(post, 'content-type', 'application/json'), places)
  expect(checked.jsonProblem).toBe('Line 1, column 7: } does not start a JSON value.')
  expect(isSendable(checked)).toBe(true)
  const text = {
    method: 'POST',
    url: '/',
    headers: [['content-type', 'text/plain']],
    body: '{"a": }',
  } as const
  expect(checkDraft(draftOf(text), places).jsonProblem).toBeUndefined()
})

test('a body without a Content-Type, and a body that GET leaves behind, are hinted at', () => {
  expect(check({ method: 'POST', body: '{}' }).hints.contentType).toContain('text/plain')
  expect(check({ body: '{}' }).hints.body).toContain('GET')
  expect(requestOf(draft({ body: '{}' }), 'https://api.bookshop.example/').body).toBeUndefined()
})

test('lines that are off or empty are not sent', () => {
  const rows = {
    headers: [
      { id: 0, name: 'a', value: '1', on: false },
      { id: 1, name: '', value: '', on: true },
      { id: 2, name: ' b ', value: ' 2 ', on: true },
    ],
  }
  expect(requestOf(draft(rows), 'https://x/').headers).toEqual([['b', '2']])
})

test('a header is changed in place or added at the end, and a sent request goes back into the editor', () => {
  const one = withHeader(draft(), 'X-A', '1')
  expect(withHeader(one, 'x-a', '2').headers).toEqual([{ id: 0, name: 'X-A', value: '2', on: true }])
  const request = {
    method: 'POST',
    url: 'https://api.bookshop.example/',
    headers: [['a', '1']] as const,
    body: '{}',
  }
  expect(requestOf(draftOf(request), request.url)).toEqual(request)
})

test('an Idempotency-Key is a random UUID of version 4 in quotes', () => {
  expect(newIdempotencyKey(new Uint8Array(16).fill(0xff))).toBe('"ffffffff-ffff-4fff-bfff-ffffffffffff"')
  expect(newIdempotencyKey()).not.toBe(newIdempotencyKey())
})
