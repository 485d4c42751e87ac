import fc from 'fast-check'
import { expect, test } from 'vitest'
import { abandon, EMPTY_BULKHEAD, enter, leave } from './bulkhead.ts'

const RULES = { places: 2, queue: 1 }

test('two enter, the third waits, the fourth is turned away, and a place goes to whoever waits', () => {
  let state = EMPTY_BULKHEAD
  const fates = Array.from({ length: 4 }, () => {
    const entered = enter(state, RULES)
    state = entered.state
    return entered.fate
  })
  expect(fates).toEqual(['enters', 'enters', 'waits', 'is turned away'])
  expect(leave(state)).toEqual({ nextEnters: true, state: { inside: 2, waiting: 0 } })
  expect(leave({ inside: 2, waiting: 0 })).toEqual({ nextEnters: false, state: { inside: 1, waiting: 0 } })
})

test('one who gives up waiting makes room in the line', () => {
  expect(abandon({ inside: 2, waiting: 1 })).toEqual({ inside: 2, waiting: 0 })
  expect(enter(abandon({ inside: 2, waiting: 1 }), RULES).fate).toBe('waits')
})

test('never more inside than places, never more waiting than the line holds, nobody waits while a place is free', () =>
  fc.assert(
    fc.property(
      fc.record({ places: fc.integer({ min: 1, max: 5 }), queue: fc.integer({ min: 0, max: 5 }) }),
      fc.array(fc.constantFrom('enter', 'leave', 'abandon'), { maxLength: 200 }),
      (rules, steps) => {
        let state = EMPTY_BULKHEAD
        for (const step of steps) {
          if (step === 'enter') {
            const before = state
            const { fate, state: after } = enter(state, rules)
            state = after
            if (fate === 'is turned away') {
              expect(after).toBe(before)
              expect(before).toEqual({ inside: rules.places, waiting: rules.queue })
            }
          } else if (step === 'leave' && state.inside > 0) state = leave(state).state
          else if (step === 'abandon' && state.waiting > 0) state = abandon(state)
          expect(state.inside).toBeGreaterThanOrEqual(0)
          expect(state.inside).toBeLessThanOrEqual(rules.places)
          expect(state.waiting).toBeGreaterThanOrEqual(0)
          expect(state.waiting).toBeLessThanOrEqual(rules.queue)
          if (state.waiting > 0) expect(state.inside).toBe(rules.places)
        }
      },
    ),
  ))
