import type { Metadata } from 'next'
import Link from 'next/link'
import { prepareBank } from '#components/quiz/prepare-bank.ts'
import { QuestionSheet } from '#components/quiz/question-sheet.tsx'
import { loadConcept } from '#content/load.ts'
import { QUESTIONS } from '#content/questions/bank.ts'

interface Props {
  params: Promise<{ slug: string }>
}

export const dynamicParams = false

/** One sheet for each concept page that has questions. */
export function generateStaticParams() {
  return [...new Set(QUESTIONS.map(({ page }) => page))].map((slug) => ({ slug }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, slug } = loadConcept((await params).slug)
  return {
    title: `Questions: ${title}`,
    description: `Questions about “${title}” to print, with their answers and every reason on sheets of their own.`,
    alternates: process.env.SITE_URL ? { canonical: `/quiz/sheet/${slug}/` } : {},
  }
}

/** The questions of one concept page on paper, answers apart. */
export default async function SheetPage({ params }: Props) {
  const { slug } = await params
  const { title } = loadConcept(slug)
  const questions = await prepareBank(QUESTIONS.filter(({ page }) => page === slug))
  return (
    <div className="sheet pt-8 pb-20 sm:pt-12">
      <p className="legend print:hidden">
        <Link href="/quiz/" className="link">
          Quiz
        </Link>{' '}
        ·{' '}
        <Link href={`/learn/${slug}/`} className="link">
          {title}
        </Link>
      </p>
      <h1 className="mt-2 mb-8 max-w-[46rem] font-serif text-3xl">Questions: {title}</h1>
      <QuestionSheet questions={questions} />
    </div>
  )
}
