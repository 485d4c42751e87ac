import { expect, test } from 'vitest'
import { impureNamesIn } from './purity.ts'

test.each([
  ['asks the time', 'export const now = () => Date.now()', ['Date.now']],
  ['makes a date', 'export const now = () => new Date()', ['new Date()']],
  ['rolls dice', 'export const roll = () => Math.random()', ['Math.random']],
  ['takes dice apart', 'export const roll = (m = Math.random) => m()', ['Math.random']],
  ['waits', 'export const wait = () => new Promise((go) => setTimeout(go, 5))', ['setTimeout']],
  ['hides behind a cast', 'export const wait = (setTimeout as unknown)', ['setTimeout']],
])('%s', (_, source, names) => {
  expect(impureNamesIn(source)).toEqual(names)
})

test('what is handed in is pure, whatever it is called', () => {
  const source = `
    export interface Clock { fetch: () => void; at: Date }
    export const run = (clock: Clock) => clock.fetch()
    export const day = (ms: number) => new Date(ms)
    export const floor = (x: number) => Math.floor(x)
    export const options = { fetch: 1, performance: 'good' }`
  expect(impureNamesIn(source)).toEqual([])
})
