import { Slug } from './concept.ts'
import { ContentError } from './error.ts'

/** A diagram as its author wrote it: Mermaid source with a title and a description of its own. */
export interface Diagram {
  readonly id: string
  /** Its file, from the root of the repository. */
  readonly file: string
  readonly source: string
  readonly title: string
  readonly description: string
  /** Of a sequence diagram: its messages in order, as `client → gateway: POST /v1/orders`. Of any other: none. */
  readonly messages: readonly string[]
}

const MESSAGE = /^\s*(\w+)\s*(?:--?>>?|--?[x)])[+-]?\s*(\w+)\s*:\s*(.+)$/gm

/** Reads a diagram's source. Throws ContentError when it has no `accTitle` or `accDescr`. */
export function readDiagram(file: string, source: string): Diagram {
  const id = (file.split('/').at(-1) ?? '').replace(/\.mmd$/, '')
  if (!Slug.safeParse(id).success)
    throw new ContentError(`${file}: a diagram's name is lowercase words joined by hyphens.`)
  const title = /^\s*accTitle:\s*(.+)$/m.exec(source)?.[1]?.trim()
  const description = /^\s*accDescr:\s*(.+)$/m.exec(source)?.[1]?.trim()
  if (!title) throw new ContentError(`${file}: no accTitle. Add a line "accTitle: …" that names the diagram.`)
  if (!description)
    throw new ContentError(`${file}: no accDescr. Add a line "accDescr: …" that says what it shows.`)
  const messages = source.startsWith('sequenceDiagram')
    ? [...source.matchAll(MESSAGE)].map(([, from, to, text]) => `${from} → ${to}: ${text?.trim()}`)
    : []
  return { id, file, source, title, description, messages }
}

/** A diagram together with its drawing, which scripts/diagrams.ts made from the source. */
export interface Drawing extends Diagram {
  readonly svg: string
  /** The size at which it was drawn, in CSS pixels. */
  readonly width: number
  readonly height: number
}

/** Joins a diagram and its drawing. Throws ContentError when the drawing has no size. */
export function readDrawing(diagram: Diagram, svg: string): Drawing {
  const box = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(svg)
  if (!box)
    throw new ContentError(`${diagram.file}: its drawing has no viewBox. Run: node scripts/diagrams.ts --all`)
  return { ...diagram, svg, width: Math.round(Number(box[1])), height: Math.round(Number(box[2])) }
}
