import { expect, test } from 'vitest'
import { readFlags, USAGE, UsageError } from './flags.ts'

test('without flags: port 4000, and what ended stays down', () => {
  expect(readFlags([])).toEqual({ port: 4000, restart: false, help: false })
})

test('every flag is read, with and without the two dashes that npm eats', () => {
  const flags = [
    '--system',
    'monolith',
    '--port=5000',
    '--seed',
    '0',
    '--data',
    'here',
    '--latency',
    'modelled',
    '--settings',
    'settings.json',
    '--scenario=1.abc',
    '--restart',
  ]
  const read = {
    system: 'monolith',
    port: 5000,
    seed: 0,
    data: 'here',
    latency: 'modelled',
    settings: 'settings.json',
    scenario: '1.abc',
    restart: true,
    help: false,
  }
  expect(readFlags(flags)).toEqual(read)
  expect(readFlags(['--', ...flags])).toEqual(read)
  expect(readFlags(['-h']).help).toBe(true)
})

test.each([
  [['--system', 'soa'], '--system must be microservices or monolith.'],
  [['--port', '80'], '--port must be a whole number from 1024 to 65435.'],
  [['--port', '65436'], '--port must be a whole number from 1024 to 65435.'],
  [['--port', '4e3'], '--port must be a whole number from 1024 to 65435.'],
  [['--port='], '--port must be a whole number from 1024 to 65435.'],
  [['--seed', '1.5'], '--seed must be a whole number from 0 to 4294967295.'],
  [['--seed', '4294967296'], '--seed must be a whole number from 0 to 4294967295.'],
  [['--data='], '--data must be the path of a folder.'],
  [['--latency', 'high'], '--latency must be none or modelled.'],
  [['--settings='], '--settings must be the path of a file.'],
  [['--scenario='], '--scenario must be a link to a run or the path of a file.'],
  [['--colour', 'red'], "Unknown option '--colour'."],
  [['--port'], "Option '--port <value>' argument missing."],
  [['--seed', '-1'], "Option '--seed' argument is ambiguous."],
  [['monolith'], "Unexpected argument 'monolith'."],
])('%j is refused in words', (args, why) => {
  expect(() => readFlags(args)).toThrow(UsageError)
  expect(() => readFlags(args)).toThrow(`${why} For all flags: npm run services -- --help`)
})

test('the help names every flag', () => {
  const flags = ['system', 'port', 'seed', 'data', 'latency', 'settings', 'scenario', 'restart', 'help']
  for (const flag of flags) expect(USAGE).toContain(`--${flag}`)
})
