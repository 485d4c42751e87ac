import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findIn, jsonPathOf, openAtFirst, rowsOf, waysTo } from './json-rows.ts'

const ORDER = { id: '8', lines: [{ isbn: '978', 'unit/price': { amount: 1 } }], 'a b': null }

/** Opens everything. */
function allOpen(value: unknown): ReadonlySet<string> {
  let open: ReadonlySet<string> = new Set([''])
  for (;;) {
    const next = new Set(rowsOf(value, open).flatMap(({ pointer, size }) => (size ? pointer : [])))
    if (next.size <= open.size) return open
    open = next
  }
}

test('a folded value shows one row; an open one shows what is in it, in the order of the text', () => {
  expect(rowsOf(ORDER, new Set())).toHaveLength(1)
  expect(rowsOf(ORDER, new Set([''])).map(({ name }) => name)).toEqual([undefined, 'id', 'lines', 'a b'])
  expect(rowsOf(ORDER, allOpen(ORDER)).map(({ pointer }) => pointer)).toEqual([
    '',
    '/id',
    '/lines',
    '/lines/0',
    '/lines/0/isbn',
    '/lines/0/unit~1price',
    '/lines/0/unit~1price/amount',
    '/a b',
  ])
})

test('a place is found by name and by value, and can be shown and named', () => {
  expect(findIn(ORDER, 'PRICE')).toEqual(['/lines/0/unit~1price'])
  expect(findIn(ORDER, '978')).toEqual(['/lines/0/isbn'])
  expect(findIn(ORDER, 'null')).toEqual(['/a b'])
  expect(waysTo('/lines/0/unit~1price')).toEqual(['', '/lines', '/lines/0'])
  expect(jsonPathOf('/lines/0/unit~1price/amount', ORDER)).toBe("$.lines[0]['unit/price'].amount")
  expect(jsonPathOf('', ORDER)).toBe('$')
})

test('of any JSON, the open tree has every leaf once, and every row can be found again by its way', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const open = allOpen(value)
      const rows = rowsOf(value, open)
      expect(new Set(rows.map(({ pointer }) => pointer)).size).toBe(rows.length)
      const text = JSON.stringify(value)
      const leaves = rows.filter(({ size }) => size === undefined)
      const counted: unknown[] = []
      JSON.parse(text, (_, each) => {
        if (typeof each !== 'object' || each === null) counted.push(each)
        return each
      })
      // JSON.parse drops members named __proto__ from what it revives, and so do they not count here.
      if (!text.includes('__proto__')) expect(leaves).toHaveLength(counted.length)
      for (const { pointer } of rows)
        for (const way of waysTo(pointer)) if (pointer !== '') expect(open.has(way)).toBe(true)
    }),
    { seed: 11, numRuns: 200 },
  )
})

test('200 levels and 5 MB are read without a stack and in a moment', () => {
  let deep: unknown = 'bottom'
  for (let i = 0; i < 200; i++) deep = { down: deep }
  expect(findIn(deep, 'bottom')).toHaveLength(1)
  expect(rowsOf(deep, allOpen(deep))).toHaveLength(201)

  const large = Array.from({ length: 40_000 }, (_, id) => ({
    id,
    title: `Book ${id}`,
    price: { amount: id, currency: 'EUR' },
  }))
  expect(rowsOf(large, openAtFirst(large))).toHaveLength(40_001)
  expect(findIn(large, 'Book 39999')).toEqual(['/39999/title'])
})
