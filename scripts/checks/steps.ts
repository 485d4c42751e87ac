import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkLayers } from './layers.ts'
import { lockfileProblems } from './lockfile.ts'
import { impurities } from './purity.ts'
import { deadSourceLinks } from './source-links.ts'

/** What a step found: nothing, or lines that say what is wrong and where. */
export interface StepResult {
  readonly ok: boolean
  /** What to print: the problems, or one line about what was read. */
  readonly output: string
}

/** One named part of `npm run check`. */
export interface Step {
  readonly name: string
  readonly run: () => Promise<StepResult>
}

const ROOT = join(import.meta.dirname, '../..')
const BIN = join(ROOT, 'node_modules/.bin')

/** Runs commands one after another until one fails; each is a program of node_modules/.bin and its arguments. */
function commands(...wanted: readonly [program: string, ...args: string[]][]): Step['run'] {
  return async () => {
    let output = ''
    for (const [program, ...args] of wanted) {
      const result = await run(join(BIN, program), args)
      output += result.output
      if (!result.ok) return { ok: false, output }
    }
    return { ok: true, output }
  }
}

function run(program: string, args: readonly string[]): Promise<StepResult> {
  return new Promise((resolve) => {
    const env = { ...process.env, PATH: `${BIN}:${process.env.PATH}`, NO_COLOR: '1', CI: '1' }
    const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', (error) => resolve({ ok: false, output: `${program}: ${error.message}` }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

/** A step that lists problems; it also fails when it read nothing, because then it proves nothing. */
function problems(what: string, find: () => { read: number; found: readonly string[] }): Step['run'] {
  return async () => {
    const { read, found } = find()
    if (read === 0)
      return { ok: false, output: `Read no ${what}: the check is blind, so it counts as failed.` }
    return { ok: found.length === 0, output: found.length === 0 ? `${read} ${what}` : found.join('\n') }
  }
}

const json = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))

/** Everything that can be checked without a browser and without a build, in the order in which it is reported. */
export const STEPS: readonly Step[] = [
  { name: 'format', run: commands(['biome', 'format', '.']) },
  {
    name: 'lint',
    run: commands(['biome', 'check', '--formatter-enabled=false', '--error-on-warnings', '.']),
  },
  { name: 'types', run: commands(['next', 'typegen'], ['tsc', '--noEmit', '-p', '.']) },
  {
    name: 'layers',
    run: problems('modules', () => {
      const { modules, violations } = checkLayers(ROOT)
      return {
        read: modules.length,
        found: violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`),
      }
    }),
  },
  {
    name: 'determinism',
    run: problems('files below the runtimes', () => {
      const { files, found } = impurities(ROOT)
      return {
        read: files,
        found: found.map(
          ({ file, name }) => `${file} uses ${name}. Take the clock or the random source as a parameter.`,
        ),
      }
    }),
  },
  {
    name: 'content',
    run: commands(['vitest', 'run', '--project', 'house', '--reporter', 'dot', 'content/']),
  },
  { name: 'diagrams', run: commands(['node', 'scripts/diagrams.ts', '--check']) },
  { name: 'proto', run: commands(['node', 'scripts/proto.ts', '--check']) },
  { name: 'openapi', run: commands(['node', 'scripts/openapi.ts', '--check']) },
  {
    name: 'links',
    run: problems('documents', () => {
      const { files, dead } = deadSourceLinks(ROOT)
      return { read: files, found: dead.map(({ file, link, why }) => `${file}: "${link}": ${why}`) }
    }),
  },
  { name: 'dead code', run: commands(['knip', '--no-progress', '--treat-config-hints-as-errors']) },
  {
    name: 'lock file',
    run: problems('lock file', () => ({
      read: 1,
      found: lockfileProblems(json('package.json'), json('package-lock.json')),
    })),
  },
]
