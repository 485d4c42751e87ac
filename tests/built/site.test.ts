import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Budgets, overBudget, routeBytes } from '../../scripts/site/budgets.ts'
import { inlinePartsOf } from '../../scripts/site/csp.ts'
import { attribute, elementsOf } from '../../scripts/site/html.ts'
import { deadReferences, unreachablePages } from '../../scripts/site/links.ts'
import { basePathOf, headOf, pagesOf } from '../../scripts/site/pages.ts'

const outDir = process.env.OUT_DIR ?? 'out'
const basePath = process.env.BASE_PATH ?? ''
const pages = pagesOf(outDir)
const read = (file: string) => readFileSync(join(outDir, file), 'utf8')

test('the site was built with the base path that was asked for', () => {
  expect(basePathOf(outDir)).toBe(basePath)
})

test('every link, image, script, style and anchor leads somewhere', () => {
  const { references, dead } = deadReferences(outDir)
  expect(dead).toEqual([])
  expect(references).toBeGreaterThan(pages.length * 5)
})

test('every page can be reached by following links from the front page', () => {
  expect(unreachablePages(outDir)).toEqual([])
})

test('every page stays within its bytes', () => {
  const routes = routeBytes(outDir)
  const budgets = Budgets.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../scripts/budgets.json'), 'utf8')),
  )
  expect(overBudget(routes, budgets)).toEqual([])
  // A page of this site cannot weigh less than React: a smaller number means that nothing was weighed.
  for (const { js } of routes) expect(js).toBeGreaterThan(100_000)
})

test('sitemap.xml and llms.txt list every page', () => {
  const sitemap = [...read('sitemap.xml').matchAll(/<loc>(?:https?:\/\/[^/<]+)?([^<]*)<\/loc>/g)].map(
    ([, path]) => path,
  )
  expect(sitemap).toEqual(pages.map(({ route }) => `${basePath}${route}`))
  const listed = [...read('llms.txt').matchAll(/^- \[[^\]]+\]\((?:https?:\/\/[^/)]+)?([^)]*)\): \S/gm)].map(
    ([, path]) => path,
  )
  expect(listed.sort()).toEqual(sitemap.sort())
})

test('every page has a title and a description of its own', () => {
  const heads = pages.map(({ file }) => headOf(read(file)))
  for (const kind of ['title', 'description'] as const) {
    const values = heads.map((head) => head[kind])
    expect(values).not.toContain('')
    expect(values.filter((value, i) => values.indexOf(value) !== i)).toEqual([])
  }
})

describe.each([...pages.map(({ route, file }) => ({ route, file })), { route: '404', file: '404.html' }])(
  '$route',
  ({ file }) => {
    const html = existsSync(join(outDir, file)) ? read(file) : ''
    const elements = elementsOf(html)

    test('its policy comes before anything it governs, and knows every inline script', () => {
      const head = elements.findIndex((el) => el.tagName === 'head')
      const [charset, meta] = elements.slice(head + 1)
      expect(charset && attribute(charset, 'charset')).toBe('utf-8')
      expect(meta && attribute(meta, 'http-equiv')).toBe('Content-Security-Policy')
      const policy = (meta && attribute(meta, 'content')) ?? ''
      const { scripts, styles } = inlinePartsOf(html)
      expect(scripts.length).toBeGreaterThan(0)
      for (const source of [...scripts, ...styles]) expect(policy).toContain(source)
      const directive = (name: string) => policy.split('; ').find((part) => part.startsWith(`${name} `)) ?? ''
      expect(directive('default-src')).toBe("default-src 'none'")
      expect(directive('script-src')).not.toMatch(/unsafe|\*|https?:|data:/)
      expect(directive('style-src')).not.toMatch(/unsafe|\*|https?:|data:/)
      expect(directive('connect-src')).not.toContain('*')
      expect(elements.filter((el) => attribute(el, 'http-equiv') === 'Content-Security-Policy')).toHaveLength(
        1,
      )
    })

    test('no drawing travels twice, once as HTML and once more as data', () => {
      const paths = elements.flatMap((el) => (el.tagName === 'path' ? (attribute(el, 'd') ?? []) : []))
      const long = [...new Set(paths)].filter((path) => path.length > 200)
      const drawn = (path: string) => paths.filter((other) => other === path).length
      expect(long.filter((path) => html.split(path).length - 1 > drawn(path))).toEqual([])
    })

    test('it has no inline event handler', () => {
      const handlers = elements.flatMap((el) => el.attrs.filter(({ name }) => /^on[a-z]/.test(name)))
      expect(handlers).toEqual([])
    })
  },
)
