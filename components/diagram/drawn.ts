/** Where the drawing of a diagram is served, for pages that were not delivered with it. */
export function drawingUrl(id: string): string {
  return `${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/learn/diagrams/${id}.svg`
}

/**
 * The SVG of a diagram while a page is rendered to HTML; empty in the browser.
 *
 * The drawing must be in a page's bytes once. As a prop it would be there twice: in the HTML, and again in the
 * data that React hydrates from. So the component that shows it reads it here, and the browser keeps the HTML.
 */
export function drawnAtBuild(id: string): string {
  if (typeof window !== 'undefined') return ''
  const { readFileSync } = process.getBuiltinModule('node:fs')
  return readFileSync(`${process.cwd()}/content/diagrams/${id}.svg`, 'utf8')
}
