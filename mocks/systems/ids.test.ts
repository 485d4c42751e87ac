import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../simulation/random.ts'
import { createIds } from './ids.ts'

test('an id depends on seed, kind and number alone, and is the same whoever asked before', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom('order', 'payment'),
      fc.nat(1_000),
      fc.nat(1_000),
      (seed, kind, number, other) => {
        const newId = createIds(createRandom(seed))
        newId('reservation', other)
        expect(newId(kind, number)).toBe(createIds(createRandom(seed))(kind, number))
        expect(newId(kind, number)).toMatch(/^[2-9b-df-hj-km-np-tv-xz]{10}$/)
      },
    ),
  )
})

test('ten thousand of them are all different, and none is taken for a seeded number', () => {
  const newId = createIds(createRandom(7))
  const ids = ['order', 'payment'].flatMap((kind) =>
    Array.from({ length: 5_000 }, (_, i) => newId(kind, i + 1)),
  )
  expect(new Set(ids).size).toBe(10_000)
})
