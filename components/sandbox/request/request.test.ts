import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentToSend, type Draft, draftOf, emptyDraft, headerOf, requestOf } from '../draft.ts'
import { type Auth, authFields } from './auth.ts'
import { BODY_KINDS, withKind } from './bodies.ts'
import { bulkTextOf, rowsOfBulkText } from './bulk-text.ts'
import { withParams, withUrl } from './params.ts'

const API = 'https://api.bookshop.example'
const row = (id: number, name: string, value: string, on = true) => ({ id, name, value, on })

test('the lines of the query follow the URL, and those that are off stay where they are', () => {
  let draft = emptyDraft('GET', '/v1/books?q=le+guin&sort=price#top')
  expect(draft.params).toEqual([row(0, 'q', 'le guin'), row(1, 'sort', 'price')])
  draft = withParams(draft, [row(0, 'q', 'le guin', false), row(1, 'sort', 'price')])
  expect(draft.url).toBe('/v1/books?sort=price#top')
  draft = withUrl(draft, '/v1/stock?sort=title&limit=5')
  expect(draft.params).toEqual([row(0, 'q', 'le guin', false), row(1, 'sort', 'title'), row(2, 'limit', '5')])
  draft = withUrl(draft, '/v1/stock')
  expect(draft.params).toEqual([row(0, 'q', 'le guin', false)])
})

test('what nobody touched stays as it was written, and variables are left alone', () => {
  const draft = emptyDraft('GET', '/b?a=%7E%2f&b=2&b=2')
  const [first, second, third] = draft.params
  if (!first || !second || !third) throw new Error('there are three')
  expect(withParams(draft, [first, { ...second, value: '{{page}} & ü' }, third]).url).toBe(
    '/b?a=%7E%2f&b={{page}}+%26+%C3%BC&b=2',
  )
})

test('any lines come back from the URL that they make', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
      const rows = pairs
        .filter(([name, value]) => name !== '' || value !== '')
        .filter((pair) => !pair.some((part) => part.includes('{')))
        .map(([name, value], id) => row(id, name, value))
      const { url } = withParams(emptyDraft('GET', '/x#f'), rows)
      expect(withUrl(emptyDraft(), url).params).toEqual(rows)
      expect([...new URL(url, API).searchParams]).toEqual(rows.map(({ name, value }) => [name, value]))
    }),
    { seed: 5, numRuns: 200 },
  )
})

test('a table becomes text and comes back', () => {
  const rows = [row(0, 'accept', 'a, b: c'), row(1, 'x', '', false), row(2, ':authority', 'api')]
  expect(bulkTextOf(rows)).toBe('accept: a, b: c\n# x: \n:authority: api')
  expect(rowsOfBulkText(bulkTextOf(rows))).toEqual(rows)
})

test('each kind of body names its type, and nothing that was written is lost on the way', () => {
  const start: Draft = {
    ...emptyDraft('POST', '/v1/orders'),
    body: '{"a": 1}',
    fields: [row(0, 'a', '1 2'), row(1, 'b', 'no', false)],
    file: { name: 'f.bin', type: 'image/png', base64: 'AAH/' },
  }
  const sent = BODY_KINDS.map((kind) => {
    const draft = withKind(start, kind)
    const { body, bodyEncoding } = requestOf(draft, API)
    return [kind, headerOf(draft, 'content-type'), body, bodyEncoding]
  })
  expect(sent).toEqual([
    ['none', undefined, undefined, undefined],
    ['json', 'application/json', '{"a": 1}', undefined],
    ['form', 'application/x-www-form-urlencoded', 'a=1+2', undefined],
    [
      'multipart',
      'multipart/form-data; boundary=blocks-and-glue',
      expect.stringContaining('name="a"'),
      undefined,
    ],
    ['raw', 'text/plain', '{"a": 1}', undefined],
    ['binary', 'application/octet-stream', 'AAH/', 'base64'],
  ])
  const there = withKind(withKind(start, 'json'), 'none')
  expect(there.headers).toEqual([row(0, 'content-type', 'application/json', false)])
  expect(
    withKind({ ...start, headers: [row(0, 'Content-Type', 'application/ld+json')] }, 'json').headers,
  ).toEqual([row(0, 'Content-Type', 'application/ld+json')])
})

test('a multipart body with a file is what every form parser reads', async () => {
  const draft = withKind(
    {
      ...emptyDraft('POST', '/v1/covers'),
      fields: [
        row(0, 'isbn', '9780441478125'),
        { ...row(1, 'it"s\n', ''), file: { name: 'ü".png', type: 'image/png', base64: 'iVBORwD/' } },
      ],
    },
    'multipart',
  )
  const request = requestOf(draft, API)
  expect(request.bodyEncoding).toBe('base64')
  const content = contentToSend(request)
  const form = await new Response(content ?? null, {
    headers: { 'content-type': headerOf(draft, 'content-type') ?? '' },
  }).formData()
  expect(form.get('isbn')).toBe('9780441478125')
  const file = form.get('it"s\n') ?? form.get('it%22s%0A')
  if (!(file instanceof File)) throw new Error('there is no file')
  expect([file.type, [...new Uint8Array(await file.arrayBuffer())]]).toEqual([
    'image/png',
    [0x89, 0x50, 0x4e, 0x47, 0, 0xff],
  ])
})

test('a request that was sent comes back into the editor as the kind it was', () => {
  const kinds = (
    [
      ['application/json', '{}'],
      ['application/problem+json', '{}'],
      ['application/x-www-form-urlencoded', 'a=1&b=x+y'],
      ['application/x-www-form-urlencoded', 'a=1&b=%7e'],
      ['text/plain', 'x'],
    ] as const
  ).map(([type, body]) => {
    const request = { method: 'POST', url: `${API}/`, headers: [['content-type', type]] as const, body }
    const draft = draftOf(request)
    expect(requestOf(draft, request.url)).toEqual(request)
    return draft.kind
  })
  expect(kinds).toEqual(['json', 'json', 'form', 'raw', 'raw'])
  const binary = { method: 'PUT', url: `${API}/`, headers: [], body: 'AAH/', bodyEncoding: 'base64' } as const
  expect(requestOf(draftOf(binary), binary.url)).toEqual(binary)
})

test('each way to say who acts is the field that its standard asks for; a line of one’s own comes first', () => {
  const sent = (auth: Auth, headers: Draft['headers'] = []) => {
    const request = requestOf({ ...emptyDraft(), auth, headers }, `${API}/v1/books?limit=1`)
    return [...request.headers.map((pair) => pair.join(': ')), request.url.slice(API.length)]
  }
  // The example of RFC 7617 §2.
  expect(authFields({ kind: 'basic', user: 'Aladdin', password: 'open sesame' }).header?.[1]).toBe(
    'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  )
  expect(authFields({ kind: 'basic', user: 'test', password: '123£' }).header?.[1]).toBe(
    'Basic dGVzdDoxMjPCow==',
  )
  expect(sent({ kind: 'bearer', token: ' abc ' })).toEqual(['authorization: Bearer abc', '/v1/books?limit=1'])
  expect(sent({ kind: 'bearer', token: '' })).toEqual(['/v1/books?limit=1'])
  expect(sent({ kind: 'api-key', place: 'header', name: 'x-api-key', value: 'k' })).toEqual([
    'x-api-key: k',
    '/v1/books?limit=1',
  ])
  expect(sent({ kind: 'api-key', place: 'query', name: 'key', value: 'a b' })).toEqual([
    '/v1/books?limit=1&key=a+b',
  ])
  expect(sent({ kind: 'bearer', token: 'abc' }, [row(0, 'Authorization', 'Bearer own')])).toEqual([
    'Authorization: Bearer own',
    '/v1/books?limit=1',
  ])
})
