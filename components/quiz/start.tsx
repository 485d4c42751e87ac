import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { QuestionOutline } from '#learner/outline.ts'
import type { Progress } from '#learner/progress.ts'
import type { Goals } from '#learner/review/goals.ts'
import type { Session } from '#learner/session.ts'
import { ByConcept } from './by-concept.tsx'
import type { PageName } from './facts.ts'
import { GoalsForm } from './goals-form.tsx'
import { KeepACopy } from './keep-a-copy.tsx'
import { sayWhen } from './local-day.ts'
import { count, minutesFor } from './minutes.ts'
import { sayPlace } from './place.ts'
import type { ReviewState } from './review.ts'

/** Where the quiz begins, or goes on: what today asks for, where the learner stands, and what may be changed about it. */
export function Start({
  questions,
  progress,
  review,
  session,
  pages,
  onRound,
  onStart,
  onContinue,
  onReset,
  onForget,
  onGoals,
  onImport,
}: {
  questions: readonly QuestionOutline[]
  /** Undefined while the page is not alive yet: then there is nothing to press. */
  progress: Progress | undefined
  /** Undefined until the scheduler is there. */
  review: ReviewState | undefined
  session: Session | undefined
  pages: readonly PageName[]
  /** Starts what today asks for, in its order. */
  onRound: (questions: readonly QuestionOutline[]) => void
  onStart: (questions: readonly QuestionOutline[]) => void
  onContinue: () => void
  onReset: () => void
  onForget: (questions: readonly string[]) => void
  onGoals: (goals: Goals) => void
  onImport: (imported: Progress) => void
}) {
  const underWay = session !== undefined && session.queue.length > 0
  const answered = (progress?.reviews.length ?? 0) > 0
  const round = review?.plan.round ?? []
  return (
    <>
      <section id="start" aria-labelledby="quiz-start" className="max-w-[42rem]">
        <h2
          id="quiz-start"
          tabIndex={-1}
          data-quiz-heading
          className="scroll-mt-6 font-serif text-2xl outline-none"
        >
          {answered && review
            ? sayToday(review, round)
            : `${count(questions.length, 'question')} on ${count(pages.length, 'concept')}`}
        </h2>
        {answered && review ? (
          <p className="mt-3 text-md">{sayWhy(review, round)}</p>
        ) : (
          <ul className="mt-4 list-[square] space-y-2 pl-5 text-md marker:text-glue-edge">
            <li>Every option says why it is right or wrong.</li>
            <li>“Show me” runs the answer in the bookshop, here in the page.</li>
            <li>Nothing is timed. A question that you miss comes once more at the end.</li>
            <li>
              On other days a question comes back when it is about to fade: a few minutes a day keep it all.
            </li>
            <li>Your answers stay in this browser; nobody else sees them.</li>
          </ul>
        )}
        <div className="mt-7 min-h-11">
          {progress && review && (
            <div className="flex flex-wrap items-center gap-3">
              {underWay && (
                <Button variant="glue" onClick={onContinue}>
                  Continue: {sayPlace(session).toLowerCase()}
                </Button>
              )}
              {round.length > 0 && (
                <Button variant={underWay ? 'plain' : 'glue'} onClick={() => onRound(round)}>
                  {answered
                    ? `Start today’s ${round.length}`
                    : `Start with ${round.length}, about ${count(minutesFor(round), 'minute')}`}
                </Button>
              )}
            </div>
          )}
        </div>
      </section>
      {progress && review && (
        <ByConcept
          questions={questions}
          review={review}
          pages={pages}
          onStart={onStart}
          onForget={onForget}
        />
      )}
      {progress && (
        <>
          <GoalsForm goals={progress.goals} onChange={onGoals} />
          <KeepACopy progress={progress} pages={pages} onImport={onImport} />
          {answered && <ResetProgress onReset={onReset} />}
        </>
      )}
    </>
  )
}

function sayToday({ plan }: ReviewState, round: readonly QuestionOutline[]): string {
  if (round.length > 0)
    return `${count(round.length, 'question')} today, about ${count(minutesFor(round), 'minute')}`
  return plan.due.length > 0 ? 'That was enough for today' : 'Nothing is due'
}

/** What the round is made of, or when there is one again. */
function sayWhy({ plan, memories }: ReviewState, round: readonly QuestionOutline[]): string {
  if (round.length === 0) {
    if (plan.due.length > 0)
      return `${count(plan.due.length, 'question')} can wait: they come first tomorrow. Sleep does half of the work.`
    return plan.nextMs === undefined
      ? 'Every question has been asked.'
      : `The next one comes up ${sayWhen(plan.nextMs, Date.now())}, when it has begun to fade: that is when asking helps most.`
  }
  const last = round.map(({ id }) => memories.get(id)?.last)
  const sure = last.filter((one) => one && !one.right && one.confidence === 'sure').length
  const missed = last.filter((one) => one && !one.right).length - sure
  const due = last.filter((one) => one?.right).length
  const fresh = last.filter((one) => one === undefined).length
  const parts = [
    sure > 0 && `${sure} that you were sure of and missed`,
    missed > 0 && `${missed} that you missed`,
    due > 0 && `${due} to refresh`,
    fresh > 0 && `${fresh} new`,
  ].filter((part) => part !== false)
  const waits = plan.postponed > 0 ? ` ${plan.postponed} more can wait until tomorrow.` : ''
  return `${parts.join(', ')}.${waits}`
}

function ResetProgress({ onReset }: { onReset: () => void }) {
  const [asking, setAsking] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const touched = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has just appeared takes the focus
  useEffect(() => {
    if (touched.current) box.current?.querySelector('button')?.focus()
  }, [asking])
  const show = (open: boolean) => {
    touched.current = true
    setAsking(open)
  }
  return (
    <div ref={box} className="mt-8 border-hairline border-t pt-5">
      {asking ? (
        <fieldset className="mt-3">
          <legend className="font-semibold">
            Forget every answer that this browser keeps? This cannot be undone.
          </legend>
          <div className="mt-3 flex flex-wrap gap-3">
            <Button size="sm" onClick={() => show(false)}>
              Keep them
            </Button>
            <Button variant="danger" size="sm" onClick={onReset}>
              Forget all answers
            </Button>
          </div>
        </fieldset>
      ) : (
        <Button variant="quiet" size="sm" className="-ml-3 mt-1" onClick={() => show(true)}>
          Reset progress
        </Button>
      )}
    </div>
  )
}
