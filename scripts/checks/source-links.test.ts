import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { anchorsIn, deadSourceLinks, linksIn } from './source-links.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'links-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

test('links are found in all three forms, and none in code', () => {
  const text = '[a](one.md "t") and <a href="/two">\n\n[r]: three.md\n\n```\n[x](no.md)\n```\n`[y](no.md)`'
  expect(linksIn(text)).toEqual(['one.md', 'three.md', '/two'])
})

test('anchors are those of the headings, numbered when they repeat', () => {
  expect([...anchorsIn('# One `two`\n## [Three](x.md)\n## Three\n```\n# no\n```')]).toEqual([
    'one-two',
    'three',
    'three-1',
  ])
})

test('live links are fine', () => {
  write({
    'README.md': '[docs](docs/a.md#part-one) [self](#top)\n# Top',
    'docs/a.md': '## Part one\n[up](../README.md) [out](https://example.org)',
    'content/concepts/idempotency.mdx': '[other](/learn/idempotency/) [home](/)',
    'app/page.tsx': '',
    'app/learn/[slug]/page.tsx': '',
  })
  expect(deadSourceLinks(root)).toEqual({ files: 3, dead: [] })
})

test('a missing file, a missing heading, a missing page are named', () => {
  write({
    'README.md': '[a](docs/gone.md) [b](docs/a.md#gone)',
    'docs/a.md': '# Here',
    'content/concepts/a.mdx': '[c](/learn/gone/) [d](/nowhere)',
    'app/learn/[slug]/page.tsx': '',
  })
  expect(deadSourceLinks(root).dead.map(({ link }) => link)).toEqual([
    'docs/gone.md',
    'docs/a.md#gone',
    '/learn/gone/',
    '/nowhere',
  ])
})
