import { describe, expect, test } from 'vitest'
import { cameTo, readingFrom, textOf, UNREAD } from './reading.ts'

describe('reading', () => {
  test('is the same after it was stored', () => {
    const reading = cameTo(cameTo(UNREAD, { slug: 'methods', section: 'recap' }), {
      slug: 'status-codes',
      section: 'who-is-at-fault',
    })
    expect(reading).toEqual({
      done: ['methods'],
      last: { slug: 'status-codes', section: 'who-is-at-fault' },
    })
    expect(readingFrom(textOf(reading))).toEqual(reading)
  })
  test('a page is done at its recap, once', () => {
    const once = cameTo(UNREAD, { slug: 'methods', section: 'recap' })
    expect(cameTo(once, { slug: 'methods', section: 'sources' }).done).toEqual(['methods'])
    expect(cameTo(UNREAD, { slug: 'methods', section: 'three-things' }).done).toEqual([])
  })
  test('staying where one is changes nothing', () => {
    const there = cameTo(UNREAD, { slug: 'methods' })
    expect(cameTo(there, { slug: 'methods' })).toBe(there)
  })
  test.each([null, '', 'x', '[]', 'null', '{"v":0}', '{"v":1,"done":7,"last":"methods"}'])(
    'what is damaged counts as nothing read: %s',
    (text) => {
      expect(readingFrom(text)).toEqual(UNREAD)
    },
  )
  test('names that no page can have are left out', () => {
    expect(readingFrom('{"v":1,"done":["../x","methods",3],"last":{"slug":"javascript:x"}}')).toEqual({
      done: ['methods'],
    })
  })
  test('what a newer version wrote is left alone', () => {
    expect(readingFrom('{"v":2,"done":[]}')).toBeUndefined()
  })
})
