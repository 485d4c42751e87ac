import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Draft, draftOf, emptyDraft } from '../draft.ts'
import { EXAMPLES, FIRST_REQUEST } from '../examples.ts'
import { adviceFor } from './advice.ts'
import { withKind } from './bodies.ts'

const API = 'https://api.bookshop.example'
const ORDER = draftOf(FIRST_REQUEST)
const order = (body: string): Draft => ({ ...ORDER, body })
const sent = { request: FIRST_REQUEST, outcome: { kind: 'waiting' } } as const
const basic = { kind: 'basic', user: 'u', password: 'p' } as const

test.each([
  ['POST without a key', { ...ORDER, headers: [] }, [], /may do it twice/],
  ['the same key and content', ORDER, [sent], /the answer comes again/],
  ['the same key, other content', order('{}'), [sent], /the service will refuse/],
  ['PUT without If-Match', emptyDraft('PUT', `${API}/v1/books/1`), [], /writes over/],
  ['GET with content', { ...order('{}'), method: 'GET' }, [], /no meaning in a GET/],
  [
    'DELETE with content',
    withKind({ ...emptyDraft('DELETE', '/v1/books'), body: '{}' }, 'json'),
    [],
    /DELETE/,
  ],
  ['Basic to the API', { ...emptyDraft('GET', '/v1/books'), auth: basic }, [], /bearer token/],
] as const)('%s', (_, draft, entries, text) => {
  const advice = adviceFor(draft, entries)
  expect(advice.map((each) => each.text).join()).toMatch(text)
  for (const { page } of advice) if (page) expect(existsSync(`content/concepts/${page}.mdx`), page).toBe(true)
})

test('whatever is in order gets no advice', () => {
  expect(adviceFor(ORDER)).toEqual([])
  for (const { title, request } of EXAMPLES)
    expect([title, adviceFor(draftOf(request({ entries: [] })))]).toEqual([title, []])
  expect(adviceFor({ ...emptyDraft('POST', `${API}/auth/token`), auth: basic })).toEqual([])
})
