import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from '@swc/core'
import * as z from 'zod'

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
    totalCruised: z.number(),
  }),
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ module: z.string() })) })),
})

/** What the layer check read and found. */
export interface LayerReport {
  /** Our own modules that were parsed. A check that reads none finds no violation: compare with what you expect. */
  readonly modules: readonly string[]
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[]
}

const FOLDERS = ['app', 'bench', 'components', 'content', 'learner', 'mocks', 'scripts', 'tests']
const TOOL = join(
  fileURLToPath(import.meta.resolve('dependency-cruiser')),
  '../../../bin/dependency-cruiser.mjs',
)

/** Runs the rules of .dependency-cruiser.cjs over a tree; throws when the tool itself fails. */
export function checkLayers(root: string): LayerReport {
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)))
  const run = spawnSync(
    process.execPath,
    [TOOL, '--config', '.dependency-cruiser.cjs', '-T', 'json', ...folders],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${run.stderr || run.stdout}`)
  const report = Report.parse(JSON.parse(run.stdout))
  const ours = report.modules.filter(({ source }) => FOLDERS.includes(source.split('/')[0] ?? ''))
  const unseen = ours.flatMap(({ source, dependencies }) => {
    if (!/[.]tsx?$/.test(source)) return []
    const seen = new Set(dependencies.map(({ module }) => module.replace(/^node:/, '')))
    return importsOf(readFileSync(join(root, source), 'utf8'), source.endsWith('x'))
      .map((specifier) => specifier.replace(/^node:/, ''))
      .filter((specifier) => !seen.has(specifier) && !/[.](css|mdx|svg|json|woff2)$/.test(specifier))
      .map((to) => ({ rule: 'every-import-is-seen', from: source, to }))
  })
  return {
    modules: ours.map(({ source }) => source),
    violations: [
      ...report.summary.violations.map(({ from, to, rule }) => ({ rule: rule.name, from, to })),
      ...unseen,
    ],
  }
}

/**
 * Every module that a source file names, in whatever form: `import`, `export from`, `import()`, and `import('…').T`
 * deep inside a type, which dependency-cruiser does not see. Used to prove that it misses none.
 */
function importsOf(source: string, tsx: boolean): string[] {
  const found = new Set<string>()
  const visit = (node: unknown) => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const specifier = specifierOf(node)
    if (specifier !== undefined) found.add(specifier)
    Object.values(node).forEach(visit)
  }
  visit(parseSync(source, { syntax: 'typescript', tsx, target: 'es2022' }).body)
  return [...found]
}

const StringLiteral = z.object({ type: z.literal('StringLiteral'), value: z.string() })
const Import = z.union([
  z.object({
    type: z.enum(['ImportDeclaration', 'ExportAllDeclaration', 'ExportNamedDeclaration']),
    source: StringLiteral,
  }),
  z.object({ type: z.literal('TsImportType'), argument: StringLiteral }),
  z.object({
    type: z.literal('CallExpression'),
    callee: z.object({ type: z.literal('Import') }),
    arguments: z.tuple([z.object({ expression: StringLiteral })], z.unknown()),
  }),
])
const CARRIERS =
  /^(ImportDeclaration|ExportAllDeclaration|ExportNamedDeclaration|TsImportType|CallExpression)$/

function specifierOf(node: object): string | undefined {
  if (!('type' in node && typeof node.type === 'string' && CARRIERS.test(node.type))) return undefined
  const parsed = Import.safeParse(node)
  if (!parsed.success) return undefined
  if ('source' in parsed.data) return parsed.data.source.value
  if ('argument' in parsed.data) return parsed.data.argument.value
  return parsed.data.arguments[0].expression.value
}
