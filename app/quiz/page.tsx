import type { Metadata } from 'next'
import Link from 'next/link'
import { Quiz } from '#components/quiz/quiz.tsx'
import { loadConcepts } from '#content/load.ts'
import { QUESTIONS } from '#content/questions/bank.ts'
import { outlineOf } from '#learner/outline.ts'

const description =
  'Questions on REST APIs and microservices with a reason for every option. Each answer can be run in the bookshop.'

export const metadata: Metadata = {
  title: 'Quiz',
  description,
  openGraph: { title: 'Quiz', description },
  alternates: process.env.SITE_URL ? { canonical: '/quiz/' } : {},
}

/** The quiz. The page knows which questions there are; their words are fetched for the round that asks them. */
export default function QuizPage() {
  const asked = new Set(QUESTIONS.map(({ page }) => page))
  const pages = loadConcepts()
    .filter(({ slug }) => asked.has(slug))
    .map(({ slug, title }) => ({ slug, title }))
  return (
    <div className="sheet pt-8 pb-20 sm:pt-12">
      <Quiz outlines={QUESTIONS.map(outlineOf)} pages={pages} />
      <section aria-labelledby="on-paper" className="mt-14 max-w-[46rem] border-hairline border-t pt-5">
        <h2 id="on-paper" className="font-serif text-xl">
          On paper
        </h2>
        <noscript>
          <p className="mt-2">
            The quiz needs JavaScript: it grades answers and runs them in the bookshop. These sheets do not.
          </p>
        </noscript>
        <p className="mt-2">
          The same questions, concept by concept, with the answers on sheets of their own:
        </p>
        <ul className="mt-3 gap-x-8 sm:columns-2">
          {pages.map(({ slug, title }) => (
            <li key={slug} className="break-inside-avoid py-1">
              <Link href={`/quiz/sheet/${slug}/`} className="link" prefetch={false}>
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
