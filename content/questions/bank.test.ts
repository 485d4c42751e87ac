import { describe, expect, it } from 'vitest'
import { loadConcepts } from '../load.ts'
import { QUESTIONS } from './bank.ts'
import { lintBank, lintQuestion, misconceptionsOf } from './lint.ts'
import { MISCONCEPTIONS } from './misconceptions.ts'
import { SOURCES } from './sources.ts'

const MIN_QUESTIONS_PER_PAGE = 4
const misconceptions = new Set(MISCONCEPTIONS.map(({ id }) => id))
const sources = new Set(SOURCES.map(({ id }) => id))
const pages = loadConcepts().map(({ slug }) => slug)

describe.each(QUESTIONS.map((question) => [question.id, question] as const))('%s', (_, question) => {
  it('is written by the rules', () => {
    expect(lintQuestion(question)).toEqual([])
  })

  it('names misconceptions that exist', () => {
    expect(misconceptionsOf(question).filter((id) => !misconceptions.has(id))).toEqual([])
  })

  it('names sources that exist', () => {
    expect(question.sources.filter((id) => !sources.has(id))).toEqual([])
  })

  it('belongs to a page that exists', () => {
    expect(pages).toContain(question.page)
  })
})

describe('the bank', () => {
  it('keeps the rules that span questions', () => {
    expect(lintBank(QUESTIONS)).toEqual([])
  })

  it('has no contrast set of a single question', () => {
    const sets = Map.groupBy(
      QUESTIONS.filter(({ contrast }) => contrast !== undefined),
      ({ contrast }) => contrast,
    )
    expect(sets.size).toBeGreaterThan(0)
    expect([...sets].filter(([, questions]) => questions.length < 2).map(([name]) => name)).toEqual([])
  })

  it('has no misconception and no source that no question uses', () => {
    const used = new Set(
      QUESTIONS.flatMap((question) => [...misconceptionsOf(question), ...question.sources]),
    )
    expect([...misconceptions, ...sources].filter((id) => !used.has(id))).toEqual([])
  })

  it.each(pages)('asks enough about %s', (slug) => {
    const asked = QUESTIONS.filter(({ page }) => page === slug)
    expect(asked.length).toBeGreaterThanOrEqual(MIN_QUESTIONS_PER_PAGE)
  })
})
