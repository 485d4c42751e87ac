/**
 * Finishes the exported site: a strict Content-Security-Policy on every page, sitemap.xml, robots.txt, llms.txt, and a
 * gzip copy of each text file for hosts that send those. Runs as part of `npm run build`; reads `SITE_URL`, `OUT_DIR`.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { contentSecurityPolicy, inlinePartsOf, withPolicy } from './site/csp.ts'
import { llmsText, robots, sitemap } from './site/listings.ts'
import { basePathOf, headOf, pagesOf } from './site/pages.ts'

const outDir = process.env.OUT_DIR ?? 'out'
const place = { origin: originFrom(process.env.SITE_URL), basePath: basePathOf(outDir) }

function originFrom(siteUrl: string | undefined): string | undefined {
  if (!siteUrl) return undefined
  if (!URL.canParse(siteUrl)) {
    throw new Error(
      `SITE_URL is "${siteUrl}", which is no address. Give the site's origin, such as https://example.org.`,
    )
  }
  return new URL(siteUrl).origin
}

const htmlFiles = globSync('**/*.html', { cwd: outDir })
const parts = new Map(
  htmlFiles.map((file) => [file, inlinePartsOf(readFileSync(join(outDir, file), 'utf8'))]),
)
const site = {
  styles: [...new Set([...parts.values()].flatMap((part) => part.styles))].sort(),
  styleAttributes: [...parts.values()].some((part) => part.styleAttributes),
}
for (const [file, part] of parts) {
  const path = join(outDir, file)
  writeFileSync(path, withPolicy(readFileSync(path, 'utf8'), contentSecurityPolicy(part, site)))
}

const pages = pagesOf(outDir).map(({ route, file }) => ({
  route,
  ...headOf(readFileSync(join(outDir, file), 'utf8')),
}))
writeFileSync(join(outDir, 'sitemap.xml'), sitemap(pages, place))
writeFileSync(join(outDir, 'robots.txt'), robots(place))
writeFileSync(join(outDir, 'llms.txt'), llmsText(pages, place))

for (const file of globSync('**/*.{html,js,css,txt,xml,svg,json,webmanifest}', { cwd: outDir })) {
  const content = readFileSync(join(outDir, file))
  if (content.byteLength > 1024) writeFileSync(join(outDir, `${file}.gz`), gzipSync(content, { level: 9 }))
}

console.log(
  `Finished ${outDir}: ${pages.length} pages with their policies, sitemap.xml, robots.txt, llms.txt.`,
)
