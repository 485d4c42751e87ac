import { type FormEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import type { Answer } from '#learner/grading.ts'
import type { PreparedCase, PreparedQuestion } from '#learner/prepare.ts'
import { type Confidence, type Draft, MAX_ATTEMPTS, type Session, type Turn } from '#learner/session.ts'
import { AnswerInput } from './answer-input.tsx'
import type { QuizFacts } from './facts.ts'
import { missing } from './missing.ts'
import { Pegs } from './pegs.tsx'
import { sayPlace } from './place.ts'
import { RichText } from './rich-text.tsx'
import { Verdict } from './verdict.tsx'

const CONFIDENCE: readonly { value: Confidence; label: string }[] = [
  { value: 'guess', label: 'A guess' },
  { value: 'think', label: 'I think so' },
  { value: 'sure', label: 'Sure' },
]

/** One question: asked, answered, explained, shown. */
export function QuestionView({
  question,
  asked,
  turn,
  session,
  facts,
  again,
  onDraft,
  onClose,
  onNext,
  onPause,
}: {
  question: PreparedQuestion
  asked: PreparedCase
  turn: Turn
  session: Session
  facts: QuizFacts
  /** When the question comes back, once it is answered. */
  again: string | false
  onDraft: (draft: Pick<Draft, 'answer' | 'confidence'>) => void
  onClose: (
    state: 'answered' | 'revealed',
    draft: Pick<Draft, 'answer' | 'confidence'>,
    tookMs: number | undefined,
  ) => void
  onNext: () => void
  onPause: () => void
}) {
  const { draft } = session
  const stem = useId()
  const [error, setError] = useState<string>()
  const drafted = {
    ...(draft.answer ? { answer: draft.answer } : {}),
    ...(draft.confidence ? { confidence: draft.confidence } : {}),
  }
  // Whoever returns to a half-finished answer was away in between: how long it took is not known.
  const [openedAt] = useState(() => (draft.answer ? undefined : Date.now()))
  const close = (state: 'answered' | 'revealed', closed: Pick<Draft, 'answer' | 'confidence'>) =>
    onClose(state, closed, openedAt === undefined ? undefined : Date.now() - openedAt)
  const answerWith = (answer: Answer) => {
    setError(undefined)
    onDraft({ ...drafted, answer })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const problem = missing(question, draft.answer)
    setError(problem)
    if (!problem) close('answered', drafted)
  }

  return (
    <article id="question" aria-labelledby={`${stem}-place`}>
      <header className="max-w-[46rem]">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-1">
          <div>
            <h2
              id={`${stem}-place`}
              tabIndex={-1}
              data-quiz-heading={draft.state === 'open' ? true : undefined}
              className="legend scroll-mt-6 font-sans outline-none"
            >
              {sayPlace(session)}
            </h2>
            <Pegs session={session} className="mt-2" />
          </div>
          <Button variant="quiet" size="sm" className="-mx-3" onClick={onPause}>
            Pause here
          </Button>
        </div>
        <p id={stem} className="mt-5 font-serif text-lg leading-snug text-pretty sm:text-xl">
          <RichText text={question.stem} words={asked.words} />
        </p>
      </header>

      {question.exhibits.length > 0 && (
        <div className="mt-5 grid max-w-[46rem] gap-4">
          {question.exhibits.map(({ label, lines }) => (
            <CodeBlock key={label} label={label} text={lines.join('\n')} copy={false} />
          ))}
        </div>
      )}

      {draft.state === 'open' ? (
        <form onSubmit={submit} noValidate className="mt-6 max-w-[46rem]">
          <AnswerInput
            question={question}
            asked={asked}
            seed={`${session.id}/${turn.attempt}`}
            answer={draft.answer}
            describedBy={stem}
            onAnswer={answerWith}
          />
          <div aria-live="polite">
            {error && (
              <p className="mt-4 border-fault border-l-4 bg-fault-wash px-3 py-2 font-medium text-fault-text">
                {error}
              </p>
            )}
          </div>
          <SegmentedControl
            className="mt-6"
            legend="How sure are you? You may skip this."
            name={`${stem}-confidence`}
            options={CONFIDENCE}
            value={draft.confidence}
            onChange={(confidence) => onDraft({ ...drafted, confidence })}
          />
          <div className="mt-6 flex flex-wrap items-center gap-3">
            <Button type="submit" variant="glue">
              Check my answer
            </Button>
            <Button variant="quiet" onClick={() => close('revealed', {})}>
              I don’t know yet, tell me
            </Button>
          </div>
        </form>
      ) : (
        <Verdict
          question={question}
          asked={asked}
          draft={draft}
          facts={facts}
          again={again}
          last={
            session.queue.length === 1 &&
            (session.outcomes.at(-1)?.right === true || turn.attempt + 1 >= MAX_ATTEMPTS)
          }
          onNext={onNext}
        />
      )}
    </article>
  )
}
