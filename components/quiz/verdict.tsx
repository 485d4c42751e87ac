import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CalloutNumber } from '#components/ui/callout.tsx'
import { cx } from '#components/ui/cx.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { type Explanation, explain } from '#learner/feedback.ts'
import { grade } from '#learner/grading.ts'
import type { PreparedCase, PreparedQuestion } from '#learner/prepare.ts'
import type { Draft } from '#learner/session.ts'
import type { QuizFacts } from './facts.ts'
import { RichText } from './rich-text.tsx'
import { sayVerdict } from './say-verdict.ts'
import { ShowMe } from './show-me.tsx'
import { SourceList } from './source-list.tsx'

/** The verdict on an answer, why each part of it is so, the demonstration, and what to keep. */
export function Verdict({
  question,
  asked,
  draft,
  facts,
  again,
  last,
  onNext,
}: {
  question: PreparedQuestion
  asked: PreparedCase
  draft: Draft
  facts: QuizFacts
  /** When the question comes back. */
  again: string | false
  /** Whether nothing more will be asked. */
  last: boolean
  onNext: () => void
}) {
  const answer = draft.state === 'answered' ? draft.answer : undefined
  const graded = answer && grade(question, asked.key, answer)
  const parts = explain(question, asked, answer)
  const { open, folded } = sortOut(question, parts, answer !== undefined)
  const right = graded?.right === true
  const page = facts.pages.find(({ slug }) => slug === question.page)
  return (
    <div className="mt-6">
      <section aria-labelledby="verdict" className="max-w-[46rem]">
        <h3
          id="verdict"
          tabIndex={-1}
          data-quiz-heading
          className={cx(
            'flex scroll-mt-6 items-center gap-3 border-l-4 px-4 py-3 font-sans font-semibold text-md outline-none',
            right
              ? 'border-ok-text bg-ok-wash text-ok-text'
              : answer
                ? 'border-fault bg-fault-wash text-fault-text'
                : 'border-ink bg-paper-sunk',
          )}
        >
          {answer && <Mark right={right} className="size-5" />}
          {sayVerdict(question, graded, draft.confidence)}
        </h3>

        <ul className="mt-4 grid gap-3">
          {open.map((part) => (
            <PartCard
              key={part.id}
              part={part}
              answered={answer !== undefined}
              kind={question.kind}
              {...(asked.key.kind === 'order' && part.correct
                ? { place: asked.key.steps.indexOf(part.id) + 1 }
                : {})}
            />
          ))}
        </ul>
        {folded.length > 0 && (
          <Disclosure className="mt-3 border-hairline-strong" summary={foldedTitle(question, folded)}>
            <ul className="grid gap-4">
              {folded.map((part) => (
                <li key={part.id}>
                  <p className="font-semibold leading-snug">
                    <RichText text={part.text} />
                  </p>
                  <p className="mt-1 leading-relaxed">
                    <RichText text={part.why} />
                  </p>
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
      </section>

      <ShowMe demo={asked.demo} />

      <section aria-labelledby="takeaway" className="mt-8 max-w-[46rem]">
        <div className="border-ink border-y-[1.5px] py-4">
          <h3 id="takeaway" className="legend font-sans">
            To keep
          </h3>
          <p className="mt-1 font-serif text-lg leading-snug">
            <RichText text={question.takeaway} words={asked.words} />
          </p>
          {again && <p className="mt-2 text-ink-soft text-sm">{again}</p>}
        </div>
        <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
          <Button variant="glue" onClick={onNext}>
            {last ? 'See how it went' : 'Next'}
          </Button>
          {page && (
            <Link href={`/learn/${page.slug}/`} className="link">
              Read: {page.title}
            </Link>
          )}
        </div>
        <SourceList ids={question.sources} sources={facts.sources} className="mt-6" />
      </section>
    </div>
  )
}

/** What is open to read at once: what went wrong, the right answer. The rest is one press away. */
function sortOut(question: PreparedQuestion, parts: readonly Explanation[], answered: boolean) {
  const isOpen = (part: Explanation) => {
    if (question.kind === 'order') return part.correct || part.judged === 'wrong'
    if (question.kind === 'select' && answered)
      return part.judged === 'wrong' || parts.every(({ judged }) => judged === 'right')
    return part.correct || part.chosen
  }
  const first = (part: Explanation) => (question.kind === 'order' ? 0 : part.chosen && !part.correct ? 0 : 1)
  return {
    open: parts.filter(isOpen).sort((a, b) => first(a) - first(b)),
    folded: parts.filter((part) => !isOpen(part)),
  }
}

function foldedTitle(question: PreparedQuestion, folded: readonly Explanation[]): string {
  if (question.kind === 'select') return `Why the other ${folded.length}`
  if (question.kind === 'order') return 'Why the other steps stay out'
  return folded.length === 1 ? 'Why not the other one' : `Why not the other ${folded.length}`
}

function PartCard({
  part,
  answered,
  kind,
  place,
}: {
  part: Explanation
  answered: boolean
  kind: PreparedQuestion['kind']
  /** Where a step stands in the right order, from 1. */
  place?: number
}) {
  const { label, tone } = labelOf(part, answered, kind)
  return (
    <li
      className={cx(
        'border-[1.5px] bg-paper-raised px-4 py-3',
        tone === 'right' ? 'border-ok-text' : tone === 'wrong' ? 'border-fault' : 'border-hairline-strong',
      )}
    >
      <p
        className={cx(
          'flex items-center gap-1.5 font-semibold text-xs',
          tone === 'right' ? 'text-ok-text' : tone === 'wrong' ? 'text-fault-text' : 'text-ink-soft',
        )}
      >
        {tone !== 'plain' && <Mark right={tone === 'right'} className="size-3.5" />}
        {label}
      </p>
      <p className="mt-1 flex gap-2 font-semibold leading-snug [overflow-wrap:anywhere]">
        {place !== undefined && <CalloutNumber number={place} tone="lit" />}
        <span className="min-w-0">
          <RichText text={part.text} />
        </span>
      </p>
      <p className="mt-1 leading-relaxed">
        <RichText text={part.why} />
      </p>
    </li>
  )
}

type Tone = 'right' | 'wrong' | 'plain'

function labelOf(
  { correct, chosen, judged }: Explanation,
  answered: boolean,
  kind: PreparedQuestion['kind'],
): { label: string; tone: Tone } {
  if (kind === 'order') {
    if (!correct) return { label: 'You took this in; it is never sent', tone: 'wrong' }
    if (!answered) return { label: 'Is sent', tone: 'plain' }
    if (judged === 'right') return { label: 'In its place', tone: 'right' }
    return {
      label: chosen ? 'Is sent, but not at this point of your order' : 'You left this out',
      tone: 'wrong',
    }
  }
  if (!answered) return correct ? { label: 'Right', tone: 'right' } : { label: 'Wrong', tone: 'plain' }
  if (kind === 'select') {
    if (judged === 'right')
      return { label: correct ? 'You ticked this, rightly' : 'You left this out, rightly', tone: 'right' }
    return {
      label: correct ? 'You left this out, and it belongs' : 'You ticked this, and it does not belong',
      tone: 'wrong',
    }
  }
  if (correct) return { label: chosen ? 'Your answer, right' : 'The right answer', tone: 'right' }
  return { label: 'Your answer', tone: 'wrong' }
}

function Mark({ right, className }: { right: boolean; className?: string }): ReactNode {
  return (
    <svg
      aria-hidden
      viewBox="0 0 16 16"
      className={cx('shrink-0 fill-none stroke-current stroke-[2.4]', className)}
    >
      <path
        d={right ? 'M2.500 8.500l3.500 3.500L13.500 4' : 'M3.500 3.500l9 9M12.500 3.500l-9 9'}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
