import { loadDiagrams, loadDrawing } from '#content/load.ts'

export const dynamic = 'force-static'
export const dynamicParams = false

/** One file for each diagram: pages reached by a link inside the site fetch their drawings here. */
export function generateStaticParams() {
  return loadDiagrams().map(({ id }) => ({ file: `${id}.svg` }))
}

export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }) {
  const { file } = await params
  const { svg } = loadDrawing(file.replace(/\.svg$/, ''))
  return new Response(svg, { headers: { 'Content-Type': 'image/svg+xml' } })
}
