import { expect, it } from 'vitest'
import { amountOf, fill } from './words.ts'

it('words are put into a text', () => {
  expect(fill('Order {quantity} of “{book}”.', { quantity: 2, book: 'Dune' })).toBe('Order 2 of “Dune”.')
})

it('JSON in a text is left alone', () => {
  expect(fill('`"params": {"isbn": …}`', {})).toBe('`"params": {"isbn": …}`')
})

it('an unknown word is an error', () => {
  expect(() => fill('{quantity} copies', {})).toThrow('there is no such word')
})

it('amounts are numbers, words, or the difference of two', () => {
  const words = { before: 5, taken: 2, book: 'Dune' }
  expect(amountOf(7, words)).toBe(7)
  expect(amountOf({ word: 'before' }, words)).toBe(5)
  expect(amountOf({ word: 'before', minus: 1 }, words)).toBe(4)
  expect(amountOf({ word: 'before', minus: 'taken' }, words)).toBe(3)
  expect(amountOf({ word: 'book' }, words)).toBeUndefined()
})
