import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededOrder } from './seeded-order.ts'

const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 })
const self = (name: string) => name

describe('seededOrder', () => {
  it('keeps every item, once', () => {
    fc.assert(
      fc.property(names, fc.string(), (items, seed) => {
        expect([...seededOrder(items, seed, self)].sort()).toEqual([...items].sort())
      }),
    )
  })

  it('depends on seed and names alone, not on the order it was given', () => {
    fc.assert(
      fc.property(names, fc.string(), (items, seed) => {
        expect(seededOrder(items.toReversed(), seed, self)).toEqual(seededOrder(items, seed, self))
      }),
    )
  })

  it('puts each of four items first about equally often over 4000 seeds', () => {
    const firsts = new Map<string, number>()
    for (let seed = 0; seed < 4000; seed++) {
      const [first] = seededOrder(['a', 'b', 'c', 'd'], `session-${seed}`, self)
      if (first) firsts.set(first, (firsts.get(first) ?? 0) + 1)
    }
    for (const times of ['a', 'b', 'c', 'd'].map((name) => firsts.get(name) ?? 0)) {
      expect(times).toBeGreaterThan(850)
      expect(times).toBeLessThan(1150)
    }
  })
})
