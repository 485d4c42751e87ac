import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagram, type Drawing, readDiagram, readDrawing } from './schema/diagram.ts'
import { ContentError } from './schema/error.ts'
import { inReadingOrder } from './schema/order.ts'
import { type Concept, readConcept } from './schema/read-page.ts'

const CONCEPTS = 'content/concepts'
const DIAGRAMS = 'content/diagrams'

/** Every concept page in reading order, validated. Pages, lists, search and tests all read from here. */
export function loadConcepts(root = process.cwd()): readonly Concept[] {
  const concepts = filesIn(root, CONCEPTS, '.mdx').map((file) => readConcept(file, text(root, file)))
  const diagrams = new Set(loadDiagrams(root).map((diagram) => diagram.id))
  for (const concept of concepts) {
    const missing = concept.diagrams.find((id) => !diagrams.has(id))
    if (missing) {
      throw new ContentError(
        `${concept.file}: diagrams names "${missing}", and ${DIAGRAMS}/${missing}.mmd does not exist.`,
      )
    }
  }
  return inReadingOrder(concepts)
}

/** One page by its slug. Throws ContentError when there is none. */
export function loadConcept(slug: string, root = process.cwd()): Concept {
  const concept = loadConcepts(root).find((candidate) => candidate.slug === slug)
  if (!concept) throw new ContentError(`There is no page "${slug}" in ${CONCEPTS}.`)
  return concept
}

/** Every diagram's source, in alphabetical order. */
export function loadDiagrams(root = process.cwd()): readonly Diagram[] {
  return filesIn(root, DIAGRAMS, '.mmd').map((file) => readDiagram(file, text(root, file)))
}

/** One diagram with its drawing, by its id. Throws ContentError when there is none, or when it was never drawn. */
export function loadDrawing(id: string, root = process.cwd()): Drawing {
  const diagram = loadDiagrams(root).find((candidate) => candidate.id === id)
  if (!diagram) throw new ContentError(`There is no diagram "${id}" in ${DIAGRAMS}.`)
  const svg = diagram.file.replace(/mmd$/, 'svg')
  if (!existsSync(join(root, svg)))
    throw new ContentError(`${diagram.file} was never drawn. Run: node scripts/diagrams.ts`)
  return readDrawing(diagram, text(root, svg))
}

function filesIn(root: string, folder: string, ending: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name}`)
}

function text(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
