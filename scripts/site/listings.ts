/** A page as the machine-readable listings know it. */
export interface ListedPage {
  /** Address without the base path: `/learn/`. */
  readonly route: string
  readonly title: string
  readonly description: string
}

/** Where a site stands: its origin when `SITE_URL` was given at build time, and its base path. */
export interface SitePlace {
  readonly origin: string | undefined
  readonly basePath: string
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The address of a page: absolute when the site knows its origin, else from the root of whatever host serves it. */
function addressOf(route: string, { origin, basePath }: SitePlace): string {
  return `${origin ?? ''}${basePath}${route}`
}

/** `sitemap.xml` (sitemaps.org): every page of the site. The protocol wants absolute addresses: set `SITE_URL` to publish. */
export function sitemap(pages: readonly ListedPage[], place: SitePlace): string {
  const urls = pages.map((page) => `  <url><loc>${escapeXml(addressOf(page.route, place))}</loc></url>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`
}

/** `robots.txt` (RFC 9309): everything may be read; names the sitemap only when its absolute address is known. */
export function robots(place: SitePlace): string {
  const everyone = 'User-agent: *\nAllow: /\n'
  return place.origin ? `${everyone}\nSitemap: ${addressOf('/sitemap.xml', place)}\n` : everyone
}

const sectionOf = (route: string) => route.split('/')[1] ?? ''

/** `llms.txt` (llmstxt.org): the site's name and purpose, then every page with its title and description. */
export function llmsText(pages: readonly ListedPage[], place: SitePlace): string {
  const home = pages.find((page) => page.route === '/')
  const line = (page: ListedPage) =>
    `- [${page.title.replace(/ · Blocks & Glue$/, '').replace(/[[\]]/g, '')}](${addressOf(page.route, place)})${page.description && `: ${page.description}`}`
  const sections = [...new Set(pages.map((page) => sectionOf(page.route)))].filter(
    (section) => section !== '',
  )
  const blocks = sections.map((section) => {
    const members = pages.filter((page) => sectionOf(page.route) === section)
    const name = section.charAt(0).toUpperCase() + section.slice(1)
    return `## ${name}\n\n${members.map(line).join('\n')}\n`
  })
  const start = `# Blocks & Glue\n\n${home?.description ? `> ${home.description}\n\n` : ''}${home ? `${line(home)}\n` : ''}`
  return [start, ...blocks].join('\n')
}
