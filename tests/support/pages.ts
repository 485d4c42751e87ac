import { basePathOf, pagesOf } from '../../scripts/site/pages.ts'

/** The addresses of all pages of a built site, relative to the journeys' base address: `learn/`. */
export function addressesOf(outDir: string): string[] {
  basePathOf(outDir)
  return pagesOf(outDir).map(({ route }) => `.${route}`)
}
