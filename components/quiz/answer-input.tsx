import { useId, useState } from 'react'
import { Field, inputLook } from '#components/ui/field.tsx'
import type { Answer } from '#learner/grading.ts'
import type { PreparedCase, PreparedQuestion } from '#learner/prepare.ts'
import { seededOrder } from '#learner/seeded-order.ts'
import { OptionList } from './option-list.tsx'
import { OrderInput } from './order-input.tsx'
import { plainText } from './rich-text.tsx'

type PredictQuestion = Extract<PreparedQuestion, { kind: 'predict' }>

/** Where the learner puts the answer down, by the kind of the question. */
export function AnswerInput({
  question,
  asked,
  seed,
  answer,
  describedBy,
  onAnswer,
}: {
  question: PreparedQuestion
  asked: PreparedCase
  /** Options are shuffled by it: the same after a reload, another order at the next try. */
  seed: string
  answer: Answer | undefined
  describedBy: string
  onAnswer: (answer: Answer) => void
}) {
  const { words } = asked
  switch (question.kind) {
    case 'single':
      return (
        <OptionList
          type="radio"
          legend="Choose one answer"
          describedBy={describedBy}
          options={seededOrder(question.options, `${seed}/${question.id}`, ({ id }) => id)}
          words={words}
          chosen={answer?.kind === 'single' ? [answer.option] : []}
          onChosen={([option]) => option && onAnswer({ kind: 'single', option })}
        />
      )
    case 'select':
      return (
        <OptionList
          type="checkbox"
          legend="Select all that apply"
          describedBy={describedBy}
          options={seededOrder(question.options, `${seed}/${question.id}`, ({ id }) => id)}
          words={words}
          chosen={answer?.kind === 'select' ? answer.options : []}
          onChosen={(options) => onAnswer({ kind: 'select', options })}
        />
      )
    case 'order':
      return (
        <OrderInput
          describedBy={describedBy}
          steps={seededOrder(question.steps, `${seed}/${question.id}`, ({ id }) => id)}
          words={words}
          taken={answer?.kind === 'order' ? answer.steps : []}
          onTaken={(steps) => onAnswer({ kind: 'order', steps })}
        />
      )
    case 'predict':
      return (
        <PredictInput
          question={question}
          asked={asked}
          values={answer?.kind === 'predict' ? answer.values : {}}
          describedBy={describedBy}
          onValues={(values) => onAnswer({ kind: 'predict', values })}
        />
      )
  }
}

function PredictInput({
  question,
  asked: { words },
  values,
  describedBy,
  onValues,
}: {
  question: PredictQuestion
  asked: PreparedCase
  values: Readonly<Record<string, number>>
  describedBy: string
  onValues: (values: Record<string, number>) => void
}) {
  const set = (id: string, value: number | undefined) => {
    const { [id]: _, ...others } = values
    onValues(value === undefined ? others : { ...others, [id]: value })
  }
  return (
    <div className="grid gap-6">
      {question.asks.map((ask) =>
        ask.input === 'choice' ? (
          <OptionList
            key={ask.id}
            type="radio"
            legend={plainText(ask.label, words)}
            showLegend
            describedBy={describedBy}
            options={ask.choices.map(({ value, text }) => ({ id: String(value), text }))}
            words={words}
            chosen={values[ask.id] === undefined ? [] : [String(values[ask.id])]}
            onChosen={([value]) => set(ask.id, value === undefined ? undefined : Number(value))}
          />
        ) : (
          <NumberInput
            key={ask.id}
            label={plainText(ask.label, words)}
            hint={`A whole number from ${ask.min} to ${ask.max}`}
            value={values[ask.id]}
            onValue={(value) => set(ask.id, value)}
          />
        ),
      )}
    </div>
  )
}

/** A whole number, typed. What cannot be read as one counts as not written yet. */
function NumberInput({
  label,
  hint,
  value,
  onValue,
}: {
  label: string
  hint: string
  value: number | undefined
  onValue: (value: number | undefined) => void
}) {
  const [text, setText] = useState(value === undefined ? '' : String(value))
  const name = useId()
  return (
    <Field label={label} hint={hint}>
      {(props) => (
        <input
          {...props}
          name={name}
          className={`${inputLook} max-w-32 text-lg tabular-nums`}
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            onValue(/^\s*\d+\s*$/.test(target.value) ? Number(target.value) : undefined)
          }}
        />
      )}
    </Field>
  )
}
