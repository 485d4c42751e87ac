import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { GLOSSARY } from './glossary.ts'
import { loadConcepts, loadDiagrams, loadDrawing } from './load.ts'
import { MISCONCEPTIONS } from './questions/misconceptions.ts'

const WORDS_AT_MOST = 900
/** Slow, careful reading of technical prose in a second language. */
const WORDS_A_MINUTE = 200

const concepts = loadConcepts()

test('every file in content/concepts is a page that loads', () => {
  expect(concepts.map(({ file }) => file).sort()).toEqual(
    readdirSync('content/concepts')
      .map((name) => `content/concepts/${name}`)
      .sort(),
  )
})

describe.each(concepts)('$slug', (concept) => {
  test('is short enough for one sitting', () => {
    expect(concept.words).toBeLessThanOrEqual(WORDS_AT_MOST)
  })

  test('promises a reading time that can be kept', () => {
    expect(concept.minutes).toBeGreaterThanOrEqual(concept.words / WORDS_A_MINUTE)
  })

  test('refutes beliefs that the questions know by the same id', () => {
    const known = MISCONCEPTIONS.map(({ id }) => id)
    for (const id of concept.misconceptions) expect(known).toContain(id)
  })

  test('explains every term that it marks', () => {
    for (const id of concept.uses.Term ?? []) expect(Object.keys(GLOSSARY)).toContain(id)
  })

  test('cites every source that it lists, and lists them in the order of citing', () => {
    const cited = [
      ...readFileSync(concept.file, 'utf8').matchAll(/<(?:Cite id|Said [^>]*cite)="([^"]+)"/g),
    ].map(([, id]) => id)
    expect([...new Set(cited)]).toEqual(concept.sources.map(({ id }) => id))
  })
})

test('every diagram is on a page, and has a drawing of its own ids', () => {
  const shown = concepts.flatMap(({ diagrams }) => diagrams)
  for (const { id } of loadDiagrams()) {
    expect(shown).toContain(id)
    const { svg } = loadDrawing(id)
    expect(svg).toContain(`id="dg-${id}"`)
    for (const [, used] of svg.matchAll(/ id="([^"]+)"/g)) expect(used, `${id}.svg`).toContain(id)
  }
})

test('every message of a sequence diagram can be stepped to', () => {
  const sequences = loadDiagrams().filter(({ source }) => source.startsWith('sequenceDiagram'))
  expect(sequences.length).toBeGreaterThan(2)
  for (const { id, messages } of sequences) {
    const { svg } = loadDrawing(id)
    expect(messages.length, id).toBeGreaterThan(0)
    expect(svg.match(/class="messageLine[01]/g), id).toHaveLength(messages.length)
    expect(svg.match(/class="messageText/g), id).toHaveLength(messages.length)
  }
})

test('every term in the glossary is marked on some page', () => {
  const marked = concepts.flatMap(({ uses }) => uses.Term ?? [])
  for (const [id, { definition }] of Object.entries(GLOSSARY)) {
    expect(marked).toContain(id)
    expect(definition).toMatch(/\.$/)
  }
})

test('docs/coverage.md calls pages and headings by their names, and leaves out only the page on the sandbox', () => {
  const links = [
    ...readFileSync('docs/coverage.md', 'utf8').matchAll(
      /\[(\d+) · ([^\]]+)\]\(\.\.\/(content\/concepts\/[^#)]+)#/g,
    ),
  ]
  for (const [, number, heading, file] of links) {
    const concept = concepts.find((known) => known.file === file)
    expect(concept?.number, file).toBe(Number(number))
    expect(readFileSync(concept?.file ?? '', 'utf8').split('\n')).toContain(`## ${heading}`)
  }
  const covering = new Set(links.map(([, , , file]) => file))
  expect(concepts.filter(({ file }) => !covering.has(file)).map(({ slug }) => slug)).toEqual([
    'how-this-sandbox-works',
  ])
})
