import { describe, expect, it } from 'vitest'
import { QUESTIONS } from '#content/questions/bank.ts'
import { explain } from '#learner/feedback.ts'
import { grade } from '#learner/grading.ts'
import { prepareBank } from './prepare-bank.ts'
import { runDemo } from './run-demo.ts'

const prepared = await prepareBank(QUESTIONS)
const cases = prepared.flatMap((question) =>
  question.cases.map((one) => [`${question.id}, ${one.id}`, question, one] as const),
)

describe.each(cases)('%s', (_, question, asked) => {
  it('gives full marks to its own key', () => {
    expect(grade(question, asked.key, asked.key)).toMatchObject({ right: true, score: 1 })
  })

  it('explains every part', () => {
    for (const { why } of explain(question, asked, undefined)) expect(why).not.toBe('')
  })

  it('can be shown: it runs, and every check holds', async () => {
    const { runs, checks } = await runDemo(asked.demo)
    expect(checks.filter(({ holds }) => !holds)).toEqual([])
    for (const { hops, link } of runs) {
      expect(hops.length).toBeGreaterThan(0)
      expect(link).toMatch(/^1\.[\w-]+$/)
    }
  })
})

describe('questions with several cases', () => {
  it('do not have the same answer every time', () => {
    for (const { id, cases: all } of prepared.filter(({ cases: several }) => several.length > 1)) {
      expect(new Set(all.map(({ key }) => JSON.stringify(key))).size, id).toBeGreaterThan(1)
    }
  })
})
