import createMDX from '@next/mdx'
import type { NextConfig } from 'next'

/** Content pages. Turbopack takes plugins by name, with options that are plain data. */
const withMDX = createMDX({
  options: {
    // The frontmatter is skipped here: content/load.ts reads and validates it.
    remarkPlugins: ['remark-gfm', 'remark-frontmatter'],
    rehypePlugins: [
      'rehype-slug',
      // Each token carries a colour for either theme as a CSS variable; nothing is coloured in the browser.
      [
        'rehype-pretty-code',
        {
          theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
          keepBackground: false,
          bypassInlineCode: true,
        },
      ],
    ],
  },
})

/** A static export that works from any host, also under a sub-path (`BASE_PATH=/somewhere`). */
const config: NextConfig = {
  output: 'export',
  // A folder with an index.html per page is what every static host understands.
  trailingSlash: true,
  // `OUT_DIR` exports somewhere else than out/, so that a sub-path build can stand beside the one that is served.
  ...(process.env.OUT_DIR ? { distDir: process.env.OUT_DIR } : {}),
  basePath: process.env.BASE_PATH ?? '',
  env: { NEXT_PUBLIC_BASE_PATH: process.env.BASE_PATH ?? '' },
  pageExtensions: ['ts', 'tsx'],
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  // MSW's cookie jar, of no use here, is 60 KB (compressed): see mocks/runtimes/no-cookies.ts.
  turbopack: { resolveAlias: { 'tough-cookie': './mocks/runtimes/no-cookies.ts' } },
  experimental: {
    // The persistent cache ignores edits to MDX plugins and to the files they read: pages would go stale.
    turbopackFileSystemCacheForBuild: false,
  },
}

export default withMDX(config)
