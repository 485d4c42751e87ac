import { expect, test } from 'vitest'
import { describeHop, endOf, formatMicros, wentWrong } from './hop-words.ts'
import { makeHop } from './make-hop.ts'

test('a hop in words says who asked whom, for what, and how it ended', () => {
  expect(describeHop(makeHop(2, 'orders', 'catalog'))).toBe(
    'orders asks catalog: GET /things?n=2. Answer: 200.',
  )
  expect(describeHop(makeHop(3, 'orders', 'payments', { failure: 'ECONNREFUSED' }))).toBe(
    'orders asks payments: GET /things?n=3. No answer: the connection was refused (ECONNREFUSED).',
  )
})

test('a refused connection and a 503 both went wrong, a 304 did not', () => {
  expect(wentWrong(makeHop(1, 'a', 'b', { failure: 'ECONNRESET' }))).toBe(true)
  expect(wentWrong(makeHop(1, 'a', 'b', { status: 503 }))).toBe(true)
  expect(wentWrong(makeHop(1, 'a', 'b', { status: 304 }))).toBe(false)
  expect(endOf(makeHop(1, 'a', 'b', { failure: 'ECONNREFUSED' }))).toBe('refused')
})

test('times are shown in the unit a person would use', () => {
  expect(formatMicros(412)).toBe('412 µs')
  expect(formatMicros(4123)).toBe('4.12 ms')
  expect(formatMicros(41_230)).toBe('41.2 ms')
  expect(formatMicros(412_300)).toBe('412 ms')
  expect(formatMicros(3_000_000)).toBe('3.00 s')
})
