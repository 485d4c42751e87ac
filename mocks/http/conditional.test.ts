import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entityTag, revalidatable } from './conditional.ts'

const asking = (field?: string) =>
  new Request('https://catalog.test/', { headers: field === undefined ? {} : { 'if-none-match': field } })

test('the same content has the same tag, other content another', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      expect(entityTag(one)).toMatch(/^"[0-9a-f]{18}"$/)
      // Lone surrogates have no bytes of their own in UTF-8; JSON escapes them before they get here.
      fc.pre(one.isWellFormed() && other.isWellFormed())
      expect(entityTag(one) === entityTag(other)).toBe(one === other)
    }),
  )
})

test('the tag is fixed: copies that clients keep stay right', () => {
  expect(entityTag('{"title":"Dune"}')).toBe('"122d1d2c5d0d60975f"')
})

test.each([
  ['its own tag', (tag: string) => tag, 304],
  ['its own tag, weak', (tag: string) => `W/${tag}`, 304],
  ['a list with it', (tag: string) => `"a,b" , W/"c",${tag}`, 304],
  ['a star', () => ' * ', 304],
  ['another tag', () => '"other"', 200],
  ['an empty field', () => '', 200],
  ['the tag without its quotes', (tag: string) => tag.slice(1, -1), 200],
  ['a star among others', () => '"a", *', 200],
] as const)('a client that has %s', (_, field, status) => {
  const first = revalidatable(asking(), { title: 'Dune' }, { vary: 'accept' })
  const again = revalidatable(asking(field(first.fields.etag ?? '')), { title: 'Dune' }, { vary: 'accept' })
  expect(again.status).toBe(status)
  expect(again.content === undefined).toBe(status === 304)
  // RFC 9110 §15.4.5: these go with a 304, too.
  for (const name of ['etag', 'cache-control', 'vary']) expect(again.fields[name]).toBe(first.fields[name])
})
