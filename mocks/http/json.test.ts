import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from './json.ts'
import { Problem } from './problem.ts'

const whole = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed())
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    whole,
    fc.array(tie('value')),
    fc.dictionary(whole, tie('value')),
  ),
}))

test('what anybody writes as JSON is read as it was meant, however it is indented', () => {
  fc.assert(
    fc.property(value, fc.nat(3), (meant, indent) => {
      const text = JSON.stringify(meant, null, indent)
      expect(readJson(text)).toEqual(JSON.parse(text))
    }),
  )
})

test('a name that stands twice in one object is refused, wherever that is; in two objects it may stand', () => {
  fc.assert(
    fc.property(whole, value, value, fc.nat(5), (name, one, other, depth) => {
      const member = (of: unknown) => `${JSON.stringify(name)}: ${JSON.stringify(of)}`
      const nested = (text: string) => '{"in":['.repeat(depth) + text + ']}'.repeat(depth)
      expect(() => readJson(nested(`{${member(one)},${member(other)}}`))).toThrow(/twice/)
      expect(readJson(nested(`[{${member(one)}},{${member(other)}}]`))).toBeDefined()
    }),
  )
})

test('whatever else comes is a value or the problem malformed-request', () => {
  const pieces = fc.array(
    fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'a', '\\u0061', '\\ud800', '1', 'null', ' '),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        pieces.map((all) => all.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        try {
          readJson(text)
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
          expect(error).toMatchObject({ problem: 'malformed-request' })
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test.each([
  ['a name in two spellings', '{"a":1,"\\u0061":2}', /twice/],
  ['half of a surrogate pair', '["\\ud800"]', /surrogate/],
  ['half of one in a name', '{"\\udc00":1}', /surrogate/],
  ['brackets without end', '['.repeat(1e5), /nested/],
  ['nothing', '', /not JSON/],
  ['NaN', '{"a":NaN}', /not JSON/],
])('%s is refused', (_, text, why) => {
  expect(() => readJson(text)).toThrow(why)
})

test('brackets inside a text are no nesting, and __proto__ is a name like any other', () => {
  expect(readJson(JSON.stringify('['.repeat(500)))).toBe('['.repeat(500))
  expect(Object.keys(readJson('{"__proto__":{"admin":true}}') as object)).toEqual(['__proto__'])
  expect(Object.prototype).not.toHaveProperty('admin')
})
