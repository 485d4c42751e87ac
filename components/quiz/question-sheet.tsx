import { explain } from '#learner/feedback.ts'
import type { PreparedQuestion } from '#learner/prepare.ts'
import { seededOrder } from '#learner/seeded-order.ts'
import { RichText } from './rich-text.tsx'

/** Questions to be read or printed, and their answers with every reason apart, on sheets of their own. */
export function QuestionSheet({ questions }: { questions: readonly PreparedQuestion[] }) {
  return (
    <>
      <ol className="grid max-w-[46rem] grid-cols-[minmax(0,1fr)] gap-10 [overflow-wrap:anywhere]">
        {questions.map((question, at) => (
          <li key={question.id} id={`question-${at + 1}`} className="scroll-mt-6 break-inside-avoid">
            <h2 className="legend font-sans">Question {at + 1}</h2>
            <Asked question={question} />
            <p className="mt-2 text-sm print:hidden">
              <a className="link" href={`#answer-${at + 1}`}>
                The answer to question {at + 1}
              </a>
            </p>
          </li>
        ))}
      </ol>
      <section aria-labelledby="answers" className="mt-16 max-w-[46rem] break-before-page">
        <h2 id="answers" className="font-serif text-2xl">
          Answers
        </h2>
        <ol className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-8 [overflow-wrap:anywhere]">
          {questions.map((question, at) => (
            <li
              key={question.id}
              id={`answer-${at + 1}`}
              className="scroll-mt-6 border-hairline border-t pt-4"
            >
              <h3 className="legend font-sans">
                <a className="link" href={`#question-${at + 1}`}>
                  Question {at + 1}
                </a>
              </h3>
              <Answer question={question} />
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

function Asked({ question }: { question: PreparedQuestion }) {
  const [{ words }] = question.cases
  return (
    <>
      <p className="mt-1 font-serif text-lg leading-snug">
        <RichText text={question.stem} words={words} />
      </p>
      {question.exhibits.map(({ label, lines }) => (
        <figure key={label} className="mt-3 border-[1.5px] border-hairline-strong bg-paper-raised">
          <figcaption className="legend border-hairline border-b px-3 py-1.5">{label}</figcaption>
          <pre className="overflow-x-auto px-3 py-2 font-mono text-xs">{lines.join('\n')}</pre>
        </figure>
      ))}
      {(question.kind === 'single' || question.kind === 'select') && (
        <Choices
          how={question.kind === 'single' ? 'One is right.' : 'More than one may be right.'}
          choices={seededOrder(question.options, question.id, ({ id }) => id)}
          words={words}
        />
      )}
      {question.kind === 'order' && (
        <Choices
          how="Put them in order. Not all of them happen."
          choices={seededOrder(question.steps, question.id, ({ id }) => id)}
          words={words}
        />
      )}
      {question.kind === 'predict' &&
        question.asks.map((ask) =>
          ask.input === 'choice' ? (
            <Choices
              key={ask.id}
              how={ask.label}
              choices={ask.choices.map((choice) => ({ ...choice, id: `${choice.value}` }))}
              words={words}
            />
          ) : (
            <p key={ask.id} className="mt-3">
              <RichText text={ask.label} words={words} />:{' '}
              <span className="inline-block w-24 border-ink border-b" /> {ask.unit}
            </p>
          ),
        )}
    </>
  )
}

function Choices({
  how,
  choices,
  words,
}: {
  how: string
  choices: readonly { readonly id: string; readonly text: string }[]
  words: PreparedQuestion['cases'][0]['words']
}) {
  return (
    <>
      <p className="mt-3 text-ink-soft text-sm">
        <RichText text={how} words={words} />
      </p>
      <ul className="mt-1 space-y-1">
        {choices.map(({ id, text }) => (
          <li key={id} className="flex gap-3">
            <span aria-hidden className="mt-[0.3em] size-3.5 shrink-0 border-[1.5px] border-ink" />
            <span>
              <RichText text={text} words={words} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Answer({ question }: { question: PreparedQuestion }) {
  const [asked] = question.cases
  return (
    <>
      <ul className="mt-2 grid gap-3">
        {explain(question, asked, undefined).map((part) => (
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
      <p className="mt-3">
        <strong>To keep:</strong> <RichText text={question.takeaway} words={asked.words} />
      </p>
    </>
  )
}
