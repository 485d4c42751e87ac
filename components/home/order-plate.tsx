'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { CounterPlate } from '#components/ui/counter-plate.tsx'
import { cx } from '#components/ui/cx.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { Field, inputLook } from '#components/ui/field.tsx'
import { formatMicros } from '#components/ui/hop-words.ts'
import { FailureChip, StatusChip } from '#components/ui/status-chip.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { type BookChoice, MOST, type OrderLine, readQuantity } from './order-line.ts'
import { problemOf } from './problem.ts'
import { contentOf, type Take } from './take.ts'

/** The counter plate of the home page: one line to edit, one button, and what was answered. */
export function OrderPlate({
  books,
  line,
  onLine,
  take,
  playing,
  busy,
  trouble,
  onSend,
  onIntent,
}: {
  books: readonly BookChoice[]
  line: OrderLine
  onLine: (line: OrderLine) => void
  /** What was sent and answered last. */
  take: Take
  /** The answer has not arrived yet on the drawing. */
  playing: boolean
  busy: string | undefined
  trouble: string | undefined
  onSend: () => void
  onIntent: () => void
}) {
  const [quantityText, setQuantityText] = useState(String(line.quantity))
  const hydrated = useHydrated()
  const quantity = readQuantity(quantityText)
  const title = books.find((book) => book.isbn === line.isbn)?.title ?? line.isbn

  return (
    <CounterPlate
      turning
      title={<span className="font-mono">api.bookshop.example</span>}
      aside={<Source take={take} />}
      className="flex flex-col [--notch-at:184px] sm:max-lg:[--notch-along:189.5px] [--notch-paper:var(--paper-raised)]"
    >
      {/* As high as the drawing beside it, whatever was answered. */}
      <div className="flex h-[27.25rem] flex-col">
        <p className="font-mono text-sm">
          <span className="font-semibold">POST</span> /v1/orders
          <span className="without-js">
            {' '}
            · {line.quantity} × “{title}”
          </span>
        </p>
        <form
          className="needs-js mt-2"
          inert={!hydrated}
          onFocus={onIntent}
          onSubmit={(event) => {
            event.preventDefault()
            if (quantity !== undefined) onSend()
          }}
        >
          <div className="flex items-start gap-2">
            <Field label="Copies" hideLabel className="w-14 shrink-0">
              {(props) => (
                <input
                  {...props}
                  {...(quantity === undefined
                    ? { 'aria-invalid': true, 'aria-describedby': 'quantity-error' }
                    : {})}
                  inputMode="numeric"
                  autoComplete="off"
                  className={`${inputLook} text-center tabular-nums`}
                  value={quantityText}
                  onChange={(event) => {
                    setQuantityText(event.target.value)
                    const next = readQuantity(event.target.value)
                    if (next !== undefined) onLine({ ...line, quantity: next })
                  }}
                />
              )}
            </Field>
            <span aria-hidden className="pt-2.5">
              ×
            </span>
            <Field label="Book" hideLabel className="grow">
              {(props) => (
                <select
                  {...props}
                  className={`${inputLook} pr-1 lg:text-sm`}
                  value={line.isbn}
                  onChange={(event) => onLine({ ...line, isbn: event.target.value })}
                >
                  {books.map((book) => (
                    <option key={book.isbn} value={book.isbn}>
                      {book.title}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          <div aria-live="polite">
            {quantity === undefined && (
              <p id="quantity-error" className="mt-1 font-medium text-fault-text text-sm">
                Give a whole number of copies from 1 to {MOST}.
              </p>
            )}
          </div>
          {/* Disabled only while the page is HTML alone: a press would reload it. */}
          <Button
            type="submit"
            variant="glue"
            disabled={!hydrated}
            busy={busy}
            className="mt-3 w-full disabled:opacity-100"
          >
            Send
          </Button>
        </form>
        <div className="mt-3 flex min-h-0 grow flex-col border-hairline border-t pt-2.5">
          {trouble !== undefined ? (
            <Trouble why={trouble} />
          ) : playing ? (
            <Waiting take={take} />
          ) : (
            <Answer take={take} />
          )}
        </div>
      </div>
    </CounterPlate>
  )
}

const SOURCES: Record<Take['source'], { readonly words: string; readonly look: string }> = {
  recorded: { words: 'Recorded earlier', look: 'border-dashed border-hairline-strong text-ink-soft' },
  live: { words: 'Your run, just now', look: 'border-ink bg-glue-wash text-ink' },
  replayed: { words: 'Your run, replayed', look: 'border-ink bg-glue-wash text-ink' },
}

/** Whose run is shown. */
function Source({ take }: { take: Take }) {
  const { words, look } = SOURCES[take.source]
  return (
    <span className={cx('whitespace-nowrap border-[1.5px] px-1.5 font-semibold text-xs', look)}>{words}</span>
  )
}

/** What the lower half of the plate shows. */
function Heading({ take, counted = false, children }: { take: Take; counted?: boolean; children: string }) {
  return (
    <div className="mb-1.5 flex items-center justify-between gap-2">
      <p className="text-ink-soft text-xs leading-snug">
        {children}{' '}
        <span className="font-mono text-ink [overflow-wrap:anywhere]">
          {take.request.method} {pathOf(take.request.url)}
        </span>
      </p>
      {counted && <EvidenceBadge kind="observed" />}
    </div>
  )
}

function Waiting({ take }: { take: Take }) {
  return (
    <div className="text-ink-soft text-sm">
      <Heading take={take}>Waiting for the answer to</Heading>
      <p>The call is on its way. Follow the numbers.</p>
    </div>
  )
}

/** Our own page failed. Never drawn like an answer of the bookshop. */
function Trouble({ why }: { why: string }) {
  return (
    <div role="alert" className="border-[1.5px] border-ink border-dashed bg-paper p-3 text-sm">
      <p className="font-semibold">This page could not run the bookshop</p>
      <p className="mt-1 text-ink-soft">
        {why} No request was answered. Check your connection and send again.
      </p>
    </div>
  )
}

function Answer({ take }: { take: Take }) {
  const text = contentOf(take)
  const [first] = take.hops
  const took = first?.endUs === undefined ? undefined : first.endUs - first.sentUs
  const recorded = take.source === 'recorded'
  return (
    <>
      <Heading take={take} counted>
        Answer to
      </Heading>
      <div className={cx(recorded && 'text-ink-soft grayscale')}>
        {take.response ? (
          <StatusChip status={take.response.status} />
        ) : (
          <FailureChip failure={take.failure ?? 'no answer'} />
        )}
        {took !== undefined && (
          <p className="mt-1.5 flex items-center gap-1.5 whitespace-nowrap text-ink-soft text-xs tabular-nums">
            {formatMicros(took)} (simulated network) <EvidenceBadge kind="modelled" />
          </p>
        )}
      </div>
      {text !== '' && (
        <Content text={text} bytes={take.response?.content.bytes ?? 0} problem={problemOf(take)} />
      )}
      {recorded && <p className="needs-js mt-2 text-ink-soft text-sm">Press Send to run your own.</p>}
      <p className="mt-auto pt-2 text-2xs text-ink-soft leading-snug">
        <strong className="font-semibold">Modelled:</strong> contains network delay that we add.{' '}
        <strong className="font-semibold">Observed:</strong> counted in the run.
      </p>
    </>
  )
}

/** The content of an answer: a problem says first in words what it is. */
function Content({
  text,
  bytes,
  problem,
}: {
  text: string
  bytes: number
  problem: ReturnType<typeof problemOf>
}) {
  return (
    <div className="mt-2 flex min-h-0 flex-col">
      {problem && (
        <p className="mb-2 text-sm leading-snug">
          <strong className="font-semibold">{problem.title}.</strong> {problem.detail}
        </p>
      )}
      {problem ? (
        // In words above; the document itself for whoever wants it.
        <Disclosure summary={`The problem document (RFC 9457), ${bytes} bytes`}>
          <CodeBlock label="Content" text={pretty(text)} copy={false} wrap className="max-h-40" />
        </Disclosure>
      ) : (
        <CodeBlock
          label={`Content of the answer, ${bytes} bytes`}
          text={pretty(text)}
          copy={false}
          wrap
          className="min-h-0"
        />
      )}
    </div>
  )
}

function pathOf(url: string): string {
  return new URL(url).pathname
}

/** JSON with line breaks; anything else as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
