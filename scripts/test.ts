/**
 * Everything: `npm test`. The checks, the unit and contract tests, the site built twice (as it is, and under a sub-path)
 * with the tests that read it, and the browser journeys. Ends with one line, `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './browser.ts'
import { type Count, closingLine, countPlaywright, countVitest, settle } from './checks/counts.ts'
import { describeStep, runSteps } from './checks/run.ts'
import { STEPS } from './checks/steps.ts'

const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'node_modules/.bin')
const SUB_PATH = { BASE_PATH: '/blocks', OUT_DIR: 'out-sub-path' }
const scratch = mkdtempSync(join(tmpdir(), 'blocks-and-glue-'))
let reports = 0

type Environment = Readonly<Record<string, string>>

function run(program: string, args: readonly string[], env: Environment = {}): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(join(BIN, program), args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, PATH: `${BIN}:${process.env.PATH}`, ...env },
    })
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code))
  })
}

/** Runs a test runner that leaves a JSON report; without a readable report the suite has failed. */
async function counted(
  read: (report: unknown) => Count,
  start: (reportFile: string) => Promise<number | null>,
): Promise<Count> {
  const file = join(scratch, `report-${reports++}.json`)
  const exitCode = await start(file)
  let count: Count | undefined
  try {
    count = read(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    console.error(`The suite left no report: ${error instanceof Error ? error.message : error}`)
  }
  return settle(count, exitCode)
}

async function checks(): Promise<Count> {
  const finished = await runSteps(STEPS, (step) => console.log(describeStep(step)))
  const passed = finished.filter(({ ok }) => ok).length
  return settle({ passed, failed: finished.length - passed }, 0)
}

const vitest = (project: string, env: Environment = {}) =>
  counted(countVitest, (file) =>
    run(
      'vitest',
      ['run', '--project', project, '--reporter', 'default', '--reporter', 'json', '--outputFile', file],
      env,
    ),
  )

async function journeys(project: string): Promise<Count> {
  console.log(`The browser is ${ensureChromium()}`)
  return counted(countPlaywright, (file) =>
    run('playwright', ['test', '--project', project, '--reporter', 'list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    }),
  )
}

/** A build is one test: it succeeds or it does not. */
async function build(env: Environment = {}): Promise<Count> {
  rmSync(join(ROOT, env.OUT_DIR ?? 'out'), { recursive: true, force: true })
  const built =
    (await run('next', ['build'], env)) === 0 && (await run('node', ['scripts/after-build.ts'], env)) === 0
  return built ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

// What the environment says about the site must not leak into the first build.
for (const name of ['BASE_PATH', 'OUT_DIR', 'SITE_URL']) delete process.env[name]

const suites: readonly [name: string, suite: () => Promise<Count>][] = [
  ['checks', checks],
  ['unit and contract tests', () => vitest('house')],
  ['build', () => build()],
  ['the built site', () => vitest('built')],
  ['build under a sub-path', () => build(SUB_PATH)],
  ['the built site under a sub-path', () => vitest('built', SUB_PATH)],
  ['journeys', () => journeys('site')],
  ['journeys under a sub-path', () => journeys('sub-path')],
]

const results: { name: string; count: Count; minutes: number }[] = []
try {
  for (const [name, suite] of suites) {
    console.log(`\n== ${name}`)
    const start = performance.now()
    const count = await suite().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      return settle(undefined, 1)
    })
    results.push({ name, count, minutes: (performance.now() - start) / 60_000 })
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

console.log('')
for (const { name, count, minutes } of results) {
  const mark = count.failed === 0 ? '✓' : '✗'
  console.log(`${mark} ${name}: ${count.passed} passed, ${count.failed} failed, ${minutes.toFixed(1)} min`)
}
console.log(closingLine(results.map(({ count }) => count)))
process.exitCode = results.some(({ count }) => count.failed > 0) ? 1 : 0
