import { expect, it } from 'vitest'
import { dayOf, sayWhen } from './local-day.ts'

const at = (day: number, hour: number) => new Date(2026, 2, day, hour, 30).getTime()

it('a day lasts until four in the morning, and days are counted one by one', () => {
  expect(dayOf(at(11, 2))).toBe(dayOf(at(10, 20)))
  expect(dayOf(at(11, 5))).toBe(dayOf(at(10, 20)) + 1)
  for (let day = 1; day < 60; day++) expect(dayOf(at(day + 1, 12)) - dayOf(at(day, 12))).toBe(1)
})

it('says when in words', () => {
  const now = at(10, 20)
  expect(sayWhen(now + 600_000, now)).toBe('later today')
  expect(sayWhen(at(11, 9), now)).toBe('tomorrow')
  expect(sayWhen(at(13, 20), now)).toBe('in 3 days')
  expect(sayWhen(at(10 + 90, 20), now)).toBe('in about 3 months')
})
