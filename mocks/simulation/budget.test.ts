import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BudgetState, earn, fullBudget, spend } from './budget.ts'

const RULES = { percent: 20, reserve: 2 }

test('a full budget pays for its reserve, and then for nothing until calls have earned a retry', () => {
  let state: BudgetState | undefined = fullBudget(RULES)
  for (const left of [100, 0]) {
    state = spend(state)
    expect(state).toBe(left)
    if (state === undefined) throw new Error('The reserve was not there.')
  }
  expect(spend(state)).toBeUndefined()
  for (let call = 0; call < 4; call++) state = earn(state, RULES)
  expect(spend(state)).toBeUndefined()
  expect(spend(earn(state, RULES))).toBe(0)
})

test('what nobody spends is saved up to the reserve and no further', () => {
  let state = fullBudget(RULES)
  for (let call = 0; call < 100; call++) state = earn(state, RULES)
  expect(state).toBe(fullBudget(RULES))
})

test('without a reserve nothing is ever saved, and so nothing is ever paid', () => {
  expect(spend(earn(fullBudget({ percent: 100, reserve: 0 }), { percent: 100, reserve: 0 }))).toBeUndefined()
})

test('retries never exceed the reserve and the share of the calls, whatever the order', () =>
  fc.assert(
    fc.property(
      fc.record({ percent: fc.integer({ min: 0, max: 100 }), reserve: fc.integer({ min: 0, max: 20 }) }),
      fc.array(fc.constantFrom('call', 'retry'), { maxLength: 300 }),
      (rules, steps) => {
        let state = fullBudget(rules)
        let calls = 0
        let retries = 0
        for (const step of steps) {
          if (step === 'call') {
            calls++
            state = earn(state, rules)
          } else {
            const left = spend(state)
            if (left === undefined) continue
            retries++
            state = left
          }
          expect(state).toBeGreaterThanOrEqual(0)
          expect(retries * 100).toBeLessThanOrEqual(rules.reserve * 100 + calls * rules.percent)
        }
      },
    ),
  ))
