import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { attribute, type Element, elementsOf } from './html.ts'
import { basePathOf, pagesOf } from './pages.ts'

/** A reference in an exported page that leads nowhere. */
export interface DeadReference {
  readonly page: string
  readonly reference: string
  readonly why: string
}

const ATTRIBUTES = ['href', 'src', 'action', 'poster', 'xlink:href'] as const

function referencesOf(element: Element): string[] {
  const single = ATTRIBUTES.flatMap((name) => attribute(element, name) ?? [])
  const set = attribute(element, 'srcset')?.split(',') ?? []
  const found = [...single, ...set.map((candidate) => candidate.trim().split(/\s+/)[0] ?? '')]
  return found.filter((reference) => !/^(data|mailto|tel|blob):/.test(reference))
}

/** A fragment that is a message to the page's own script (`#run=1.…`), not the id of an element. */
const isMessage = (fragment: string) => fragment.includes('=') || fragment.startsWith(':~:')

/**
 * Every link, image, script, style, font and form target of an exported site that is inside the site and does not exist:
 * file or anchor. Under a base path, a reference that forgot it is dead. An address of the bookshop may not be a link:
 * no service worker answers a navigation to another host.
 */
export function deadReferences(outDir: string): { pages: number; references: number; dead: DeadReference[] } {
  const basePath = basePathOf(outDir)
  const pages = [...pagesOf(outDir), { route: '/404.html', file: '404.html' }].filter(({ file }) =>
    existsSync(join(outDir, file)),
  )
  const elements = new Map(
    pages.map(({ file }) => [file, elementsOf(readFileSync(join(outDir, file), 'utf8'))] as const),
  )
  const anchors = new Map(
    [...elements].map(([file, all]) => [
      file,
      new Set(
        all.flatMap((el) => [attribute(el, 'id'), el.tagName === 'a' ? attribute(el, 'name') : undefined]),
      ),
    ]),
  )

  const why = (route: string, element: Element, reference: string): string | undefined => {
    if (/^javascript:/i.test(reference)) return 'runs a script'
    const here = new URL(`${basePath}${route}`, 'http://site.invalid')
    if (!URL.canParse(reference, here.href)) return 'is no address'
    const target = new URL(reference, here)
    if (/\.bookshop\.(example|internal)$/.test(target.hostname)) {
      return element.tagName === 'a' ? 'is a bookshop address: nothing answers a navigation there' : undefined
    }
    if (target.origin !== here.origin) return undefined
    if (basePath !== '' && !target.pathname.startsWith(`${basePath}/`)) return `stands outside ${basePath}/`
    const path = decodeURIComponent(target.pathname.slice(basePath.length))
    const file = fileFor(outDir, path)
    if (file === undefined) return 'does not exist'
    const fragment = decodeURIComponent(target.hash.slice(1))
    const ids = anchors.get(file)
    if (fragment === '' || fragment === 'top' || isMessage(fragment) || ids === undefined) return undefined
    return ids.has(fragment) ? undefined : `has no element with the id "${fragment}"`
  }

  let references = 0
  const dead = pages.flatMap(({ route, file }) =>
    (elements.get(file) ?? []).flatMap((element) =>
      referencesOf(element).flatMap((reference): DeadReference[] => {
        references += 1
        const reason = why(route, element, reference)
        return reason === undefined ? [] : [{ page: route, reference, why: reason }]
      }),
    ),
  )
  return { pages: pages.length, references, dead }
}

/** The file a static host answers a path with, relative to the output folder. */
function fileFor(outDir: string, path: string): string | undefined {
  const name = path.replace(/^\//, '')
  return [name, `${name.replace(/\/$/, '')}/index.html`.replace(/^\//, ''), `${name}.html`].find(
    (candidate) =>
      candidate !== '' && existsSync(join(outDir, candidate)) && statSync(join(outDir, candidate)).isFile(),
  )
}

/** Pages that nobody finds by following links from the front page. */
export function unreachablePages(outDir: string): string[] {
  const basePath = basePathOf(outDir)
  const pages = new Map(pagesOf(outDir).map((page) => [page.route, page.file]))
  const seen = new Set<string>()
  const queue = ['/']
  for (let route = queue.pop(); route !== undefined; route = queue.pop()) {
    const file = pages.get(route)
    if (file === undefined || seen.has(route)) continue
    seen.add(route)
    for (const element of elementsOf(readFileSync(join(outDir, file), 'utf8'))) {
      const href = element.tagName === 'a' ? attribute(element, 'href') : undefined
      if (href === undefined || !URL.canParse(href, `http://site.invalid${basePath}${route}`)) continue
      const target = new URL(href, `http://site.invalid${basePath}${route}`)
      if (target.hostname === 'site.invalid')
        queue.push(target.pathname.slice(basePath.length).replace(/\/?$/, '/'))
    }
  }
  return [...pages.keys()].filter((route) => !seen.has(route))
}
