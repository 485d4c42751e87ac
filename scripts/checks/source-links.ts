import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import GithubSlugger from 'github-slugger'

/** A link in a Markdown or MDX file that leads nowhere. */
export interface DeadLink {
  readonly file: string
  readonly link: string
  readonly why: string
}

const withoutCode = (markdown: string) =>
  markdown.replace(/^ {0,3}(```+|~~~+)[\s\S]*?^ {0,3}\1/gm, '').replace(/`[^`\n]*`/g, '')

/** The targets of a document's links, in order: `[text](target)`, `[name]: target` and `href="target"`; none from code. */
export function linksIn(markdown: string): string[] {
  const text = withoutCode(markdown)
  return [
    ...text.matchAll(/\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"]*")?\s*\)/g),
    ...text.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm),
    ...text.matchAll(/\bhref="([^"]+)"/g),
  ].map((match) => match[1] ?? '')
}

/** The anchors of a document's headings, as GitHub and rehype-slug make them. */
export function anchorsIn(markdown: string): Set<string> {
  const slugger = new GithubSlugger()
  const body = markdown.replace(/^ {0,3}(```+|~~~+)[\s\S]*?^ {0,3}\1/gm, '')
  return new Set(
    [...body.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map((match) =>
      slugger.slug((match[1] ?? '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '')),
    ),
  )
}

/** The pages that the folders of app/ promise, as patterns over a path without trailing slash. */
function routesOf(root: string): (path: string) => boolean {
  const routes = globSync('app/**/page.tsx', { cwd: root }).map((file) =>
    dirname(relative('app', file))
      .split('/')
      .filter((segment) => segment !== '.' && !segment.startsWith('(')),
  )
  const names = new Set(
    ['content/**/*', 'mocks/services/*'].flatMap((pattern) =>
      globSync(pattern, { cwd: root }).map((file) => basename(file).replace(/\.\w+$/, '')),
    ),
  )
  return (path) => {
    const segments = path.split('/').filter((segment) => segment !== '')
    return routes.some(
      (route) =>
        route.length === segments.length &&
        route.every((part, i) =>
          part.startsWith('[') ? names.has(segments[i] ?? '') : part === segments[i],
        ),
    )
  }
}

/** Checks the links of every document in the repository: files and headings of the docs, pages of the site. */
export function deadSourceLinks(root: string): { files: number; dead: DeadLink[] } {
  const files = ['*.md', 'docs/**/*.md', 'content/**/*.{md,mdx}'].flatMap((glob) =>
    globSync(glob, { cwd: root }),
  )
  const isRoute = routesOf(root)
  const dead = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return linksIn(text).flatMap((link): DeadLink[] => {
      if (/^(https?|mailto):/.test(link)) return []
      const [path = '', anchor] = link.split('#')
      if (link.startsWith('/')) {
        if (isRoute(path) || existsSync(join(root, 'public', path))) return []
        return [{ file, link, why: 'no page of the site has this address' }]
      }
      const target = path === '' ? file : join(dirname(file), path)
      if (!existsSync(join(root, target))) return [{ file, link, why: `${target} does not exist` }]
      if (anchor === undefined || !/\.mdx?$/.test(target)) return []
      if (anchorsIn(readFileSync(join(root, target), 'utf8')).has(anchor)) return []
      return [{ file, link, why: `${target} has no heading "${anchor}"` }]
    })
  })
  return { files: files.length, dead }
}
