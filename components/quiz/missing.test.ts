import { expect, it } from 'vitest'
import { order, predict, select, single } from '#learner/make-question.ts'
import { missing } from './missing.ts'

it('asks for an answer before it is checked', () => {
  expect(missing(single, undefined)).toMatch(/choose an option/i)
  expect(missing(select, { kind: 'select', options: [] })).toMatch(/tick at least one/i)
  expect(missing(order, { kind: 'order', steps: [] })).toMatch(/add at least one/i)
  expect(missing(predict, { kind: 'predict', values: {} })).toMatch(/from 0 to 50/)
  expect(missing(predict, { kind: 'predict', values: { copies: 99, status: 200 } })).toMatch(/from 0 to 50/)
  expect(missing(predict, { kind: 'predict', values: { copies: 4 } })).toMatch(/choose what you expect/i)
})

it('lets a complete answer pass', () => {
  expect(missing(single, { kind: 'single', option: 'a' })).toBeUndefined()
  expect(missing(predict, { kind: 'predict', values: { copies: 4, status: 200 } })).toBeUndefined()
})
