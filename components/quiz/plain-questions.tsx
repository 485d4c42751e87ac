import { Disclosure } from '#components/ui/disclosure.tsx'
import { explain } from '#learner/feedback.ts'
import type { PreparedQuestion } from '#learner/prepare.ts'
import { seededOrder } from '#learner/seeded-order.ts'
import { RichText } from './rich-text.tsx'

/** Every question with its answer folded below it: what the quiz is without JavaScript. */
export function PlainQuestions({ questions }: { questions: readonly PreparedQuestion[] }) {
  return (
    <ol className="grid gap-10">
      {questions.map((question, at) => (
        <li key={question.id} className="max-w-[46rem]">
          <h2 className="legend font-sans">Question {at + 1}</h2>
          <PlainQuestion question={question} />
        </li>
      ))}
    </ol>
  )
}

function PlainQuestion({ question }: { question: PreparedQuestion }) {
  const [asked] = question.cases
  const parts = explain(question, asked, undefined)
  return (
    <>
      <p className="mt-1 font-serif text-lg leading-snug">
        <RichText text={question.stem} words={asked.words} />
      </p>
      {question.exhibits.map(({ label, lines }) => (
        <figure key={label} className="mt-3 border-[1.5px] border-hairline-strong bg-paper-raised">
          <figcaption className="legend border-hairline border-b px-3 py-1.5">{label}</figcaption>
          <pre className="overflow-x-auto px-3 py-2 font-mono text-xs">{lines.join('\n')}</pre>
        </figure>
      ))}
      {(question.kind === 'single' || question.kind === 'select') && (
        <ul className="mt-3 list-disc space-y-1 pl-5">
          {seededOrder(question.options, question.id, ({ id }) => id).map(({ id, text }) => (
            <li key={id}>
              <RichText text={text} words={asked.words} />
            </li>
          ))}
        </ul>
      )}
      {question.kind === 'order' && (
        <ul className="mt-3 list-disc space-y-1 pl-5">
          {seededOrder(question.steps, question.id, ({ id }) => id).map(({ id, text }) => (
            <li key={id}>
              <RichText text={text} words={asked.words} />
            </li>
          ))}
        </ul>
      )}
      <Disclosure className="mt-3" summary="Answer">
        <ul className="grid gap-3 pb-3">
          {parts.map((part) => (
            <li key={part.id}>
              <p className="font-semibold">
                {part.correct ? '✔ Right: ' : '✘ Wrong: '}
                <RichText text={part.text} />
              </p>
              <p>
                <RichText text={part.why} />
              </p>
            </li>
          ))}
        </ul>
        <p className="border-hairline border-t py-3">
          <strong>To keep:</strong> <RichText text={question.takeaway} words={asked.words} />
        </p>
      </Disclosure>
    </>
  )
}
