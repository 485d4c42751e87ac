'use client'

import { useEffect, useRef } from 'react'
import { grade, misconceptionsIn } from '#learner/grading.ts'
import type { QuestionOutline } from '#learner/outline.ts'
import {
  forget,
  keepSession,
  lastReview,
  merge,
  type Progress,
  recordReview,
  reset,
  setGoals,
} from '#learner/progress.ts'
import { pageRound } from '#learner/review/page-round.ts'
import { closeTurn, type Draft, draftAnswer, nextTurn, type Session, startSession } from '#learner/session.ts'
import type { PageName } from './facts.ts'
import { sayWhen } from './local-day.ts'
import { NotThereYet } from './not-there-yet.tsx'
import { QuestionView } from './question-view.tsx'
import { Start } from './start.tsx'
import { StorageNote } from './storage-note.tsx'
import { Summary } from './summary.tsx'
import { useBank } from './use-bank.ts'
import { useAbout, useAtQuestion, useProgress } from './use-progress.ts'
import { useReview } from './use-review.ts'

/** The quiz: start, one question after the other, summary. What is answered stays in this browser. */
export function Quiz({
  outlines,
  pages,
}: {
  outlines: readonly QuestionOutline[]
  pages: readonly PageName[]
}) {
  const { progress, notice, update } = useProgress()
  const review = useReview(progress, outlines)
  const atQuestion = useAtQuestion()
  const session = known(progress?.session, outlines)
  const [turn] = session?.queue ?? []
  const screen = !atQuestion || !session ? 'start' : turn ? 'question' : 'summary'
  const bank = useBank(screen === 'start' ? [] : pagesOf(session, outlines))
  const facts = { pages, misconceptions: bank.misconceptions, sources: bank.sources }
  const question = bank.questions.find(({ id }) => id === turn?.question)
  const asked = question?.cases.find(({ id }) => id === turn?.case)
  const waits =
    screen === 'question'
      ? !question
      : screen === 'summary' &&
        !session?.outcomes.every(({ question }) => bank.questions.some(({ id }) => id === question))
  const place = useRef<HTMLDivElement>(null)
  const moved = useRef(false)

  const dueMs = question && review?.memories.get(question.id)?.dueMs
  const missed = session?.outcomes.at(-1)?.right === false
  const again =
    missed && turn?.attempt === 0
      ? 'It comes once more at the end of this round.'
      : dueMs !== undefined && `It comes up again ${sayWhen(dueMs, Date.now())}.`

  // Whoever goes from one screen to the next by keyboard or screen reader starts at its heading.
  const stage = `${screen}/${waits}/${turn?.question}/${turn?.attempt}/${session?.draft.state}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stage is what the effect waits for
  useEffect(() => {
    if (!moved.current || waits) return
    moved.current = false
    const heading = place.current?.querySelector<HTMLElement>('[data-quiz-heading]')
    heading?.focus({ preventScroll: true })
    // A verdict takes the place of the options, so it only has to be in sight; everything else starts at the top.
    if (screen === 'question' && session?.draft.state !== 'open')
      heading?.scrollIntoView({ block: 'nearest' })
    else window.scrollTo({ top: 0 })
  }, [stage])

  const change = (how: (progress: Progress, nowMs: number) => Progress) => {
    moved.current = true
    update((before) => how(before, Date.now()))
  }
  const begin = (chosen: readonly QuestionOutline[], order?: 'as planned') => {
    change((before, nowMs) => {
      const lastCase = (id: string) => {
        const one = outlines.find((candidate) => candidate.id === id)
        return one && lastReview(before, one)?.case
      }
      return keepSession(before, startSession(nowMs.toString(36), chosen, lastCase, order), nowMs)
    })
    enter()
  }
  const enter = () => {
    moved.current = true
    if (window.location.hash !== '#question') window.location.hash = 'question'
  }
  // A page leads here with `#about=` and its name: a few questions about what was just read.
  const about = useAbout()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round begins once, when all is there
  useEffect(() => {
    if (!about || !review) return
    const round = pageRound(outlines, about, review.memories)
    // Back leads to the page, not to another beginning.
    window.location.replace(round.length > 0 ? '#question' : '#start')
    if (round.length > 0) begin(round, 'as planned')
  }, [about, review !== undefined])

  const draft = (drafted: Pick<Draft, 'answer' | 'confidence'>) => {
    if (!session) return
    update((before) => keepSession(before, draftAnswer(session, drafted), Date.now()))
  }
  const close = (
    state: 'answered' | 'revealed',
    drafted: Pick<Draft, 'answer' | 'confidence'>,
    tookMs: number | undefined,
  ) => {
    if (!session || !turn || !question || !asked) return
    const { answer, confidence } = drafted
    const graded =
      state === 'answered' && answer ? grade(question, asked.key, answer) : { right: false, score: 0 }
    change((before, nowMs) => {
      const reviewed = recordReview(before, {
        session: session.id,
        question: question.id,
        version: question.version,
        case: asked.id,
        attempt: turn.attempt,
        atMs: nowMs,
        ...(confidence ? { confidence } : {}),
        ...(tookMs === undefined ? {} : { tookMs }),
        right: graded.right,
        score: graded.score,
        revealed: state === 'revealed',
        misconceptions: state === 'answered' && answer ? [...misconceptionsIn(question, asked, answer)] : [],
      })
      return keepSession(reviewed, closeTurn(draftAnswer(session, drafted), state, graded.right), nowMs)
    })
  }

  return (
    <div ref={place}>
      <h1 className={screen === 'question' ? 'sr-only' : 'mb-6 font-serif text-3xl sm:text-4xl'}>Quiz</h1>
      {notice && <StorageNote notice={notice} />}
      {screen === 'start' && (
        <Start
          questions={outlines}
          progress={progress}
          review={review}
          session={session}
          pages={pages}
          onRound={(round) => begin(round, 'as planned')}
          onStart={begin}
          onContinue={enter}
          onReset={() => change(reset)}
          onForget={(ids) => update((before) => forget(before, ids, Date.now()))}
          onGoals={(goals) => update((before) => setGoals(before, goals, Date.now()))}
          onImport={(imported) => update((before) => merge(before, imported))}
        />
      )}
      {screen === 'question' && session && turn && question && asked && (
        <QuestionView
          key={`${session.id}/${turn.question}/${turn.attempt}`}
          question={question}
          asked={asked}
          turn={turn}
          session={session}
          facts={facts}
          again={again}
          onDraft={draft}
          onClose={close}
          onPause={() => {
            moved.current = true
            window.location.hash = 'start'
          }}
          onNext={() => change((before, nowMs) => keepSession(before, nextTurn(session, outlines), nowMs))}
        />
      )}
      {waits && <NotThereYet failed={bank.failed} onRetry={bank.retry} />}
      {screen === 'summary' && !waits && session && progress && (
        <Summary
          questions={bank.questions}
          session={session}
          progress={progress}
          facts={facts}
          onStart={begin}
        />
      )}
    </div>
  )
}

/** The session without what this site no longer asks: a question that was removed, a case that was renamed. */
function known(session: Session | undefined, questions: readonly QuestionOutline[]): Session | undefined {
  if (!session) return undefined
  const exists = ({ question, case: asked }: { question: string; case: string }) =>
    questions.some(({ id, cases }) => id === question && cases.some((one) => one.id === asked))
  const queue = session.queue.filter(exists)
  if (queue.length === session.queue.length) return session
  const draft: Draft = queue[0] === session.queue[0] ? session.draft : { state: 'open' }
  return { ...session, queue, draft }
}

/** The concept pages whose questions a session asks or has asked, in the order in which they are needed. */
function pagesOf(session: Session | undefined, questions: readonly QuestionOutline[]): readonly string[] {
  const ids = [...(session?.queue ?? []), ...(session?.outcomes ?? [])].map(({ question }) => question)
  return ids.flatMap((id) => questions.find((question) => question.id === id)?.page ?? [])
}
