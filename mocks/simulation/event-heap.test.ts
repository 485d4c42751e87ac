import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventHeap } from './event-heap.ts'

test('what goes in comes out by time, and equal times in the order in which they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const heap = createEventHeap<number>()
      for (const [i, at] of times.entries()) heap.push(at, i)
      expect(heap.size()).toBe(times.length)
      const out = Array.from(times, () => heap.pop())
      const expected = times
        .map((at, i) => ({ at, value: i }))
        .sort((a, b) => a.at - b.at || a.value - b.value)
      expect(out.map((entry) => ({ at: entry?.at, value: entry?.value }))).toEqual(expected)
      expect(heap.pop()).toBeUndefined()
    }),
  )
})

test('pushing and popping in any mixture never loses or invents anything', () => {
  const Step = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant('pop' as const))
  fc.assert(
    fc.property(fc.array(Step, { maxLength: 60 }), (steps) => {
      const heap = createEventHeap<number>()
      const model: { at: number; value: number }[] = []
      steps.forEach((step, i) => {
        if (step === 'pop') {
          model.sort((a, b) => a.at - b.at || a.value - b.value)
          const next = model.shift()
          const popped = heap.pop()
          expect(popped && { at: popped.at, value: popped.value }).toEqual(next)
        } else {
          heap.push(step, i)
          model.push({ at: step, value: i })
        }
        expect(heap.size()).toBe(model.length)
      })
    }),
  )
})

test('what was taken out never comes, and is forgotten before it piles up', () => {
  const Step = fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.constant('pop' as const),
    fc.constant('take the oldest out' as const),
  )
  fc.assert(
    fc.property(fc.array(Step, { minLength: 200, maxLength: 600 }), (steps) => {
      const heap = createEventHeap<number>()
      const model: { at: number; value: number; takeOut: () => void }[] = []
      steps.forEach((step, value) => {
        if (typeof step === 'number') model.push({ at: step, value, takeOut: heap.push(step, value) })
        else if (step === 'pop') {
          const next = model.toSorted((a, b) => a.at - b.at || a.value - b.value)[0]
          if (next) model.splice(model.indexOf(next), 1)
          expect(heap.pop()?.value).toBe(next?.value)
        } else model.shift()?.takeOut()
        expect(heap.size()).toBe(model.length)
        expect(heap.remembered()).toBeLessThanOrEqual(2 * model.length + 65)
      })
    }),
  )
})
