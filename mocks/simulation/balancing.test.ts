import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Balancing, type Candidate, pick } from './balancing.ts'
import { createRandom } from './random.ts'

const KINDS: readonly Balancing[] = ['round-robin', 'least-outstanding', 'random-of-two', 'sticky']
const idle = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, outstanding: 0 }))
const asking = (turn = 0, key = 'guest') => ({ turn, key, random: createRandom(turn, key) })

test('round robin takes one after another and begins again', () => {
  const picks = [0, 1, 2, 3, 4].map((turn) => pick('round-robin', idle(3), asking(turn)))
  expect(picks).toEqual([1, 2, 3, 1, 2])
})

test('least outstanding takes whoever has the least to do, the first of equals', () => {
  const candidates = [3, 1, 1].map((outstanding, index) => ({ id: index + 1, outstanding }))
  expect(pick('least-outstanding', candidates, asking())).toBe(2)
})

test('sticky gives one key the same instance, and different keys different ones', () => {
  const keys = Array.from({ length: 60 }, (_, index) => `customer ${index}`)
  const picks = keys.map((key) => pick('sticky', idle(3), asking(0, key)))
  expect(keys.map((key) => pick('sticky', idle(3), asking(9, key)))).toEqual(picks)
  expect(new Set(picks)).toEqual(new Set([1, 2, 3]))
})

describe('two random choices', () => {
  /** Throws `balls` at 20 instances that finish nothing, and says how full the fullest is. */
  const fullest = (choose: (candidates: Candidate[], turn: number) => number | undefined) => {
    const candidates = idle(20).map((candidate) => ({ ...candidate }))
    for (let turn = 0; turn < 2000; turn++) {
      const chosen = candidates.find(({ id }) => id === choose(candidates, turn))
      if (chosen) chosen.outstanding++
    }
    return Math.max(...candidates.map(({ outstanding }) => outstanding))
  }

  test('spread work far more evenly than one (Mitzenmacher)', () => {
    const random = createRandom(7)
    const one = fullest((candidates) => candidates[random.below(candidates.length)]?.id)
    const two = fullest((candidates, turn) => pick('random-of-two', candidates, { turn, key: '', random }))
    expect(two).toBeLessThanOrEqual(104)
    expect(one).toBeGreaterThan(two + 10)
  })

  test('never take the busiest, unless both fell on it', () => {
    const random = createRandom(7)
    const candidates = [9, 0].map((outstanding, index) => ({ id: index + 1, outstanding }))
    let busiest = 0
    for (let turn = 0; turn < 4000; turn++)
      if (pick('random-of-two', candidates, { turn, key: '', random }) === 1) busiest++
    // A quarter of the pairs is (1, 1); four standard deviations around 1000.
    expect(Math.abs(busiest - 1000)).toBeLessThan(110)
  })
})

test('whoever is picked is a candidate, and nobody is picked of none', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      fc.array(fc.record({ id: fc.integer({ min: 1, max: 20 }), outstanding: fc.nat(50) }), { maxLength: 8 }),
      fc.nat(),
      fc.string(),
      (kind, candidates, turn, key) => {
        const id = pick(kind, candidates, { turn, key, random: createRandom(turn) })
        if (candidates.length === 0) expect(id).toBeUndefined()
        else expect(candidates.map((candidate) => candidate.id)).toContain(id)
      },
    ),
  ))

test('in any number of whole rounds, round robin gives everybody the same', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (count, rounds) => {
      const picks = Array.from({ length: count * rounds }, (_, turn) =>
        pick('round-robin', idle(count), asking(turn)),
      )
      for (const { id } of idle(count)) expect(picks.filter((each) => each === id)).toHaveLength(rounds)
    }),
  ))
