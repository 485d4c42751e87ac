import type { BankPage } from '#components/quiz/bank-page.ts'
import { prepareBank } from '#components/quiz/prepare-bank.ts'
import { QUESTIONS } from '#content/questions/bank.ts'
import { MISCONCEPTIONS } from '#content/questions/misconceptions.ts'
import { SOURCES } from '#content/questions/sources.ts'
import { outlineOf } from '#learner/outline.ts'

export const dynamic = 'force-static'
export const dynamicParams = false

/** One file for each concept page that has questions, and one with the outlines of all. */
export function generateStaticParams() {
  const pages = new Set(QUESTIONS.map(({ page }) => page))
  return ['outlines', ...pages].map((name) => ({ file: `${name}.json` }))
}

/** The questions of a page with their keys, which are read off runs here, at build time. */
export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }) {
  const { file } = await params
  if (file === 'outlines.json') return Response.json(QUESTIONS.map(outlineOf))
  const page = file.replace(/\.json$/, '')
  const questions = await prepareBank(QUESTIONS.filter((question) => question.page === page))
  // Beliefs are named at many depths, by kind of question.
  const beliefs = new Set(
    [...JSON.stringify(questions).matchAll(/"misconception":"([^"]+)"/g)].map(([, id]) => id),
  )
  const cited = new Set(questions.flatMap(({ sources }) => sources))
  const bankPage: BankPage = {
    questions,
    misconceptions: MISCONCEPTIONS.filter(({ id }) => beliefs.has(id)),
    sources: SOURCES.filter(({ id }) => cited.has(id)),
  }
  return Response.json(bankPage)
}
