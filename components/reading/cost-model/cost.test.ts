import { expect, test } from 'vitest'
import { breakEven, FIRST, monthOf } from './cost.ts'

test('one team waits for nobody, so a split only costs', () => {
  const { monolith, services } = monthOf({ ...FIRST, teams: 1 })
  expect([monolith.waiting, services.waiting]).toEqual([0, 0])
  expect(services.total).toBeGreaterThan(monolith.total)
})

test('pairs grow faster than teams', () => {
  const waiting = (teams: number) => monthOf({ ...FIRST, teams }).monolith.waiting
  expect(waiting(8) / waiting(4)).toBeCloseTo(28 / 6, 2)
})

test('a month is the sum of its items', () => {
  for (const { total, ...items } of Object.values(monthOf(FIRST)))
    expect(Object.values(items).reduce((sum, item) => sum + item, 0)).toBe(total)
})

test('the break-even moves with the guesses, and may not exist', () => {
  // The page names both.
  expect(breakEven(FIRST)).toBe(17)
  expect(breakEven({ ...FIRST, pairHours: 8 })).toBe(7)
  expect(breakEven({ ...FIRST, pairHours: 0 })).toBeUndefined()
  expect(breakEven({ ...FIRST, remains: 100 })).toBeUndefined()
})
