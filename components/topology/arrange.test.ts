import { describe, expect, test } from 'vitest'
import { makeHop } from '#components/ui/make-hop.ts'
import type { Hop } from '#mocks/log/views/spans.ts'
import { edgesOf, marksOf } from './edges.ts'
import { type Box, edgeBetween, layoutFor, lengthOf, type Orientation, pointAt } from './layout.ts'

const hop = (number: number, from: string, to: string, depth: number): Hop => ({
  ...makeHop(number, from, to),
  depth,
})
const way = (...calls: readonly (readonly [from: string, to: string, depth: number])[]) =>
  calls.map(([from, to, depth], i) => hop(i + 1, from, to, depth))

const WAYS = {
  'a cart': way(['client', 'gateway', 0], ['gateway', 'cart', 1], ['cart', 'catalog', 2]),
  'a quote': way(['client', 'gateway', 0], ['gateway', 'shipping', 1], ['shipping', 'carrier', 2]),
  'the front page': way(
    ['client', 'gateway', 0],
    ['gateway', 'catalog', 1],
    ['gateway', 'recommendations', 1],
    ['recommendations', 'catalog', 2],
  ),
  'a whole order': way(
    ['client', 'gateway', 0],
    ['gateway', 'orders', 1],
    ['orders', 'catalog', 2],
    ['orders', 'inventory', 2],
    ['orders', 'payments', 2],
    ['payments', 'bank', 3],
    ['orders', 'shipping', 2],
  ),
  'a third party alone': way(['client', 'carrier', 0]),
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe.each(['wide', 'tall'] satisfies Orientation[])('%s', (orientation) => {
  describe.each(Object.entries(WAYS))('%s', (_, hops) => {
    const layout = layoutFor(orientation, 'microservices', hops)
    const boxes = [...layout.placed.values()]

    test('whoever takes part is drawn, once, on the sheet, and nobody else', () => {
      expect([...layout.placed.keys()].sort()).toEqual([...new Set(hops.map(({ to }) => to))].sort())
      for (const [i, box] of boxes.entries()) {
        expect(box.x).toBeGreaterThanOrEqual(0)
        expect(box.y).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(layout.width)
        expect(box.y + box.height).toBeLessThanOrEqual(layout.dimension.from.y)
        for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(false)
      }
      expect(layout.dimension.from.y).toBeLessThan(layout.height)
    })

    test('each line carries its numbers where no other line has its own', () => {
      const marks = edgesOf(layout, hops).map((edge) => marksOf(edge))
      for (const [i, own] of marks.entries())
        for (const { x, y } of own)
          for (const other of marks.slice(i + 1).flat())
            expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(12)
    })

    test('no joint crosses a block', () => {
      for (const { from, to } of hops) {
        const line = edgeBetween(layout, from, to)
        if (!line) throw new Error(`no line from ${from} to ${to}`)
        expect(lengthOf(line)).toBeGreaterThan(20)
        for (let length = 1; length < lengthOf(line) - 1; length += 2) {
          const { x, y } = pointAt(line, length)
          for (const box of boxes)
            expect(overlap({ x, y, width: 0.1, height: 0.1 }, box), `${from} → ${to}`).toBe(false)
        }
      }
    })
  })

  test('a monolith stays where it is, with the third party beside it', () => {
    const hops = way(['client', 'monolith', 0], ['monolith', 'carrier', 1])
    const alone = layoutFor(orientation, 'monolith', hops.slice(0, 1))
    const layout = layoutFor(orientation, 'monolith', hops)
    const carrier = layout.placed.get('carrier')
    if (!carrier || !layout.cabinet) throw new Error('both are drawn')
    expect(overlap(carrier, layout.cabinet.outline)).toBe(false)
    expect(carrier.y + carrier.height).toBeLessThanOrEqual(layout.dimension.from.y)
    expect([...layout.placed].filter(([party]) => party !== 'carrier')).toEqual([...alone.placed])
    const line = edgeBetween(layout, 'monolith', 'carrier')
    expect(lengthOf(line ?? [])).toBeGreaterThan(20)
  })
})

test('an order of the five blocks is drawn as ever, whoever of them takes part', () => {
  const hops = way(['client', 'gateway', 0], ['gateway', 'catalog', 1])
  expect([...layoutFor('wide', 'microservices', hops).placed.keys()]).toHaveLength(5)
  expect([...layoutFor('wide', 'microservices', []).placed.keys()]).toHaveLength(5)
})
