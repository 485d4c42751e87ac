/**
 * Makes the code of `mocks/services/rpc/generated` from the .proto files beside it: `node scripts/proto.ts`. With
 * `--check` it writes nothing and fails when the two do not belong together, or when a .proto breaks buf's rules.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const SERVICE = join(ROOT, 'mocks/services/rpc')
const BIN = join(ROOT, 'node_modules/.bin')

/** Runs buf in the service's folder; the plugin that it calls is found beside it. */
function buf(...args: string[]): void {
  const env = { ...process.env, PATH: `${BIN}:${process.env.PATH}` }
  execFileSync(join(BIN, 'buf'), args, { cwd: SERVICE, env, stdio: 'inherit' })
}

function filesIn(folder: string): Map<string, string> {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  return new Map(
    files
      .filter((file) => /\.[a-z]+$/.test(file))
      .sort()
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )
}

buf('lint')
if (process.argv.includes('--check')) {
  const fresh = mkdtempSync(join(tmpdir(), 'proto-'))
  try {
    buf('generate', '--output', fresh)
    const [wanted, committed] = [filesIn(join(fresh, 'generated')), filesIn(join(SERVICE, 'generated'))]
    const stale = [...new Set([...wanted.keys(), ...committed.keys()])].filter(
      (file) => wanted.get(file) !== committed.get(file),
    )
    for (const file of stale)
      console.error(`mocks/services/rpc/generated/${file} is stale. Run: node scripts/proto.ts`)
    if (wanted.size === 0) console.error('Nothing was generated: the check is blind, so it counts as failed.')
    if (stale.length > 0 || wanted.size === 0) process.exitCode = 1
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
} else {
  buf('generate')
}
