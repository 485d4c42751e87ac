import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import type { PreparedQuestion } from '#learner/prepare.ts'
import { lastReview, type Progress } from '#learner/progress.ts'
import { type Session, tally } from '#learner/session.ts'
import type { QuizFacts } from './facts.ts'
import { count } from './minutes.ts'
import { plainText } from './rich-text.tsx'

/** How a session went, what to revisit, and where to go on. */
export function Summary({
  questions,
  session,
  progress,
  facts,
  onStart,
}: {
  questions: readonly PreparedQuestion[]
  session: Session
  progress: Progress
  facts: QuizFacts
  onStart: (questions: readonly PreparedQuestion[]) => void
}) {
  const { first, second, missed } = tally(session)
  const find = (ids: readonly string[]) => questions.filter(({ id }) => ids.includes(id))
  const asked = first.length + second.length + missed.length
  const revisit = [...find(missed), ...find(second)]
  const pages = facts.pages.filter(({ slug }) =>
    (revisit.length > 0 ? revisit : find(first)).some(({ page }) => page === slug),
  )
  return (
    <section aria-labelledby="quiz-summary" className="max-w-[46rem]">
      <h2
        id="quiz-summary"
        tabIndex={-1}
        data-quiz-heading
        className="scroll-mt-6 font-serif text-2xl outline-none"
      >
        {first.length} of {asked} right at the first try
      </h2>
      <dl className="mt-5 grid grid-cols-3 border-[1.5px] border-ink bg-paper-raised text-center">
        <Figure label="first try" value={first.length} />
        <Figure label="second try" value={second.length} />
        <Figure label="still open" value={missed.length} />
      </dl>
      <p className="mt-5 text-md">
        {missed.length > 0
          ? `${count(missed.length, 'question is', 'questions are')} still open, and nothing is lost: what is open comes first the next time. Leave a day between; retrieval that takes effort is what makes it stay.`
          : second.length > 0
            ? 'Everything is answered now. What took a second try is worth another one on another day.'
            : 'Every answer was right at once. Come back in a few days and see whether it still is: that is what makes it stay.'}
      </p>
      {revisit.length > 0 && (
        <section aria-labelledby="revisit" className="mt-8">
          <h3 id="revisit" className="font-serif text-xl">
            To revisit
          </h3>
          <ul className="mt-3 grid gap-4">
            {revisit.map((question) => (
              <Revisit
                key={question.id}
                question={question}
                open={missed.includes(question.id)}
                ideas={ideasOf(question, session, progress, facts)}
              />
            ))}
          </ul>
        </section>
      )}
      <div className="mt-8 flex flex-wrap items-center gap-3">
        {missed.length > 0 && (
          <Button variant="glue" onClick={() => onStart(find(missed))}>
            Practise again: {count(missed.length, 'question')}
          </Button>
        )}
        <Button
          variant={missed.length > 0 ? 'plain' : 'glue'}
          onClick={() => onStart(find([...first, ...second, ...missed]))}
        >
          {asked === 1 ? 'This one' : `All ${asked}`} again, in other forms
        </Button>
      </div>
      {pages.length > 0 && (
        <p className="mt-6">
          {pages.map(({ slug, title }) => (
            <Link key={slug} href={`/learn/${slug}/`} className="link">
              Read: {title}
            </Link>
          ))}
        </p>
      )}
    </section>
  )
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div className="border-hairline px-2 py-3 not-first:border-l">
      <dd className="font-semibold font-serif text-2xl tabular-nums">{value}</dd>
      <dt className="legend">{label}</dt>
    </div>
  )
}

function Revisit({
  question,
  open,
  ideas,
}: {
  question: PreparedQuestion
  open: boolean
  ideas: readonly string[]
}) {
  const [{ words }] = question.cases
  return (
    <li className={cx('border-l-4 pl-4', open ? 'border-fault' : 'border-glue')}>
      <p className="legend">{open ? 'Still open' : 'Right at the second try'}</p>
      <p className="font-semibold leading-snug">{plainText(question.takeaway, words)}</p>
      {ideas.map((idea) => (
        <p key={idea} className="mt-1 text-ink-soft leading-snug">
          {idea}
        </p>
      ))}
    </li>
  )
}

/** What stood in the way in this session: at most two ideas to keep instead. */
function ideasOf(
  question: PreparedQuestion,
  session: Session,
  progress: Progress,
  facts: QuizFacts,
): readonly string[] {
  const reviews = progress.reviews.filter(
    (review) => review.question === question.id && review.session === session.id,
  )
  const ids = new Set(
    (reviews.length > 0 ? reviews : [lastReview(progress, question)]).flatMap(
      (review) => review?.misconceptions ?? [],
    ),
  )
  return facts.misconceptions
    .filter(({ id }) => ids.has(id))
    .slice(0, 2)
    .map(({ instead }) => instead)
}
