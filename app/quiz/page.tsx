import type { Metadata } from 'next'
import { PlainQuestions } from '#components/quiz/plain-questions.tsx'
import { prepareBank } from '#components/quiz/prepare-bank.ts'
import { Quiz } from '#components/quiz/quiz.tsx'
import { loadConcepts } from '#content/load.ts'
import { QUESTIONS } from '#content/questions/bank.ts'
import { MISCONCEPTIONS } from '#content/questions/misconceptions.ts'
import { SOURCES } from '#content/questions/sources.ts'

const description =
  'Questions on REST APIs and microservices with a reason for every option. Each answer can be run in the bookshop.'

export const metadata: Metadata = {
  title: 'Quiz',
  description,
  openGraph: { title: 'Quiz', description },
  alternates: process.env.SITE_URL ? { canonical: '/quiz/' } : {},
}

/** The quiz. Keys are computed here, at build time, by running each question's scenario. */
export default async function QuizPage() {
  const questions = await prepareBank(QUESTIONS)
  const pages = loadConcepts().map(({ slug, title }) => ({ slug, title }))
  return (
    <div className="sheet pt-8 pb-20 sm:pt-12">
      <Quiz questions={questions} facts={{ misconceptions: MISCONCEPTIONS, sources: SOURCES, pages }} />
      <noscript>
        <p className="mb-10 max-w-[46rem] text-md">
          The quiz needs JavaScript: it grades answers and runs them in the bookshop. Without it, here are the
          questions with their answers folded below.
        </p>
        <PlainQuestions questions={questions} />
      </noscript>
    </div>
  )
}
