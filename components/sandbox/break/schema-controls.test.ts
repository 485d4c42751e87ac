import { expect, test } from 'vitest'
import { Fault } from '#mocks/systems/faults.ts'
import { Fleet, Policy } from '#mocks/systems/policies.ts'
import { Settings } from '#mocks/systems/scenario.ts'
import { type Control, controlOf, initialOf, variantOf, wordsFor } from './schema-controls.ts'

/** Every control within a control. */
function within(control: Control): readonly Control[] {
  if (control.kind === 'group') return [control, ...control.parts.flatMap((part) => within(part.control))]
  if (control.kind === 'variants')
    return [control, ...control.variants.flatMap((each) => within(each.control))]
  return [control]
}

test('every kind of fault can be set with controls, and what they show first is a fault', () => {
  const control = controlOf(Fault)
  if (control.kind !== 'variants') throw new Error('Faults are of several kinds.')
  expect(control.variants.map(({ name }) => name)).toContain('lose-reply')
  expect(control.variants.length).toBeGreaterThan(15)
  for (const [i, { name, control: each }] of control.variants.entries()) {
    const first = initialOf(each)
    expect(Fault.safeParse(first).error?.message, name).toBe(undefined)
    expect(variantOf(control, first)).toBe(i)
  }
})

test('policies, fleets and settings have a control for each of their parts', () => {
  const policy = controlOf(Policy)
  expect(policy.kind === 'group' && policy.parts.map(({ name }) => name)).toEqual(Object.keys(Policy.shape))
  // With every optional part switched on, it is still a policy.
  if (policy.kind !== 'group') return
  const everything = Object.fromEntries(
    policy.parts.map((part) => [part.name, initialOf(part.control, part.name, part.preset)]),
  )
  expect(Policy.safeParse(everything).error?.message).toBe(undefined)
  expect(Fleet.safeParse(initialOf(controlOf(Fleet))).success).toBe(true)
  const { policies: _, fleets: __, ...own } = Settings.parse({})
  const settings = controlOf(Settings, ['policies', 'fleets'])
  expect(settings.kind === 'group' && settings.parts.map(({ name }) => name)).toEqual(Object.keys(own))
  expect(Settings.parse(initialOf(settings))).toEqual(Settings.parse({}))
  expect(within(policy).length).toBeGreaterThan(20)
})

test('a variant is known by its value', () => {
  const strikes = controlOf(Fault)
  if (strikes.kind !== 'variants') throw new Error('Faults are of several kinds.')
  const reset = strikes.variants.find(({ name }) => name === 'reset')?.control
  const part = reset?.kind === 'group' ? reset.parts.find(({ name }) => name === 'strikes') : undefined
  if (part?.control.kind !== 'variants') throw new Error('A reset strikes a share or the first few.')
  expect(part.control.variants.map(({ name }) => name)).toEqual(['percent', 'first'])
  const strikesControl = part.control
  expect([{ percent: 5 }, { first: 2 }].map((value) => variantOf(strikesControl, value))).toEqual([0, 1])
})

test('names of the schema read like words', () => {
  expect(['bytesPerSecond', 'stale-discovery', 'ms'].map(wordsFor)).toEqual([
    'bytes per second',
    'stale discovery',
    'by how many ms',
  ])
})
