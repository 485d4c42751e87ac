import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import type { PreparedQuestion } from '#learner/prepare.ts'
import { type Progress, standingOf } from '#learner/progress.ts'
import type { Session } from '#learner/session.ts'
import { count, minutesFor } from './minutes.ts'
import { sayPlace } from './place.ts'

/** Where the quiz begins, or goes on. */
export function Start({
  questions,
  progress,
  session,
  due,
  onStart,
  onContinue,
  onReset,
}: {
  questions: readonly PreparedQuestion[]
  /** Undefined while the page is not alive yet: then there is nothing to press. */
  progress: Progress | undefined
  session: Session | undefined
  due: readonly PreparedQuestion[]
  onStart: (questions: readonly PreparedQuestion[]) => void
  onContinue: () => void
  onReset: () => void
}) {
  const underWay = session !== undefined && session.queue.length > 0
  const known = progress
    ? questions.filter((question) => standingOf(progress, question) === 'solid').length
    : 0
  const answered = (progress?.reviews.length ?? 0) > 0
  return (
    <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,42rem)_minmax(0,20rem)] lg:justify-between">
      <section id="start" aria-labelledby="quiz-start">
        <h2
          id="quiz-start"
          tabIndex={-1}
          data-quiz-heading
          className="scroll-mt-6 font-serif text-2xl outline-none"
        >
          {count(questions.length, 'question')}, about {count(minutesFor(questions), 'minute')}
        </h2>
        <ul className="mt-4 list-[square] space-y-2 pl-5 text-md marker:text-glue-edge">
          <li>Every option says why it is right or wrong.</li>
          <li>“Show me” runs the answer in the bookshop, here in the page.</li>
          <li>Nothing is timed. A question that you miss comes once more at the end.</li>
          <li>Your answers stay in this browser; nobody else sees them.</li>
        </ul>
        <div className="mt-7 min-h-11">
          {progress && (
            <div className="flex flex-wrap items-center gap-3">
              {underWay && (
                <Button variant="glue" onClick={onContinue}>
                  Continue: {sayPlace(session).toLowerCase()}
                </Button>
              )}
              {due.length > 0 && (
                <Button variant={underWay ? 'plain' : 'glue'} onClick={() => onStart(due)}>
                  Practise again: {count(due.length, 'question')}
                </Button>
              )}
              <Button
                variant={underWay || due.length > 0 ? 'plain' : 'glue'}
                onClick={() => onStart(questions)}
              >
                {underWay || answered ? `Start over with all ${questions.length}` : `Start the quiz`}
              </Button>
            </div>
          )}
        </div>
        {answered && (
          <div className="mt-10 border-hairline border-t pt-5">
            <p className="text-ink-soft text-sm tabular-nums">
              {known} of {questions.length} answered rightly the last time.
            </p>
            <ResetProgress onReset={onReset} />
          </div>
        )}
      </section>
      <Callout title="What you practise" className="self-start">
        <ul className="grid gap-2">
          {[...new Set(questions.map(({ objective }) => objective))].map((objective) => (
            <li key={objective}>{objective}</li>
          ))}
        </ul>
      </Callout>
    </div>
  )
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
    <div ref={box}>
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
