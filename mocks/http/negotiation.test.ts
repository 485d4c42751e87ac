import { describe, expect, test } from 'vitest'
import { accepts, mediaTypeOf, mustAccept, preferred, preferredLanguage } from './negotiation.ts'
import { Problem } from './problem.ts'

describe('an Accept field (RFC 9110 §12.5.1)', () => {
  test.each([
    [null, true],
    ['', true],
    ['*/*', true],
    ['application/*', true],
    ['application/json', true],
    ['APPLICATION/JSON', true],
    ['application/json; charset=utf-8', true],
    ['text/html, application/json;q=0.1', true],
    ['text/html,application/xhtml+xml,*/*;q=0.8', true],
    ['text/html', false],
    ['application/problem+json', false],
    ['application/json;q=0', false],
    ['application/json;q=0.000', false],
    ['application/json;q=0, */*', false],
    ['*/*, application/*;q=0', false],
    ['*/*;q=0, application/json', true],
    ['*/*;q=0', false],
  ])('%j admits JSON: %s', (field, admitted) => {
    expect(accepts(field, 'application/json')).toBe(admitted)
  })

  test('one that does not admit it is a problem that says both', () => {
    const request = new Request('https://catalog.test/', { headers: { accept: 'text/html' } })
    expect(() => mustAccept(request, ['application/json'])).toThrow(Problem)
    expect(() => mustAccept(request, ['application/json'])).toThrow(/application\/json.*text\/html/)
    expect(mustAccept(request, ['application/json', 'text/html'])).toBeUndefined()
  })
})

test.each([
  ['application/json', 'application/json'],
  ['Application/JSON; charset="utf-8"', 'application/json'],
  [' text/plain ;x=y', 'text/plain'],
])('the media type of %j is %s', (field, type) => {
  expect(mediaTypeOf(new Response(null, { headers: { 'content-type': field } }))).toBe(type)
})

test('a message without Content-Type has no media type', () => {
  expect(mediaTypeOf(new Response(null))).toBeUndefined()
})

test.each([
  ['text/html', 'text/html'],
  ['text/html;q=0.2, */*;q=0.1', 'text/html'],
  ['*/*', 'application/json'],
  [null, 'application/json'],
  ['text/html;q=0, text/*', undefined],
  ['image/png', undefined],
])('of JSON and HTML, Accept %j prefers %s', (field, type) => {
  expect(preferred(field, ['application/json', 'text/html'])).toBe(type)
})

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['fr, de;q=0.1', 'de'],
  ['den', 'en'],
  ['fr', 'en'],
  [null, 'en'],
  ['de;q=0.5, en;q=0.6', 'en'],
  ['*', 'en'],
  ['en;q=0, *', 'de'],
])('of English and German, Accept-Language %j prefers %s', (field, language) => {
  expect(preferredLanguage(field, ['en', 'de'])).toBe(language)
})
