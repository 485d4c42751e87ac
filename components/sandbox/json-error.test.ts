import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findJsonError } from './json-error.ts'

test.each([
  ['{"a": 1,}', 1, 8, 'No comma'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'Expected a comma'],
  ["{'a': 1}", 1, 2, 'double quotes'],
  ['{"a": tru}', 1, 7, 'tru is not a JSON value'],
  ['{"a": "x', 1, 7, 'never closed'],
  ['[1, 2', 1, 1, '] is missing'],
  ['{"a" 1}', 1, 6, 'colon'],
  ['01', 1, 1, 'start with 0'],
  ['1.', 1, 2, 'not complete'],
  ['-', 1, 2, 'digit'],
  ['"\\x"', 1, 2, 'escape'],
  ['{} {}', 1, 4, 'follows the end'],
  ['  ', 1, 3, 'no value'],
])('%j is not JSON', (text, line, column, message) => {
  const error = findJsonError(text)
  expect(error).toMatchObject({ line, column })
  expect(error?.message).toContain(message)
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('it agrees with JSON.parse on every text', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.string({ maxLength: 2, unit: 'grapheme-ascii' }),
      (json, at, inserted) => {
        expect(findJsonError(json)).toBeUndefined()
        const broken =
          json.slice(0, at % (json.length + 1)) + inserted + json.slice((at % (json.length + 1)) + (at % 3))
        expect(findJsonError(broken) === undefined).toBe(parses(broken))
      },
    ),
    { numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(findJsonError(text) === undefined).toBe(parses(text))
    }),
  )
})
