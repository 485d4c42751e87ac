import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entityTag, mustMatch, revalidatable } from './conditional.ts'

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

const changing = (fields: Record<string, string>) =>
  new Request('https://catalog.test/', { method: 'PUT', headers: fields })

test.each([
  ['the tag of the version it saw', { 'if-match': '"now"' }, '"now"', undefined],
  ['a list with it', { 'if-match': '"then", "now"' }, '"now"', undefined],
  ['any version', { 'if-match': '*' }, '"now"', undefined],
  ['another version', { 'if-match': '"then"' }, '"now"', 'precondition-failed'],
  ['the same tag, but weak', { 'if-match': 'W/"now"' }, '"now"', 'precondition-failed'],
  ['any version of what is not there', { 'if-match': '*' }, undefined, 'precondition-failed'],
  ['that nothing is there, and nothing is', { 'if-none-match': '*' }, undefined, undefined],
  ['that nothing is there, and something is', { 'if-none-match': '*' }, '"now"', 'precondition-failed'],
  ['nothing', {}, '"now"', 'precondition-required'],
] as const)('who demands %s before a change', (_, fields, etag, problem) => {
  const check = () => mustMatch(changing(fields), etag)
  if (problem === undefined) expect(check).not.toThrow()
  else expect(check).toThrow(expect.objectContaining({ problem }))
})

test('a read with If-Match of another version is refused', () => {
  const request = new Request('https://catalog.test/', { headers: { 'if-match': '"other"' } })
  expect(() => revalidatable(request, { title: 'Dune' })).toThrow(
    expect.objectContaining({ problem: 'precondition-failed' }),
  )
})
