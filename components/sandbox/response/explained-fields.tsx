'use client'

import { use } from 'react'
import { InlineCode } from '#components/ui/inline-code.tsx'
import { reasonOf } from '#components/ui/status.ts'
import type { AnswerWords, FieldWords } from '#content/fields/schema.ts'
import type { Field } from '#mocks/log/events.ts'
import { useSandbox } from '../use-sandbox.ts'

let words: Promise<AnswerWords> | undefined

function useAnswerWords(): AnswerWords {
  const { content } = useSandbox()
  words ??= content.answerWords()
  // Whoever asks after a failure asks anew.
  words.catch(() => {
    words = undefined
  })
  return use(words)
}

/** Status and header fields of an answer, each explained in place: what it means, where that is written, why the bookshop chose it. */
export function ExplainedFields({ status, fields }: { status: number; fields: readonly Field[] }) {
  const known = useAnswerWords()
  const chosen = known.statuses.find((each) => each.status === status)
  return (
    <div className="space-y-3 p-3 text-sm">
      {chosen && (
        <section
          aria-label="The status, explained"
          className="border-glue-edge border-l-[3px] bg-glue-wash px-3 py-2"
        >
          <p className="font-semibold">
            {status} {reasonOf(status)}
          </p>
          <Words {...chosen} />
        </section>
      )}
      <ul aria-label="Header fields, explained">
        {fields.map(([name, value]) => (
          <li key={`${name}: ${value}`} className="border-hairline border-b last:border-b-0">
            <ExplainedField
              name={name}
              value={value}
              words={known.fields.find((each) => each.name === name.toLowerCase())}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function ExplainedField({
  name,
  value,
  words: known,
}: {
  name: string
  value: string
  words: FieldWords | undefined
}) {
  const line = (
    <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">
      <span className="font-medium">{name}</span>: {value}
    </span>
  )
  if (!known) return <p className="py-2">{line}</p>
  return (
    <details className="group">
      <summary className="flex min-h-8 list-none items-start gap-1.5 py-1.5 hover:bg-paper-sunk [&::-webkit-details-marker]:hidden">
        <svg
          aria-hidden
          viewBox="0 0 16 16"
          className="mt-0.5 size-3.5 shrink-0 fill-none stroke-2 stroke-current [details[open]>summary_&]:rotate-90"
        >
          <path d="M6 3.5L10.5 8 6 12.5" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        {line}
      </summary>
      <div className="mb-2 ml-5 border-glue-edge border-l-[3px] bg-glue-wash px-3 py-2">
        <Words {...known} />
      </div>
    </details>
  )
}

function Words({ means, here, source }: Pick<FieldWords, 'means' | 'here' | 'source'>) {
  return (
    <>
      <p>
        <InlineCode text={means} />
      </p>
      <p className="mt-1">
        <strong className="font-semibold">Here:</strong> <InlineCode text={here} />
      </p>
      <p className="mt-1 text-xs">
        <a href={source.url} rel="noopener noreferrer" className="text-link underline underline-offset-2">
          {source.label}
        </a>
      </p>
    </>
  )
}
