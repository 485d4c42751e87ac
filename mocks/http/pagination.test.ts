import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Page, pageLinks, pageOf } from './pagination.ts'
import { Problem } from './problem.ts'

type Item = { readonly key: string; readonly value: number }

const before = (a: Item, b: Item) => a.value - b.value || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
const page = (items: readonly Item[], limit: number, cursor?: string, order = 'value'): Page<Item> =>
  pageOf([...items].sort(before), {
    order,
    cursor,
    limit,
    bothWays: true,
    place: ({ value, key }) => [value, key],
    after: (item, [value, key]) => before(item, { value: Number(value), key }) > 0,
  })

const items = fc.uniqueArray(
  fc.record({ key: fc.string({ maxLength: 4, unit: 'grapheme' }), value: fc.integer({ min: 0, max: 3 }) }),
  {
    selector: ({ key }) => key,
    maxLength: 30,
  },
)
const limit = fc.integer({ min: 1, max: 7 })

describe('laws', () => {
  test('following the cursors shows every item exactly once, in order', () => {
    fc.assert(
      fc.property(items, limit, (all, limit) => {
        const seen: Item[] = []
        let cursor: string | undefined
        do {
          const { items, next } = page(all, limit, cursor)
          if (next !== undefined) expect(items).toHaveLength(limit)
          seen.push(...items)
          cursor = next
        } while (cursor !== undefined)
        expect(seen).toEqual([...all].sort(before))
      }),
    )
  })

  test('items that are inserted and deleted meanwhile make nobody skip or repeat one that was and stays there', () => {
    fc.assert(
      fc.property(items, items, limit, fc.infiniteStream(fc.boolean()), (first, added, limit, coins) => {
        const present = new Map(first.map((item) => [item.key, item]))
        const staying = new Set(present.keys())
        const later = added.filter(({ key }) => !present.has(key))
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const { items, next } = page([...present.values()], limit, cursor)
          seen.push(...items.map(({ key }) => key))
          cursor = next
          const item = later.pop()
          if (item && coins.next().value) present.set(item.key, item)
          const [victim] = present.keys()
          if (victim !== undefined && coins.next().value) {
            present.delete(victim)
            staying.delete(victim)
          }
        } while (cursor !== undefined)
        expect(new Set(seen).size).toBe(seen.length)
        for (const key of staying) expect(seen).toContain(key)
      }),
    )
  })

  test('the way back shows the same items as the way there, whatever is inserted in between', () => {
    fc.assert(
      fc.property(items, items, limit, (all, added, limit) => {
        let here = page(all, limit)
        while (here.next !== undefined) here = page(all, limit, here.next)
        const sorted = [...all].sort(before)
        const there = new Set(all.map(({ key }) => key))
        const more = [...all, ...added.filter(({ key }) => !there.has(key))]
        const seen: Item[] = [...here.items]
        while (here.prev !== undefined) {
          here = page(more, limit, here.prev)
          seen.unshift(...here.items)
        }
        expect(seen.filter(({ key }) => there.has(key))).toEqual(sorted)
      }),
    )
  })

  test('whatever text comes as a cursor, the answer is a page or the problem invalid-parameter', () => {
    fc.assert(
      fc.property(
        items,
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (all, cursor) => {
          try {
            page(all, 5, cursor)
          } catch (error) {
            expect(error).toBeInstanceOf(Problem)
            expect(error).toMatchObject({
              problem: 'invalid-parameter',
              details: { errors: [{ parameter: 'cursor' }] },
            })
          }
        },
      ),
    )
  })
})

const MANY: readonly Item[] = Array.from({ length: 5 }, (_, i) => ({ key: `k${i}`, value: i }))

test('a cursor may stand in a URL as it is', () => {
  const { next } = page(
    [
      { key: '?&=/+ü', value: 1 },
      { key: 'z', value: 2 },
    ],
    1,
  )
  expect(next).toMatch(/^[\w-]+$/)
})

test('the cursor of a list in another order is refused', () => {
  const { next } = page(MANY, 2, undefined, 'value')
  expect(() => page(MANY, 2, next, 'age')).toThrow(/not one that this service gave out for this list/)
})

test('the last page has no next, even when it is full', () => {
  expect(page(MANY, 5)).toEqual({ items: MANY })
  expect(page([], 5)).toEqual({ items: [] })
})

describe('the Link field', () => {
  test('leads to the first and the next page and keeps the other parameters', () => {
    const query = new URLSearchParams({ q: 'le guin', cursor: 'old', limit: '2' })
    expect(pageLinks('/v1/books', query, 'new')).toBe(
      '</v1/books?q=le+guin&limit=2>; rel="first", </v1/books?q=le+guin&limit=2&cursor=new>; rel="next"',
    )
    expect(query.get('cursor')).toBe('old')
  })

  test('names the first page alone on the last one', () => {
    expect(pageLinks('/books', new URLSearchParams(), undefined)).toBe('</books>; rel="first"')
  })

  test('nothing in a query can break out of it', () => {
    const link = pageLinks('/books', new URLSearchParams({ q: '>; rel="evil", <//evil.example' }), undefined)
    expect(link.match(/[<>]/g)).toHaveLength(2)
  })
})
