import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkLayers, type LayerReport } from '../scripts/checks/layers.ts'

const HOUSE = join(import.meta.dirname, '..')

test('the house keeps its layers, and the check really read it', () => {
  const report = checkLayers(HOUSE)
  expect(report.violations).toEqual([])
  expect(report.modules.length).toBeGreaterThan(100)
  for (const folder of ['app', 'components', 'content', 'learner', 'mocks/services', 'mocks/log', 'tests']) {
    expect(report.modules.some((module) => module.startsWith(`${folder}/`))).toBe(true)
  }
})

/** A house of its own, in a temporary folder, with only these files and the rules of ours. */
function plant(files: Record<string, string>): LayerReport {
  const house = mkdtempSync(join(tmpdir(), 'layers-'))
  try {
    cpSync(join(HOUSE, '.dependency-cruiser.cjs'), join(house, '.dependency-cruiser.cjs'))
    cpSync(join(HOUSE, 'package.json'), join(house, 'package.json'))
    symlinkSync(join(HOUSE, 'node_modules'), join(house, 'node_modules'), 'dir')
    for (const [path, source] of Object.entries(files)) {
      mkdirSync(dirname(join(house, path)), { recursive: true })
      writeFileSync(join(house, path), source)
    }
    return checkLayers(house)
  } finally {
    rmSync(house, { recursive: true, force: true })
  }
}

const violations = (files: Record<string, string>) =>
  plant(files).violations.map(({ rule, from }) => `${rule}: ${from}`)

describe('a planted violation is red', () => {
  const catalog = {
    'mocks/services/catalog/domain.ts': 'export interface Book { isbn: string }\nexport const books = []\n',
  }

  const crossings = {
    'a value': `import { books } from '../catalog/domain.ts'\nexport const seen = books\n`,
    'a value by alias': `import { books } from '#mocks/services/catalog/domain.ts'\nexport const seen = books\n`,
    'a type alone': `import type { Book } from '../catalog/domain.ts'\nexport type Line = { book: Book }\n`,
    'a type alone, inline': `import { type Book } from '../catalog/domain.ts'\nexport type Line = { book: Book }\n`,
    'a type handed on': `export type { Book } from '../catalog/domain.ts'\n`,
    'an import on demand': `export const load = async () => (await import('../catalog/domain.ts')).books\n`,
  }
  for (const [what, source] of Object.entries(crossings)) {
    test(`a service that imports another service: ${what}`, () => {
      expect(violations({ ...catalog, 'mocks/services/orders/domain.ts': source })).toEqual([
        'service-imports-no-other-service: mocks/services/orders/domain.ts',
      ])
    })
  }

  test('a service that imports another service: a type that hides inside another type', () => {
    const source = `export type Line = Promise<{ book: import('../catalog/domain.ts').Book }>\n`
    expect(violations({ ...catalog, 'mocks/services/orders/domain.ts': source })).toEqual([
      'every-import-is-seen: mocks/services/orders/domain.ts',
    ])
  })

  test('a service written next year is covered, and so are its tests', () => {
    const source = `import { books } from '../catalog/domain.ts'\nexport const seen = books\n`
    expect(violations({ ...catalog, 'mocks/services/next-year/domain.test.ts': source })).toEqual([
      'service-imports-no-other-service: mocks/services/next-year/domain.test.ts',
    ])
  })

  const others: [rule: string, from: string, to: string][] = [
    ['service-imports', 'mocks/services/orders/clients.ts', 'mocks/network/network.ts'],
    ['log-imports-only-itself', 'mocks/log/log.ts', 'mocks/http/problem.ts'],
    ['simulation-imports-only-itself', 'mocks/simulation/clock.ts', 'mocks/log/log.ts'],
    ['storage-imports', 'mocks/storage/memory.ts', 'mocks/http/problem.ts'],
    ['http-imports', 'mocks/http/problem.ts', 'mocks/network/network.ts'],
    ['http-takes-only-storage-types', 'mocks/http/idempotency.ts', 'mocks/storage/memory.ts'],
    [
      'service-takes-only-types-of-what-it-is-handed',
      'mocks/services/orders/store.ts',
      'mocks/storage/memory.ts',
    ],
    ['network-imports', 'mocks/network/network.ts', 'mocks/services/orders/domain.ts'],
    ['systems-import', 'mocks/systems/monolith.ts', 'mocks/runtimes/virtual.ts'],
    ['runtimes-import', 'mocks/runtimes/virtual.ts', 'components/ui/button.ts'],
    ['content-imports', 'content/load.ts', 'learner/progress.ts'],
    ['learner-imports', 'learner/progress.ts', 'components/ui/button.ts'],
    ['leaf-component-imports', 'components/trace/waterfall.ts', 'components/topology/topology.ts'],
    ['leaf-component-imports', 'components/trace/waterfall.ts', 'mocks/runtimes/virtual.ts'],
    ['leaf-component-imports', 'components/next-year/leaf.ts', 'components/sandbox/sandbox.ts'],
    ['composite-component-imports', 'components/sandbox/sandbox.ts', 'mocks/services/orders/domain.ts'],
    ['composites-never-import-each-other', 'components/sandbox/sandbox.ts', 'components/quiz/quiz.ts'],
    ['composites-never-import-each-other', 'components/home/home.ts', 'components/sandbox/sandbox.ts'],
    ['components-take-only-content-types', 'components/reading/page.ts', 'content/load.ts'],
    ['app-imports', 'app/page.ts', 'mocks/services/orders/domain.ts'],
    ['nothing-that-ships-imports-a-test', 'mocks/systems/system.ts', 'mocks/services/orders/contract.ts'],
    ['nobody-imports-a-route-or-a-tool', 'mocks/runtimes/servers.ts', 'scripts/serve.ts'],
  ]
  for (const [rule, from, to] of others) {
    test(`${rule}: ${from} imports ${to}`, () => {
      const up = '../'.repeat(from.split('/').length - 1)
      const found = violations({
        [to]: 'export const thing = 1\n',
        [from]: `import { thing } from '${up}${to}'\nexport const seen = thing\n`,
      })
      expect(found).toContain(`${rule}: ${from}`)
    })
  }

  test('a package that is not of the trade, a package that is not listed, an import that leads nowhere', () => {
    const found = violations({
      'mocks/services/orders/a.ts': `import { createRoot } from 'react-dom/client'\nexport const a = createRoot\n`,
      'mocks/simulation/b.ts': `import { readFileSync } from 'node:fs'\nexport const b = readFileSync\n`,
      'app/c.ts': `import { c } from 'no-such-package'\nexport { c }\n`,
      'mocks/services/orders/d.ts': `import { http } from 'msw'\nexport const d = http\n`,
    })
    expect(found).toContain('service-packages: mocks/services/orders/a.ts')
    expect(found).toContain('core-has-no-packages: mocks/simulation/b.ts')
    expect(found).toContain('resolvable: app/c.ts')
    expect(found).toContain('msw-only-in-runtimes: mocks/services/orders/d.ts')
  })

  test('a cycle', () => {
    const found = violations({
      'mocks/log/a.ts': `import { b } from './b.ts'\nexport const a = () => b\n`,
      'mocks/log/b.ts': `import { a } from './a.ts'\nexport const b = () => a\n`,
    })
    expect(found).toContain('no-cycle: mocks/log/a.ts')
  })
})

test('what the layers allow stays green', () => {
  const files = {
    'mocks/log/log.ts': 'export const log = 1\n',
    'mocks/storage/store.ts': 'export interface Store { get(): unknown }\n',
    'mocks/http/problem.ts': `import type { Store } from '#mocks/storage/store.ts'\nexport const problem = (s: Store) => s\n`,
    'mocks/services/orders/service.ts': `import { Hono } from 'hono'\nimport { problem } from '#mocks/http/problem.ts'\nimport { log } from '../../log/log.ts'\nimport type { Store } from '#mocks/storage/store.ts'\nexport const orders = (s: Store) => [Hono, problem(s), log]\n`,
    'mocks/systems/monolith.ts': `import { orders } from '#mocks/services/orders/service.ts'\nexport { orders }\n`,
    'mocks/runtimes/virtual.ts': `export * from '#mocks/systems/monolith.ts'\n`,
    'components/home/home.ts': `import { orders } from '#mocks/runtimes/virtual.ts'\nexport { orders }\n`,
    'app/page.ts': `import { orders } from '#components/home/home.ts'\nexport default orders\n`,
  }
  expect(plant(files)).toEqual({ modules: expect.arrayContaining(Object.keys(files)), violations: [] })
})
