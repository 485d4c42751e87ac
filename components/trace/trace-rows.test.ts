import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeHop } from '#components/ui/make-hop.ts'
import { criticalHopsOf } from '#mocks/log/views/critical-path.ts'
import { ticksOf, toRows } from './trace-rows.ts'

const id = (number: number) => String(number).padStart(16, '0')
const root = makeHop(1, 'client', 'gateway', { sentUs: 100, arrivedUs: 110, answeredUs: 180, endUs: 200 })

test('a bar is the way there, the work, the waiting for others, and the way back', () => {
  const child = makeHop(2, 'gateway', 'orders', {
    parentHop: id(1),
    sentUs: 130,
    arrivedUs: 140,
    answeredUs: 150,
    endUs: 160,
  })
  const { rows, totalUs } = toRows([root, child])
  expect(totalUs).toBe(100)
  expect(rows[0]?.segments).toEqual([
    { kind: 'out', fromUs: 0, toUs: 10 },
    { kind: 'own', fromUs: 10, toUs: 30 },
    { kind: 'waiting', fromUs: 30, toUs: 60 },
    { kind: 'own', fromUs: 60, toUs: 80 },
    { kind: 'back', fromUs: 80, toUs: 100 },
  ])
})

test('a refused connection is all loss, a lost reply only its last part', () => {
  const refused = makeHop(1, 'a', 'b', { failure: 'ECONNREFUSED', sentUs: 0, endUs: 30 })
  expect(toRows([refused]).rows[0]?.segments).toEqual([{ kind: 'lost', fromUs: 0, toUs: 30 }])
  const reset = makeHop(1, 'a', 'b', {
    failure: 'ECONNRESET',
    sentUs: 0,
    arrivedUs: 10,
    answeredUs: 20,
    endUs: 30,
  })
  expect(toRows([reset]).rows[0]?.segments.map((segment) => segment.kind)).toEqual(['out', 'own', 'lost'])
})

test('where a clock is slow the work is drawn before the bar, and what was waited for stays what it was', () => {
  const hop = {
    ...root,
    reported: { sentUs: 100, arrivedUs: 60, answeredUs: 130, endUs: 200 },
  }
  const child = makeHop(2, 'gateway', 'orders', {
    parentHop: id(1),
    sentUs: 130,
    arrivedUs: 140,
    answeredUs: 150,
    endUs: 160,
  })
  const own = { ...child, reported: { sentUs: 80, arrivedUs: 140, answeredUs: 150, endUs: 110 } }
  const { rows, totalUs } = toRows([hop, own])
  expect(totalUs).toBe(140)
  expect(rows[0]).toMatchObject({ startUs: 40, durationUs: 100, beforeItsCauseUs: 40, critical: true })
  expect(rows[0]?.segments).toEqual([
    { kind: 'out', fromUs: 40, toUs: 140 },
    { kind: 'own', fromUs: 0, toUs: 20 },
    { kind: 'waiting', fromUs: 20, toUs: 50 },
    { kind: 'own', fromUs: 50, toUs: 70 },
  ])
  expect(rows[1]).toMatchObject({ startUs: 20, durationUs: 30, critical: true })
  expect(rows[1]).not.toHaveProperty('beforeItsCauseUs')
})

test('calls made at the same time are waited for together, and only the last to end is critical', () => {
  const quick = makeHop(2, 'gateway', 'catalog', {
    parentHop: id(1),
    sentUs: 110,
    arrivedUs: 112,
    answeredUs: 113,
    endUs: 120,
  })
  const slow = makeHop(3, 'gateway', 'orders', {
    parentHop: id(1),
    sentUs: 110,
    arrivedUs: 112,
    answeredUs: 150,
    endUs: 180,
  })
  const { rows } = toRows([root, quick, slow])
  const waiting = rows[0]?.segments.filter((segment) => segment.kind === 'waiting') ?? []
  expect(waiting.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0)).toBe(70)
  expect([...criticalHopsOf([root, quick, slow])]).toEqual([id(1), id(3)])
})

test('a hop under way lasts until the last thing known', () => {
  const { endUs: _, ...open } = makeHop(1, 'client', 'gateway', { sentUs: 0, arrivedUs: 5 })
  const child = makeHop(2, 'gateway', 'orders', { parentHop: id(1), sentUs: 20, endUs: 40 })
  expect(toRows([open, child]).rows[0]).toMatchObject({ startUs: 0, durationUs: 40 })
})

test('an empty trace has no rows', () => {
  expect(toRows([])).toEqual({ rows: [], totalUs: 0 })
})

describe('laws', () => {
  const times = fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 4 })
    .map((list) => list.toSorted((a, b) => a - b))
  test('the parts of a bar fill it without gap or overlap, whatever the times', () => {
    fc.assert(
      fc.property(
        times,
        fc.array(times, { maxLength: 5 }),
        ([sentUs = 0, arrivedUs = 0, answeredUs = 0, endUs = 0], children) => {
          const hops = [
            makeHop(1, 'client', 'gateway', { sentUs, arrivedUs, answeredUs, endUs }),
            ...children.map(([a = 0, b = 0, c = 0, d = 0], i) =>
              makeHop(i + 2, 'gateway', 'orders', {
                parentHop: id(1),
                sentUs: Math.max(arrivedUs, Math.min(answeredUs, a)),
                arrivedUs: Math.max(arrivedUs, Math.min(answeredUs, b)),
                answeredUs: Math.max(arrivedUs, Math.min(answeredUs, c)),
                endUs: Math.max(arrivedUs, Math.min(answeredUs, d)),
              }),
            ),
          ]
          for (const { segments, startUs, durationUs } of toRows(hops).rows) {
            expect(segments[0]?.fromUs).toBe(startUs)
            expect(segments.at(-1)?.toUs).toBe(startUs + durationUs)
            for (const [i, segment] of segments.slice(1).entries())
              expect(segment.fromUs).toBe(segments[i]?.toUs)
          }
        },
      ),
    )
  })

  test('an axis has a few round ticks within the trace', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 100_000_000 }), (total) => {
        const ticks = ticksOf(total)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(6)
        expect(ticks.at(-1)).toBeLessThanOrEqual(total)
      }),
    )
  })
})
