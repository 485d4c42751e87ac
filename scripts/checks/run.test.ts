import { expect, test } from 'vitest'
import { describeStep, runSteps } from './run.ts'

const step = (name: string, ok: boolean, output = '') => ({ name, run: async () => ({ ok, output }) })

test('steps are reported in their order, however long each takes', async () => {
  const seen: string[] = []
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const slow = { name: 'slow', run: () => gate.then(() => ({ ok: true, output: '' })) }
  const quick = { name: 'quick', run: async () => ({ ok: true, output: String(release()) }) }
  await runSteps([slow, quick, step('last', true)], ({ name }) => seen.push(name))
  expect(seen).toEqual(['slow', 'quick', 'last'])
})

test('a step that throws has failed, and the others still run', async () => {
  const broken = { name: 'broken', run: () => Promise.reject(new Error('no such tool')) }
  const results = await runSteps([broken, step('fine', true)], () => {})
  expect(results.map(({ name, ok }) => [name, ok])).toEqual([
    ['broken', false],
    ['fine', true],
  ])
  expect(results[0]?.output).toContain('no such tool')
})

test('a failed step shows what it printed under its name', () => {
  expect(describeStep({ name: 'types', ok: false, output: 'a.ts(1,1): error\n', seconds: 1.23 })).toBe(
    '✗ types (1.2 s)\n    a.ts(1,1): error\n',
  )
  expect(describeStep({ name: 'types', ok: true, output: 'whatever', seconds: 0 })).toBe('✓ types (0.0 s)')
})
