import { expect, test } from 'vitest'
import { recordFirstRun } from './record.ts'
import { type Entry, viewOf } from './session.ts'
import { announce, bytesInWords, noSuchHost, resultParts, shortUrl } from './words.ts'

const recorded = await recordFirstRun()
const ended = (outcome: Entry['outcome']) => announce({ ...recorded, outcome }, viewOf(recorded))

test('the result in one line', () => {
  expect(resultParts(recorded, viewOf(recorded)).slice(0, 3)).toEqual([
    '201 Created',
    '5 hops',
    'stock 3 → 2',
  ])
})

test('an answer, no answer, giving up and a failure of ours are told apart', () => {
  expect(ended(recorded.outcome)).toMatch(/^Answer: 201 Created, 5 hops, stock 3 → 2, /)
  expect(ended({ kind: 'no-answer', failure: 'ECONNREFUSED', detail: 'Nobody listens.' })).toBe(
    'No answer came. Nobody listens.',
  )
  expect(ended({ kind: 'cancelled' })).toMatch(/^You stopped waiting/)
  expect(ended({ kind: 'sandbox-failed', detail: 'x' })).toMatch(/^The sandbox failed, not the bookshop/)
  expect(ended({ kind: 'waiting' })).toBe('')
})

test('sizes, addresses and hosts in words', () => {
  expect([999, 1234, 12_345].map(bytesInWords)).toEqual(['999 bytes', '1.23 kB', '12.3 kB'])
  expect(shortUrl('https://api.bookshop.example/v1/books?q=a', 'api.bookshop.example')).toBe('/v1/books?q=a')
  expect(shortUrl('https://orders.bookshop.internal/orders', 'api.bookshop.example')).toBe(
    'orders.bookshop.internal/orders',
  )
  expect(noSuchHost('orders.bookshop.internal', 'monolith')).toContain('orders is a part of it')
})
