import { expect, test } from 'vitest'
import { diffOf } from './diff.ts'

test('places that differ are marked, and the others are there to be read', () => {
  expect(diffOf({ onHand: 3, reserved: 0 }, { onHand: 3, reserved: 1 })).toEqual([
    { path: 'onHand', before: 3, after: 3, differs: false },
    { path: 'reserved', before: 0, after: 1, differs: true },
  ])
})

test('a record that is new or gone differs in every place', () => {
  expect(diffOf(null, { total: { amount: 5 }, lines: [{ isbn: 'x' }] })).toEqual([
    { path: 'total.amount', before: undefined, after: 5, differs: true },
    { path: 'lines.0.isbn', before: undefined, after: 'x', differs: true },
  ])
  expect(diffOf({ a: 1 }, null)).toEqual([{ path: 'a', before: 1, after: undefined, differs: true }])
})

test('a place that appears, one that goes, null and empty lists are told apart', () => {
  expect(diffOf({ a: null, b: [] }, { c: 1, b: [2] })).toEqual([
    { path: 'c', before: undefined, after: 1, differs: true },
    { path: 'b.0', before: undefined, after: 2, differs: true },
    { path: 'a', before: null, after: undefined, differs: true },
    { path: 'b', before: '[]', after: undefined, differs: true },
  ])
})

test('a record that did not change differs nowhere', () => {
  expect(diffOf({ a: { b: [1, 2] } }, { a: { b: [1, 2] } }).some(({ differs }) => differs)).toBe(false)
})
