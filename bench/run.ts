/**
 * `npm run bench`: prints one JSON object, name → value and unit, and nothing else to standard output.
 * Builds the site if it was not built yet; progress goes to standard error.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { routeBytes } from '../scripts/site/budgets.ts'
import { type LoadCost, measureLoad } from './load.ts'
import { measureRoundTrips } from './round-trips.ts'
import { measureVirtual } from './virtual.ts'
import { measureWorkbench } from './workbench.ts'

type Figure = { value: number; unit: string }
const figures: Record<string, Figure> = {}

const say = (text: string) => process.stderr.write(`${text}\n`)
const figure = (name: string, value: number, unit: string) => {
  figures[name] = { value: Math.round(value * 1000) / 1000, unit }
}
const quantile = (values: readonly number[], q: number) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

say('virtual clock …')
for (const system of ['microservices', 'monolith'] as const) {
  figure(`virtual clock, ${system}`, await measureVirtual(system), 'requests/s')
}

say('100,000 virtual requests with faults and policies …')
for (const system of ['microservices', 'monolith'] as const) {
  // Whatever is compiled later would count as a cost of the shorter run.
  await measureLoad(system, 10_000)
  const short: LoadCost[] = []
  for (let round = 0; round < 5; round++) short.push(await measureLoad(system, 1_000))
  const middle = await measureLoad(system, 10_000)
  const long = await measureLoad(system, 100_000)
  const shortCpuUs = quantile(
    short.map(({ cpuUs }) => cpuUs),
    0.5,
  )
  figure(`load, ${system}`, long.requestsPerSecond, 'virtual requests/s')
  figure(`load, ${system}, computing time`, long.cpuUs, 'µs/request')
  figure(`load, ${system}, growth of the cost from 1,000 to 100,000`, long.cpuUs / shortCpuUs, 'ratio')
  figure(`load, ${system}, cost of the last 10,000 of 100,000`, long.lastCpuUs / shortCpuUs, 'ratio')
  figure(`load, ${system}, kept`, long.keptBytes, 'bytes/request')
  const heap = [short[0], middle, long].map((cost) => (cost?.heapBytes ?? Number.NaN) / 1_000_000)
  for (const [i, requests] of ['1,000', '10,000', '100,000'].entries())
    figure(`load, ${system}, heap after ${requests}`, heap[i] ?? Number.NaN, 'MB')
}

say('round trips in Chromium …')
const names = {
  worker: 'mocked round trip',
  bareWorker: 'bare worker round trip',
  inPage: 'in-page round trip',
} as const
for (const [kind, durations] of Object.entries(await measureRoundTrips())) {
  const name = names[kind as keyof typeof names]
  figure(`${name}, median`, quantile(durations, 0.5), 'ms')
  figure(`${name}, p95`, quantile(durations, 0.95), 'ms')
}

if (!existsSync('out')) {
  say('building the site …')
  const { status } = spawnSync('npm', ['run', 'build'], { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('The site could not be built; its weight is unknown.')
}
say('the workbench with a long trace …')
for (const [name, value] of Object.entries(await measureWorkbench())) figure(name, value, 'ms')
for (const { route, js } of routeBytes('out')) figure(`JavaScript of ${route}`, js, 'bytes (gzip)')

console.log(JSON.stringify(figures, null, 2))
