import createMDX from '@next/mdx'
import type { NextConfig } from 'next'

const withMDX = createMDX({
  options: {
    remarkPlugins: ['remark-gfm', 'remark-frontmatter', 'remark-mdx-frontmatter'],
    rehypePlugins: ['rehype-slug'],
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
  experimental: {
    // The persistent cache ignores edits to MDX plugins and to the files they read: pages would go stale.
    turbopackFileSystemCacheForBuild: false,
  },
}

export default withMDX(config)
