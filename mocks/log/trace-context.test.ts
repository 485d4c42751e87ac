import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTraceparent, parseTraceparent } from './trace-context.ts'

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((digits) => digits.join(''))
const ids = fc
  .record({ traceId: hex(32), spanId: hex(16) })
  .filter(({ traceId, spanId }) => /[^0]/.test(traceId) && /[^0]/.test(spanId))

const T = 'a1'.repeat(16)
const S = 'b2'.repeat(8)

test('what is written can be read', () => {
  fc.assert(
    fc.property(ids, (context) => {
      expect(parseTraceparent(formatTraceparent(context))).toEqual(context)
    }),
  )
})

test('no text is an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => parseTraceparent(text)).not.toThrow()
    }),
  )
})

describe('W3C Trace Context §3.2', () => {
  test.each([
    ['version 00', `00-${T}-${S}-01`],
    ['not sampled', `00-${T}-${S}-00`],
    ['flags that nobody knows', `00-${T}-${S}-ff`],
    ['a later version', `01-${T}-${S}-01`],
    ['a later version with more behind it', `cc-${T}-${S}-01-what-the-future-brings`],
  ])('%s is read', (_, field) => {
    expect(parseTraceparent(field)).toEqual({ traceId: T, spanId: S })
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty field', ''],
    ['version ff', `ff-${T}-${S}-01`],
    ['version 00 with more behind it', `00-${T}-${S}-01-more`],
    ['a later version with something stuck to it', `01-${T}-${S}-01.more`],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${S}-01`],
    ['a parent id of zeros', `00-${T}-${'0'.repeat(16)}-01`],
    ['capital letters', `00-${T.toUpperCase()}-${S}-01`],
    ['a trace id that is too short', `00-${T.slice(1)}-${S}-01`],
    ['letters that are no hex digits', `00-${'g'.repeat(32)}-${S}-01`],
    ['two fields in one', `00-${T}-${S}-01, 00-${T}-${S}-01`],
    ['a line break', `00-${T}-${S}-01\n`],
    ['spaces around it', ` 00-${T}-${S}-01 `],
  ])('%s starts a new trace', (_, field) => {
    expect(parseTraceparent(field)).toBeUndefined()
  })
})
