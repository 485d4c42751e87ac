import fc from 'fast-check'
import { createPatch } from 'rfc6902'
import { describe, expect, test } from 'vitest'
import { JsonPatch, jsonPatch, mergePatch } from './patch.ts'

describe('merge patch', () => {
  // The table of RFC 7396, appendix A.
  test.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result)
  })

  test('twice is once', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (target, patch) => {
        const once = mergePatch(target, patch)
        expect(mergePatch(once, patch)).toEqual(once)
      }),
    )
  })

  test('names that every object inherits are members like any other', () => {
    const result = mergePatch({}, JSON.parse('{"__proto__":{"admin":true}}'))
    expect(JSON.stringify(result)).toBe('{"__proto__":{"admin":true}}')
    expect({}).not.toHaveProperty('admin')
  })
})

describe('JSON Patch', () => {
  const value = fc
    .jsonValue({ maxDepth: 3 })
    .filter((value) => !/__proto__|constructor|prototype/.test(JSON.stringify(value)))
  const plain = (text: unknown) => JSON.parse(JSON.stringify(text))

  test('the difference between two values leads from one to the other, whatever they are', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [from, to] = [plain(one), plain(other)]
        const read = JsonPatch.safeParse(createPatch(from, to))
        fc.pre(read.success)
        expect(jsonPatch(from, read.data ?? [])).toEqual(to)
      }),
    )
  })

  test.each([
    ['a test that fails', [{ op: 'test', path: '/title', value: 'Emma' }]],
    ['a place that is not there', [{ op: 'replace', path: '/subjects/7', value: 'x' }]],
    ['a parent that is not there', [{ op: 'add', path: '/a/b', value: 1 }]],
    ['a member that is not there', [{ op: 'remove', path: '/nothing' }]],
    [
      'an operation after one that could be done',
      [
        { op: 'replace', path: '/title', value: 'Emma' },
        { op: 'remove', path: '/nothing' },
      ],
    ],
  ])('%s is a conflict, and changes nothing', (_, operations) => {
    const book = { title: 'Dune', subjects: ['science fiction'] }
    expect(() => jsonPatch(book, JsonPatch.parse(operations))).toThrow(
      expect.objectContaining({ problem: 'patch-conflict' }),
    )
    expect(book).toEqual({ title: 'Dune', subjects: ['science fiction'] })
  })

  test.each([
    [[{ op: 'add', path: '/__proto__/admin', value: true }]],
    [[{ op: 'add', path: '/constructor/prototype/admin', value: true }]],
    [[{ op: 'add', path: 'title', value: 1 }]],
    [[{ op: 'add', path: '/~2', value: 1 }]],
    [[{ op: 'add', path: '/title' }]],
    [[{ op: 'burn', path: '/title' }]],
    [{ op: 'remove', path: '/title' }],
  ])('%j is no patch', (content) => {
    expect(JsonPatch.safeParse(content).success).toBe(false)
  })

  test('the whole document may be tested and replaced', () => {
    const patch = JsonPatch.parse([
      { op: 'test', path: '', value: [1] },
      { op: 'replace', path: '', value: { a: 1 } },
    ])
    expect(jsonPatch([1], patch)).toEqual({ a: 1 })
  })
})
