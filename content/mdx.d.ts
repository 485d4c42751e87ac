/** A compiled content page: its prose as a component. Its frontmatter comes from the loader, validated. */
declare module '*.mdx' {
  import type { ComponentType } from 'react'

  const Page: ComponentType
  export default Page
}
