import fc from 'fast-check'
import CachePolicy from 'http-cache-semantics'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { directivesOf, lifetimeS, mayStore } from './freshness.ts'

const answer = (more: Partial<Parameters<typeof mayStore>[0]> = {}) => ({
  status: 200,
  cacheControl: 'max-age=60',
  hasValidator: false,
  authorized: false,
  ...more,
})

test.each([
  ['', []],
  ['max-age=60', [['max-age', '60']]],
  [
    'Max-Age = 60 , PUBLIC',
    [
      ['max-age', '60'],
      ['public', ''],
    ],
  ],
  [
    'private="set-cookie, x", max-age="5"',
    [
      ['private', 'set-cookie, x'],
      ['max-age', '5'],
    ],
  ],
  ['max-age=1, max-age=2', [['max-age', '1']]],
] as const)('the directives of %j', (field, expected) => {
  expect([...directivesOf(field)]).toEqual(expected)
})

describe('what a shared cache may store', () => {
  test.each([
    ['what is fresh for a while', answer(), true],
    ['what can be revalidated', answer({ cacheControl: '', hasValidator: true }), true],
    ['what is neither', answer({ cacheControl: '' }), false],
    ['no-store', answer({ cacheControl: 'no-store, max-age=60' }), false],
    ['private', answer({ cacheControl: 'private, max-age=60' }), false],
    ['no-cache with a validator', answer({ cacheControl: 'no-cache', hasValidator: true }), true],
    ['an error', answer({ status: 500 }), false],
    ['an answer to somebody', answer({ authorized: true }), false],
    ['a public answer to somebody', answer({ authorized: true, cacheControl: 'public, max-age=60' }), true],
    ['s-maxage to somebody', answer({ authorized: true, cacheControl: 's-maxage=60' }), true],
  ])('%s', (_, response, expected) => {
    expect(mayStore(response)).toBe(expected)
  })
})

test.each([
  ['max-age=60', 60],
  ['max-age=60, s-maxage=5', 5],
  ['s-maxage=0, max-age=60', 0],
  ['no-cache, max-age=60', 0],
  ['public', 0],
  ['max-age=soon', 0],
  ['max-age=-1', 0],
  ['', 0],
])('%j is fresh for %i s', (field, seconds) => {
  expect(lifetimeS(field)).toBe(seconds)
})

test('any field at all is read, and no lifetime is negative', () =>
  fc.assert(
    fc.property(fc.string(), (field) => {
      expect(lifetimeS(field)).toBeGreaterThanOrEqual(0)
      expect(typeof mayStore(answer({ cacheControl: field }))).toBe('boolean')
    }),
  ))

describe('beside http-cache-semantics 4', () => {
  afterEach(() => vi.useRealTimers())

  const directives = fc
    .uniqueArray(
      fc.oneof(
        fc.constantFrom('public', 'private', 'no-store', 'no-cache', 'must-revalidate', 'immutable'),
        fc.tuple(fc.constantFrom('max-age', 's-maxage'), fc.nat(100_000)).map(([name, s]) => `${name}=${s}`),
      ),
      { maxLength: 4, selector: (directive) => directive.split('=')[0] },
    )
    .map((each) => each.join(', '))

  /**
   * Where the two differ, and why:
   * - What can neither be fresh nor be revalidated they call storable and we do not keep: it could never be used.
   * - They store other statuses than 200 as well (301, 404, 410…); ours keeps only what a lesson shows, which RFC 9111 §3
   *   allows. So the vectors are 200.
   * - Directives are case-insensitive (§5.2) here, and quotes may contain commas; theirs are neither.
   * - `immutable` without a lifetime and `Last-Modified` make them guess; we never do. So `immutable` comes with max-age.
   * - `no-cache` stores with a lifetime of 0 for both; `public` alone they store, with a lifetime of 0.
   */
  test('what may be stored, and for how long it is fresh', () => {
    // An answer ages while it is judged.
    vi.useFakeTimers({ toFake: ['Date'] })
    fc.assert(
      fc.property(directives, fc.boolean(), fc.boolean(), (cacheControl, hasValidator, authorized) => {
        fc.pre(!cacheControl.includes('immutable') || cacheControl.includes('max-age'))
        const theirs = new CachePolicy(
          { method: 'GET', url: '/', headers: authorized ? { authorization: 'Bearer x' } : {} },
          {
            status: 200,
            headers: { 'cache-control': cacheControl, ...(hasValidator ? { etag: '"1"' } : {}) },
          },
          { shared: true },
        )
        // maxAge() is 0 for what may not be stored.
        if (theirs.storable()) expect(theirs.timeToLive() / 1000, cacheControl).toBe(lifetimeS(cacheControl))
        const useful = lifetimeS(cacheControl) > 0 || hasValidator
        expect(mayStore(answer({ cacheControl, hasValidator, authorized })), cacheControl).toBe(
          theirs.storable() && useful,
        )
      }),
      { numRuns: 500 },
    )
  })
})
