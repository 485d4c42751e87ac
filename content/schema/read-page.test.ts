import { describe, expect, test } from 'vitest'
import { ContentError } from './error.ts'
import { countWords, readConcept } from './read-page.ts'

const FRONTMATTER = {
  title: 'Idempotency',
  number: '6',
  part: 'APIs',
  objective: 'Choose a method by what a retry would do.',
  summary: 'Send the same request three times and count the orders that come of it.',
  minutes: '4',
  after: '[]',
  learn: '[What a retry may repeat, What it must not repeat]',
  misconceptions: '[same-response]',
  diagrams: '[retry]',
  sources:
    '\n  - { id: rfc, title: HTTP Semantics, author: R. Fielding, place: Section 9.2.2, read: 2026-11-20, checked: copy }',
}
const BODY = `
## First *step*

Two words.<Cite id="rfc" />

<Diagram id="retry" caption="A retry">three more words</Diagram>

\`\`\`http
## not a heading
<Misconception id="not-a-box">
\`\`\`

<Misconception id="same-response" claim="x">text</Misconception>

## First *step*
`

const page = (change: Record<string, string | undefined> = {}, body = BODY) => {
  const lines = Object.entries({ ...FRONTMATTER, ...change })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}`)
  return `---\n${lines.join('\n')}\n---\n${body}`
}
const read = (source: string) => readConcept('content/concepts/idempotency.mdx', source)
const complaint = (source: string) => {
  try {
    read(source)
  } catch (error) {
    if (error instanceof ContentError) return error.message
    throw error
  }
  throw new Error('Nothing was found wrong.')
}

describe('a page that is right', () => {
  test('gives its frontmatter, its slug, its headings and its words', () => {
    const concept = read(page())
    expect(concept).toMatchObject({
      slug: 'idempotency',
      title: 'Idempotency',
      number: 6,
      minutes: 4,
      after: [],
    })
    expect(concept.headings).toEqual([
      { id: 'first-step', text: 'First step' },
      { id: 'first-step-1', text: 'First step' },
    ])
    expect(concept.words).toBe(10)
  })

  test('code is neither counted nor read for headings and boxes', () => {
    expect(read(page()).uses.Misconception).toEqual(['same-response'])
  })
})

describe('every mistake is named with its file and its field', () => {
  test.each([
    ['an unknown key', page({ prerequisites: '[]' }), /idempotency\.mdx: prerequisites: no such field/],
    [
      'an unknown key of a source',
      page({
        sources:
          '\n  - { id: rfc, title: HTTP, author: RF, place: all of it, read: 2026-11-20, checked: copy, link: x }',
      }),
      /sources\.0\.link: no such field/,
    ],
    ['a missing key', page({ objective: undefined }), /idempotency\.mdx: objective:/],
    ['a part that does not exist', page({ part: 'Nowhere' }), /idempotency\.mdx: part:/],
    ['minutes that are no number', page({ minutes: 'five' }), /idempotency\.mdx: minutes:/],
    [
      'a date that is none',
      page({
        sources:
          '\n  - { id: rfc, title: HTTP, author: RF, place: all of it, read: 2026-13-40, checked: copy }',
      }),
      /sources\.0\.read:/,
    ],
    ['a slug with capitals', page({ after: '[HTTP]' }), /after\.0: a slug is lowercase words/],
    [
      'an id listed twice',
      page({ misconceptions: '[same-response, same-response]' }),
      /misconceptions: "same-response" is listed twice/,
    ],
    [
      'a source listed twice',
      page({ sources: `${FRONTMATTER.sources}${FRONTMATTER.sources}` }),
      /sources: "rfc" is listed twice/,
    ],
    [
      'a misconception that the prose lacks',
      page({ misconceptions: '[same-response, other]' }),
      /misconceptions lists \[same-response, other\], the prose has \[same-response\]/,
    ],
    [
      'a diagram that the frontmatter lacks',
      page({ diagrams: '[other]' }),
      /diagrams lists \[other\], the prose has \[retry\]/,
    ],
    ['a citation of nothing', page({}, `${BODY}<Cite id="blog" />`), /<Cite id="blog"> names no source/],
    ['no frontmatter', '## Only prose', /no frontmatter/],
    ['frontmatter that is no YAML', page({ title: '[' }), /frontmatter is not YAML/],
  ])('%s', (_, source, message) => {
    expect(complaint(source)).toMatch(message)
  })
})

test('words are what a person reads: no tags, link targets or comments', () => {
  expect(
    countWords('One [two](https://example.org/three "x") <Note title="four">five</Note> {/* six */} – seven'),
  ).toBe(4)
})
