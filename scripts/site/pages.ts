import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attribute, elementsOf, textOf } from './html.ts'

/** One exported page. */
export interface Page {
  /** The address without the base path, with a trailing slash: `/learn/idempotency/`. */
  readonly route: string
  /** The file, relative to the output folder. */
  readonly file: string
}

/** Every page that a visitor can open in an exported site, sorted by address; the 404 page is not one. */
export function pagesOf(outDir: string): Page[] {
  return readdirSync(outDir, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('/index.html') || file === 'index.html')
    .filter((file) => !/^(_next|_not-found|404)\//.test(file))
    .map((file) => ({ route: `/${file.slice(0, -'index.html'.length)}`, file }))
    .sort((a, b) => (a.route < b.route ? -1 : 1))
}

/** The base path a site was built with, read from where its pages load their scripts: `''` or `/blocks`. */
export function basePathOf(outDir: string): string {
  const index = join(outDir, 'index.html')
  if (!existsSync(index))
    throw new Error(`No site in ${outDir}: there is no index.html. Run "npm run build".`)
  const match = /(?:src|href)="([^"]*?)\/_next\//.exec(readFileSync(index, 'utf8'))
  return match?.[1] ?? ''
}

/** What a page says of itself in its head: title and description, each empty when missing. */
export function headOf(html: string): { title: string; description: string } {
  const elements = elementsOf(html)
  const title = elements.find(
    (el) => el.tagName === 'title' && el.namespaceURI === 'http://www.w3.org/1999/xhtml',
  )
  const description = elements.find((el) => el.tagName === 'meta' && attribute(el, 'name') === 'description')
  return {
    title: title ? textOf(title).trim() : '',
    description: (description && attribute(description, 'content')?.trim()) ?? '',
  }
}
