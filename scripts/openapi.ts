/**
 * Writes the OpenAPI document that each service publishes beside it, so that a change of a contract shows in a diff:
 * `node scripts/openapi.ts`. With `--check` it writes nothing and fails when one is out of date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publishedDocuments } from './checks/openapi.ts'

const ROOT = join(import.meta.dirname, '..')
const check = process.argv.includes('--check')

for (const [file, text] of Object.entries(await publishedDocuments())) {
  const path = join(ROOT, file)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
  if (check) {
    console.error(`${file} is not what the service publishes. Run: node scripts/openapi.ts`)
    process.exitCode = 1
  } else {
    writeFileSync(path, text)
    console.log(`Wrote ${file}.`)
  }
}
