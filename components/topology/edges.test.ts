import { expect, test } from 'vitest'
import { makeHop } from '#components/ui/make-hop.ts'
import { breakOf, edgesOf, marksOf } from './edges.ts'
import { layoutOf, lengthOf, pointAt } from './layout.ts'

const layout = layoutOf('wide', 'microservices')

test('hops of the same pair share one line and keep their own numbers, which do not touch', () => {
  const [edge, ...others] = edgesOf(layout, [
    makeHop(3, 'orders', 'inventory'),
    makeHop(5, 'orders', 'inventory'),
  ])
  if (!edge) throw new Error('no edge')
  expect(others).toEqual([])
  const marks = marksOf(edge)
  expect(marks.map((mark) => mark.hop.number)).toEqual([3, 5])
  expect(Math.abs((marks[0]?.x ?? 0) - (marks[1]?.x ?? 0))).toBeGreaterThanOrEqual(22)
})

test('where a storm has no room, the last number stands for the rest', () => {
  const [edge] = edgesOf(
    layout,
    Array.from({ length: 27 }, (_, i) => makeHop(i + 1, 'gateway', 'orders')),
  )
  if (!edge) throw new Error('no edge')
  const marks = marksOf(edge)
  expect(marks.map((mark) => mark.count).reduce((a, b) => a + b)).toBe(27)
  expect(marks.at(-1)?.count).toBe(25)
})

test('a party that is not on the drawing gets no line', () => {
  expect(edgesOf(layout, [makeHop(1, 'payments', 'bank')])).toEqual([])
})

test.each([
  ['wide', 'client', 'gateway'],
  ['wide', 'gateway', 'catalog'],
  ['wide', 'orders', 'catalog'],
  ['wide', 'orders', 'payments'],
  ['tall', 'client', 'gateway'],
  ['tall', 'gateway', 'catalog'],
  ['tall', 'orders', 'payments'],
] as const)(
  '%s: the break of %s → %s is near the callee, on its last part, clear of the number',
  (sheet, from, to) => {
    const [edge] = edgesOf(layoutOf(sheet, 'microservices'), [makeHop(1, from, to)])
    const [mark] = edge ? marksOf(edge, true) : []
    if (!edge || !mark) throw new Error('no edge')
    const { from: start, to: end } = breakOf(edge.line)
    const length = lengthOf(edge.line)
    expect(end - start).toBeGreaterThanOrEqual(8)
    expect(length - end).toBeLessThan(10)
    expect(start).toBeGreaterThan(length - lengthOf(edge.line.slice(-2)))
    const tear = pointAt(edge.line, start)
    expect(Math.hypot(tear.x - mark.x, tear.y - mark.y)).toBeGreaterThan(11)
  },
)
