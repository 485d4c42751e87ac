import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRecent } from './recent.ts'

test('the keys that were used last are remembered, and never more than may be', () => {
  const use = fc.record({
    what: fc.constantFrom('get', 'set', 'delete'),
    key: fc.constantFrom('a', 'b', 'c', 'd'),
  })
  fc.assert(
    fc.property(fc.array(use, { maxLength: 50 }), fc.integer({ min: 1, max: 3 }), (uses, most) => {
      const recent = createRecent<number>(most)
      /** From the one that rested longest to the one used last. */
      let model: [string, number][] = []
      for (const [i, { what, key }] of uses.entries()) {
        const found = model.find(([name]) => name === key)
        const others = model.filter(([name]) => name !== key)
        if (what === 'get') expect(recent.get(key)).toBe(found?.[1])
        if (what === 'set') recent.set(key, i)
        if (what === 'delete') recent.delete(key)
        if (what === 'get' && found) model = [...others, found]
        if (what === 'set') model = [...others, [key, i] as [string, number]].slice(-most)
        if (what === 'delete') model = others
      }
      for (const key of ['a', 'b', 'c', 'd'])
        expect(recent.get(key)).toBe(model.find(([name]) => name === key)?.[1])
    }),
  )
})
