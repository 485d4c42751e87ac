import { expect, test } from 'vitest'
import { describeHop, endOf, formatMicros, isCause, wentWrong } from './hop-words.ts'
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

const id = (number: number) => String(number).padStart(16, '0')

test('only the hop at which the trouble began is a cause; those above it pass the error on', () => {
  const hops = [
    makeHop(1, 'client', 'gateway', { status: 503 }),
    makeHop(2, 'gateway', 'orders', { status: 503, parentHop: id(1) }),
    makeHop(3, 'orders', 'catalog', { parentHop: id(2) }),
    makeHop(4, 'orders', 'payments', { failure: 'ECONNREFUSED', parentHop: id(2) }),
  ]
  expect(hops.filter((hop) => isCause(hop, hops)).map((hop) => hop.number)).toEqual([4])
})

test('a service that says no by itself is the cause of its own answer', () => {
  const hops = [
    makeHop(1, 'client', 'gateway', { status: 409 }),
    makeHop(2, 'gateway', 'inventory', { status: 409, parentHop: id(1) }),
  ]
  expect(hops.map((hop) => isCause(hop, hops))).toEqual([false, true])
})
