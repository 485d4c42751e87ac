import { expect, test } from 'vitest'
import { json } from './answer.ts'
import { minimalIfPreferred, preferencesOf, waitOf } from './prefer.ts'

const asking = (prefer?: string) =>
  new Request('https://catalog.test/', { headers: prefer === undefined ? {} : { prefer } })

test.each([
  ['respond-async, wait=10', { 'respond-async': '', wait: '10' }],
  ['Return=Minimal; foo="some parameter"', { return: 'Minimal' }],
  ['wait=5, wait=9', { wait: '5' }],
  ['lenient ;x=1 , handling = "a, \\"b\\""', { lenient: '', handling: 'a, "b"' }],
  ['=nonsense, ,', {}],
  ['', {}],
])('Prefer: %s', (field, expected) => {
  expect(Object.fromEntries(preferencesOf(asking(field)))).toEqual(expected)
})

test.each([
  [undefined, undefined],
  ['wait=10', 10],
  ['wait=-1', undefined],
  ['wait=soon', undefined],
  ['wait="3"', 3],
])('Prefer: %s waits %s seconds', (field, seconds) => {
  expect(waitOf(asking(field))).toBe(seconds)
})

test('return=minimal leaves the content out and says so; 201 keeps its status and its Location', () => {
  const book = json({ title: 'Dune' }, { fields: { etag: '"1"' } })
  expect(minimalIfPreferred(asking(), book)).toBe(book)
  expect(minimalIfPreferred(asking('return=minimal'), book)).toEqual({
    status: 204,
    fields: { etag: '"1"', 'preference-applied': 'return=minimal' },
  })
  const made = json({ title: 'Dune' }, { status: 201, fields: { location: '/books/1' } })
  expect(minimalIfPreferred(asking('return=minimal'), made)).toEqual({
    status: 201,
    fields: { location: '/books/1', 'preference-applied': 'return=minimal' },
  })
  expect(minimalIfPreferred(asking('return=representation'), made)).toMatchObject({
    content: '{"title":"Dune"}',
    fields: { 'preference-applied': 'return=representation' },
  })
})
