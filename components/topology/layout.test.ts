import { describe, expect, test } from 'vitest'
import { BLOCKS } from '#components/ui/service-look.ts'
import {
  type Box,
  type Construction,
  edgeBetween,
  layoutOf,
  lengthOf,
  type Orientation,
  partOf,
  pointAt,
} from './layout.ts'

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const ORIENTATIONS: Orientation[] = ['wide', 'tall']
const CONSTRUCTIONS: Construction[] = ['microservices', 'monolith']

describe.each(ORIENTATIONS)('%s', (orientation) => {
  test.each(CONSTRUCTIONS)('%s: no two blocks overlap and all are on the sheet', (construction) => {
    const layout = layoutOf(orientation, construction)
    for (const a of BLOCKS) {
      const box = layout.blocks[a]
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(layout.width)
      expect(box.y + box.height).toBeLessThanOrEqual(layout.dimension.from.y)
      for (const b of BLOCKS) if (a !== b) expect(overlap(box, layout.blocks[b])).toBe(false)
    }
  })

  test('the monolith is the same blocks, touching: with the drawer they fill one outline exactly', () => {
    const { blocks, cabinet } = layoutOf(orientation, 'monolith')
    const { outline, drawer } = cabinet ?? { outline: undefined, drawer: undefined }
    if (!outline || !drawer) throw new Error('a monolith has a cabinet')
    const area = (box: Box) => box.width * box.height
    const parts = [...BLOCKS.map((block) => blocks[block]), drawer]
    expect(parts.reduce((sum, box) => sum + area(box), 0)).toBe(area(outline))
    for (const block of BLOCKS) {
      const { width, height } = layoutOf(orientation, 'microservices').blocks[block]
      expect(blocks[block]).toMatchObject({ width, height })
    }
  })

  test('the client and the first block do not move when the construction changes', () => {
    const [services, monolith] = CONSTRUCTIONS.map((construction) => layoutOf(orientation, construction))
    expect(monolith?.client).toEqual(services?.client)
    expect(monolith?.blocks.gateway).toEqual(services?.blocks.gateway)
  })

  test.each([
    ['client', 'gateway'],
    ['gateway', 'catalog'],
    ['gateway', 'inventory'],
    ['gateway', 'orders'],
    ['orders', 'catalog'],
    ['orders', 'inventory'],
    ['orders', 'payments'],
  ])('the joint %s → %s crosses no other block', (from, to) => {
    const layout = layoutOf(orientation, 'microservices')
    const line = edgeBetween(layout, from, to)
    if (!line) throw new Error('no line')
    expect(lengthOf(line)).toBeGreaterThan(20)
    for (let length = 1; length < lengthOf(line) - 1; length += 2) {
      const { x, y } = pointAt(line, length)
      for (const block of BLOCKS)
        expect(overlap({ x, y, width: 0.1, height: 0.1 }, layout.blocks[block])).toBe(false)
    }
  })
})

test('a party that is not drawn has no line', () => {
  expect(edgeBetween(layoutOf('wide', 'microservices'), 'orders', 'bank')).toBeUndefined()
  expect(edgeBetween(layoutOf('wide', 'microservices'), 'client', 'monolith')).toBeUndefined()
})

test('a part of a line keeps the corners between its ends', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
  ]
  expect(lengthOf(line)).toBe(20)
  expect(partOf(line, 5, 15)).toEqual([
    { x: 5, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 5 },
  ])
})
