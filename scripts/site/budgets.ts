import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as z from 'zod'
import { attribute, type Element, elementsOf } from './html.ts'
import { basePathOf, pagesOf } from './pages.ts'

/** Bytes that a page loads before anybody touches it, as they travel: gzip -9; fonts and pictures as they are. */
export interface RouteBytes {
  readonly route: string
  readonly html: number
  readonly js: number
  readonly css: number
  readonly fonts: number
}

type Kind = 'js' | 'css' | 'fonts'

function kindOf(element: Element): { kind: Kind; address: string } | undefined {
  const src = attribute(element, 'src')
  // Browsers that know modules skip these.
  if (element.tagName === 'script' && src !== undefined && attribute(element, 'nomodule') === undefined) {
    return { kind: 'js', address: src }
  }
  const href = attribute(element, 'href')
  if (element.tagName !== 'link' || href === undefined) return undefined
  const rel = attribute(element, 'rel')?.toLowerCase().split(/\s+/) ?? []
  const as = attribute(element, 'as')
  if (rel.includes('stylesheet')) return { kind: 'css', address: href }
  if (rel.includes('modulepreload')) return { kind: 'js', address: href }
  if (!rel.includes('preload')) return undefined
  if (as === 'script') return { kind: 'js', address: href }
  if (as === 'style') return { kind: 'css', address: href }
  return as === 'font' ? { kind: 'fonts', address: href } : undefined
}

const gzipped = (content: Buffer) => gzipSync(content, { level: 9 }).byteLength

/** Weighs every page of an exported site by what its HTML names; each file counts once per page. */
export function routeBytes(outDir: string): RouteBytes[] {
  const basePath = basePathOf(outDir)
  const weights = new Map<string, number>()
  const weigh = (kind: Kind, path: string) => {
    const known = weights.get(path)
    if (known !== undefined) return known
    const content = readFileSync(join(outDir, path))
    const bytes = kind === 'fonts' ? content.byteLength : gzipped(content)
    weights.set(path, bytes)
    return bytes
  }
  return pagesOf(outDir).map(({ route, file }) => {
    const html = readFileSync(join(outDir, file))
    const files: Record<Kind, Set<string>> = { js: new Set(), css: new Set(), fonts: new Set() }
    for (const element of elementsOf(html.toString('utf8'))) {
      const found = kindOf(element)
      if (!found) continue
      const url = new URL(found.address, `http://site.invalid${basePath}${route}`)
      if (url.hostname !== 'site.invalid')
        throw new Error(`${route} loads ${found.address} from another host.`)
      files[found.kind].add(decodeURIComponent(url.pathname.slice(basePath.length + 1)))
    }
    const sum = (kind: Kind) => [...files[kind]].reduce((total, path) => total + weigh(kind, path), 0)
    return { route, html: gzipped(html), js: sum('js'), css: sum('css'), fonts: sum('fonts') }
  })
}

const Budget = z.strictObject({ html: z.number(), js: z.number(), css: z.number(), fonts: z.number() })

/** Kilobytes (1000 bytes) allowed per route; a pattern ends in `*`, and the first that fits counts. */
export const Budgets = z.record(z.string().startsWith('/'), Budget)

/** Says for each page what is over its budget; a page without a budget is over. */
export function overBudget(routes: readonly RouteBytes[], budgets: z.infer<typeof Budgets>): string[] {
  return routes.flatMap((route) => {
    const entry = Object.entries(budgets).find(([pattern]) =>
      pattern.endsWith('*') ? route.route.startsWith(pattern.slice(0, -1)) : route.route === pattern,
    )
    if (!entry) return [`${route.route} has no budget. Add it to scripts/budgets.json.`]
    const [pattern, budget] = entry
    return (['html', 'js', 'css', 'fonts'] as const)
      .filter((kind) => route[kind] > budget[kind] * 1000)
      .map(
        (kind) =>
          `${route.route}: ${(route[kind] / 1000).toFixed(1)} KB of ${kind}; "${pattern}" allows ${budget[kind]}.`,
      )
  })
}
