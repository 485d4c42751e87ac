import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom, hexDigits, type Random } from './random.ts'

const seeds = fc.integer({ min: 0, max: 4_294_967_295 })
const names = fc.string({ maxLength: 30, unit: 'grapheme' })
const drawn = (random: Random, count = 8) => Array.from({ length: count }, () => random.uint32())

describe('laws', () => {
  test('the same seed and the same names give the same sequence', () => {
    fc.assert(
      fc.property(seeds, fc.array(names, { maxLength: 4 }), (seed, path) => {
        const make = () => path.reduce((random, name) => random.fork(name), createRandom(seed))
        expect(drawn(make())).toEqual(drawn(make()))
      }),
    )
  })

  test('a fork does not depend on what was drawn before or forked beside it', () => {
    fc.assert(
      fc.property(seeds, names, names, fc.nat(20), (seed, name, other, before) => {
        const busy = createRandom(seed)
        drawn(busy, before)
        drawn(busy.fork(`${other}!`), 3)
        expect(drawn(busy.fork(name))).toEqual(drawn(createRandom(seed).fork(name)))
      }),
    )
  })

  test('drawing from a fork does not disturb its parent', () => {
    fc.assert(
      fc.property(seeds, names, (seed, name) => {
        const random = createRandom(seed)
        drawn(random.fork(name), 5)
        expect(drawn(random)).toEqual(drawn(createRandom(seed)))
      }),
    )
  })

  test('another seed or another name gives another sequence', () => {
    fc.assert(
      fc.property(seeds, seeds, names, names, (one, two, name, other) => {
        fc.pre(one !== two && name !== other)
        expect(drawn(createRandom(one))).not.toEqual(drawn(createRandom(two)))
        expect(drawn(createRandom(one).fork(name))).not.toEqual(drawn(createRandom(one).fork(other)))
        expect(drawn(createRandom(one).fork(name))).not.toEqual(drawn(createRandom(one)))
      }),
    )
  })

  test('another way to a fork gives another sequence, however the names are cut', () => {
    const path = fc.array(fc.string({ maxLength: 3, unit: fc.constantFrom('a', '/', '~', '1') }), {
      minLength: 1,
      maxLength: 3,
    })
    const at = (names: readonly string[]) =>
      names.reduce((random, name) => random.fork(name), createRandom(7))
    fc.assert(
      fc.property(path, path, (one, two) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(two))
        expect(drawn(at(one))).not.toEqual(drawn(at(two)))
      }),
    )
    expect(drawn(at(['a', 'b']))).not.toEqual(drawn(at(['a/b'])))
  })

  test('below stays below, in whole numbers', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 4_294_967_296 }), (seed, limit) => {
        const random = createRandom(seed)
        for (let i = 0; i < 20; i++) {
          const number = random.below(limit)
          expect(Number.isInteger(number) && number >= 0 && number < limit).toBe(true)
        }
      }),
    )
  })
})

test('the sequence itself is fixed: every shared link depends on it', () => {
  expect(drawn(createRandom(7), 4)).toEqual([1101988043, 880122795, 1576042112, 3133431003])
  expect(hexDigits(createRandom(7).fork('traces'), 32)).toBe('0c26556415c77a6816f2b5f0424d6bf4')
})

test('every bit is set about half of the time, and every value below ten comes about as often', () => {
  const random = createRandom(1)
  const bits = new Array<number>(32).fill(0)
  const values = new Array<number>(10).fill(0)
  for (let i = 0; i < 20_000; i++) {
    const number = random.uint32()
    for (let bit = 0; bit < 32; bit++) bits[bit] = (bits[bit] ?? 0) + ((number >>> bit) & 1)
    const value = random.below(10)
    values[value] = (values[value] ?? 0) + 1
  }
  for (const ones of bits) expect(Math.abs(ones - 10_000)).toBeLessThan(400)
  for (const count of values) expect(Math.abs(count - 2_000)).toBeLessThan(250)
})

test('hexDigits gives as many lowercase digits as asked for', () => {
  for (const digits of [1, 8, 16, 31, 32])
    expect(hexDigits(createRandom(3), digits)).toMatch(new RegExp(`^[0-9a-f]{${digits}}$`))
})
