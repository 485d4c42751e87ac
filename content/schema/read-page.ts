import GithubSlugger from 'github-slugger'
import { parseDocument } from 'yaml'
import type * as z from 'zod'
import { ConceptMeta } from './concept.ts'
import { ContentError } from './error.ts'

/** A heading of a page, with the id that the page gives it. */
export interface Heading {
  readonly id: string
  readonly text: string
}

/** One concept page, validated: what it says about itself, and what can be counted in its prose. */
export interface Concept extends ConceptMeta {
  readonly slug: string
  /** Its file, from the root of the repository. */
  readonly file: string
  /** Second-level headings, in order. */
  readonly headings: readonly Heading[]
  /** Words of prose: text outside code, tags and frontmatter. */
  readonly words: number
  /** Values of `id` by the component that carries them, in order of appearance: `{ Diagram: ['two-by-two'] }`. */
  readonly uses: Readonly<Record<string, readonly string[]>>
}

/** Reads one page from its source. Throws ContentError when anything about it is wrong. */
export function readConcept(file: string, source: string): Concept {
  const slug = (file.split('/').at(-1) ?? '').replace(/\.mdx$/, '')
  const { yaml, body } = split(file, source)
  const meta = parseMeta(file, yaml)
  const prose = withoutCode(body)
  const uses = usesIn(prose)
  for (const [component, field] of [
    ['Misconception', 'misconceptions'],
    ['Diagram', 'diagrams'],
    ['Experiment', 'panels'],
  ] as const) {
    const found = uses[component] ?? []
    if (found.join() !== meta[field].join()) {
      throw new ContentError(
        `${file}: ${field} lists [${meta[field].join(', ')}], the prose has [${found.join(', ')}]. Make them the same, in the same order.`,
      )
    }
  }
  for (const cited of uses.Cite ?? []) {
    if (!meta.sources.some((source) => source.id === cited)) {
      throw new ContentError(
        `${file}: <Cite id="${cited}"> names no source. Add it to sources, or correct the id.`,
      )
    }
  }
  return { slug, file, ...meta, headings: headingsIn(prose), words: countWords(prose), uses }
}

function split(file: string, source: string): { yaml: string; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source)
  if (!match)
    throw new ContentError(`${file}: no frontmatter. Start the file with a block between two lines of ---.`)
  return { yaml: match[1] ?? '', body: match[2] ?? '' }
}

function parseMeta(file: string, yaml: string): ConceptMeta {
  const document = parseDocument(yaml)
  const broken = document.errors[0]
  if (broken) throw new ContentError(`${file}: frontmatter is not YAML: ${broken.message}`)
  const result = ConceptMeta.safeParse(document.toJS())
  if (!result.success) throw new ContentError(`${file}: ${result.error.issues.map(sayIssue).join('; ')}`)
  return result.data
}

function sayIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.map((key) => [...path, key].join('.')).join(', ')}: no such field. Remove it or correct its spelling`
  }
  return `${path.join('.') || 'frontmatter'}: ${issue.message}`
}

function withoutCode(body: string): string {
  return body.replace(/^(```|~~~)[^\n]*\n[\s\S]*?^\1\s*$/gm, '')
}

function headingsIn(prose: string): Heading[] {
  const slugger = new GithubSlugger()
  const headings: Heading[] = []
  for (const [, marks, raw] of prose.matchAll(/^(#{1,6}) +(.+?) *#*$/gm)) {
    const text = (raw ?? '').replace(/[`*_]/g, '')
    // Every heading takes part in slugging, so that a repeated one gets the same number as on the page.
    const id = slugger.slug(text)
    if (marks === '##') headings.push({ id, text })
  }
  return headings
}

function usesIn(prose: string): Record<string, string[]> {
  const uses: Record<string, string[]> = {}
  for (const [, component, attributes] of prose.matchAll(/<([A-Z][A-Za-z]*)\b([^>]*)>/g)) {
    const id = /\bid="([^"]*)"/.exec(attributes ?? '')?.[1]
    if (component && id) {
      uses[component] ??= []
      uses[component].push(id)
    }
  }
  return uses
}

/** Counts the words a person reads in Markdown prose, without tags, link targets and marks. */
export function countWords(prose: string): number {
  const text = prose
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, ' ')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/<\/?[A-Za-z][^>]*>/g, ' ')
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
