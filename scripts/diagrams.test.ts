import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { digest, toVariables } from './diagram-theme.ts'

describe('colours', () => {
  test('sentinels become variables, in every way that a browser writes a colour', () => {
    const svg =
      '<rect fill="#A10001" style="stroke: rgb(161, 0, 17)"/><p style="background: rgba(161, 0, 6, 0.5)">'
    expect(toVariables(svg, 'x')).toBe(
      '<rect fill="var(--dg-ink)" style="stroke: var(--dg-gateway)"/><p style="background: var(--dg-label)">',
    )
  })

  test('a colour that is not ours is refused, so that no diagram is right in one theme only', () => {
    expect(() => toVariables('<rect fill="#ff0000"/>', 'x')).toThrow(
      /x: the colour #ff0000 is not one of ours/,
    )
    expect(() => toVariables('<rect fill="hsl(1, 2%, 3%)"/>', 'x')).toThrow(/not one of ours/)
  })
})

test('the digest changes with the source and with Mermaid', () => {
  expect(digest('a', '12.3.0')).toBe(digest('a', '12.3.0'))
  expect(digest('a', '12.3.0')).not.toBe(digest('b', '12.3.0'))
  expect(digest('a', '12.3.0')).not.toBe(digest('a', '12.4.0'))
})

describe('--check', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'diagrams-'))
    for (const part of ['content', 'scripts']) cpSync(part, join(folder, part), { recursive: true })
    mkdirSync(join(folder, 'app'))
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
    cpSync('package.json', join(folder, 'package.json'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const check = () =>
    spawnSync(process.execPath, ['scripts/diagrams.ts', '--check'], { cwd: folder, encoding: 'utf8' })
  const mmd = () => join(folder, 'content/diagrams/two-by-two.mmd')

  test('passes when every drawing shows its source', () => {
    expect(check()).toMatchObject({ status: 0, stderr: '' })
  })

  test('fails, and names the file, when a source was edited and not drawn', () => {
    writeFileSync(mmd(), readFileSync(mmd(), 'utf8').replace('Monolith', 'Monolyth'))
    const { status, stderr } = check()
    expect(status).toBe(1)
    expect(stderr).toContain('content/diagrams/two-by-two.mmd')
  })

  test('fails when a drawing is missing, and when one belongs to nothing', () => {
    rmSync(join(folder, 'content/diagrams/two-by-two.svg'))
    writeFileSync(join(folder, 'content/diagrams/left-over.svg'), '<svg/>')
    const { status, stderr } = check()
    expect(status).toBe(1)
    expect(stderr).toContain('two-by-two.svg does not show it')
    expect(stderr).toContain('left-over.svg')
  })
})
