import { expect, test } from 'vitest'
import { Scenario, type ScenarioInput } from '#mocks/systems/scenario.ts'
import { higher, LEVELS, levelNeededBy, reaches } from './levels.ts'

test('each level has what those before it have', () => {
  expect(LEVELS.map((level) => LEVELS.filter((needed) => reaches(level, needed)).length)).toEqual([
    1, 2, 3, 4,
  ])
  expect(higher('inside', 'break')).toBe('break')
  expect(higher('everything', 'inside')).toBe('everything')
})

test.each<[string, Omit<ScenarioInput, 'v'>, string]>([
  ['requests alone', {}, 'inside'],
  ['a setting', { settings: { auth: 'required' } }, 'inside'],
  ['a fault', { faults: [{ kind: 'down', service: 'payments' }] }, 'break'],
  ['a policy', { settings: { policies: [{ edge: { from: 'orders' }, timeoutMs: 50 }] } }, 'break'],
  ['a fleet', { settings: { fleets: [{ service: 'catalog', instances: 2 }] } }, 'break'],
])('a link with %s opens where it can be seen', (_, scenario, level) => {
  expect(levelNeededBy(Scenario.parse({ v: 1, ...scenario }))).toBe(level)
})
