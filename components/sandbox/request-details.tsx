'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { type CheckedDraft, checkDraft } from './check-draft.ts'
import {
  type Draft,
  type HeaderRow,
  headerOf,
  mayCarryBody,
  newIdempotencyKey,
  nextRowId,
  withHeader,
} from './draft.ts'
import { FoldMark, Panel } from './panel.tsx'
import styles from './sandbox.module.css'
import { useSandbox, useScreen, useSession } from './use-sandbox.ts'

/** The rest of the request: its header fields and its body. Ctrl or Cmd with Enter sends from anywhere in here. */
export function RequestDetails() {
  const { controller, places } = useSandbox()
  const draft = useSession((session) => session.draft)
  const checked = checkDraft(draft, places)
  const runtime = useSession((session) => session.runtime)
  const narrow = useScreen('narrow')
  const hydrated = useHydrated()
  const lesson = useSession((session) => session.lesson)
  const warned = useSession((session) => session.warnedOf === session.draft.body)
  const trouble =
    Object.keys(checked.problems.headers).length > 0 || (warned && checked.jsonProblem !== undefined)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    controller.send()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the Send button
    <div
      className={cx(styles.request, 'needs-js')}
      inert={!hydrated}
      onKeyDown={onKeyDown}
      onFocus={controller.warmUp}
    >
      <Panel name="Headers and body" className="md:h-full" folded={narrow} unfold={trouble}>
        {lesson && (
          <p className="border-hairline border-b bg-paper-sunk px-3 py-1.5 text-sm">
            <strong className="font-semibold">{lesson.title}.</strong> {lesson.shows}
          </p>
        )}
        <Headers draft={draft} checked={checked} />
        <Body draft={draft} checked={checked} />
        <p className="mt-auto border-hairline border-t px-3 py-2 text-ink-soft text-xs">
          {runtime.state === 'open' && runtime.runtime === 'worker' && (
            <>
              A service worker answers: each request is a real <code>fetch</code>, and your browser’s network
              panel shows it.
            </>
          )}
          {runtime.state === 'open' && runtime.runtime === 'in-page' && (
            <>
              <strong className="font-semibold text-ink">The page itself answers here.</strong>{' '}
              {runtime.reason} The same services run all the same; only your browser’s network panel does not
              show the requests.
            </>
          )}
          {(runtime.state === 'closed' || runtime.state === 'opening') &&
            'The bookshop runs in your browser. Nothing is sent to any server.'}
          {runtime.state === 'failed' &&
            `The bookshop could not be loaded: ${runtime.detail} Send tries again.`}
        </p>
      </Panel>
    </div>
  )
}

function Headers({ draft, checked }: { draft: Draft; checked: CheckedDraft }) {
  const { controller } = useSandbox()
  const [opened, setOpened] = useState(false)
  const add = useRef<HTMLButtonElement>(null)
  const wrong = Object.keys(checked.problems.headers).length > 0
  const names = draft.headers.filter(({ on, name }) => on && name !== '').map(({ name }) => name)

  const write = (headers: readonly HeaderRow[]) => controller.write({ ...draft, headers })

  return (
    <details
      open={opened || wrong}
      onToggle={(event) => setOpened(event.currentTarget.open)}
      className="group border-hairline border-b"
    >
      <summary className="flex min-h-10 list-none items-center gap-2 px-3 text-sm hover:bg-paper-sunk [&::-webkit-details-marker]:hidden">
        <FoldMark />
        <span className="shrink-0 font-semibold">Headers ({names.length})</span>
        <span className="min-w-0 truncate font-mono text-2xs text-ink-soft">{names.join(', ')}</span>
      </summary>
      <div className="border-hairline border-t px-3 pt-1 pb-3">
        <ul className="divide-y divide-hairline">
          {draft.headers.map((row, index) => (
            <li key={row.id} className="py-2">
              <HeaderLine
                row={row}
                number={index + 1}
                problem={checked.problems.headers[row.id]}
                onChange={(changed) => write(draft.headers.map((other) => (other === row ? changed : other)))}
                onRemove={() => {
                  add.current?.focus()
                  write(draft.headers.filter((other) => other !== row))
                }}
              />
            </li>
          ))}
        </ul>
        <button
          ref={add}
          type="button"
          onClick={() => write([...draft.headers, { id: nextRowId(draft), name: '', value: '', on: true }])}
          className="needs-js mt-1 min-h-9 rounded-md border-[1.5px] border-ink px-3 font-semibold text-sm hover:bg-paper-sunk"
        >
          Add a header
        </button>
      </div>
    </details>
  )
}

const lineInput = cx(inputLook, 'min-h-9! px-1.5! font-mono text-xs!')

function HeaderLine({
  row,
  number,
  problem,
  onChange,
  onRemove,
}: {
  row: HeaderRow
  number: number
  problem: string | undefined
  onChange: (row: HeaderRow) => void
  onRemove: () => void
}) {
  const isKey = row.name.trim().toLowerCase() === 'idempotency-key'
  return (
    <fieldset className={cx('min-w-0', !row.on && 'text-ink-soft')}>
      <legend className="sr-only">Header {number}</legend>
      <div className="grid grid-cols-[auto_minmax(0,9fr)_minmax(0,10fr)_auto] items-start gap-1">
        <label className="grid size-9 place-items-center">
          <span className="sr-only">Send header {number}</span>
          <input
            type="checkbox"
            checked={row.on}
            onChange={(event) => onChange({ ...row, on: event.target.checked })}
            className="size-4.5"
          />
        </label>
        <Field label={`Name of header ${number}`} hideLabel>
          {(control) => (
            <input
              {...control}
              type="text"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              placeholder="name"
              aria-invalid={problem ? true : undefined}
              aria-describedby={problem ? `header-${row.id}-problem` : undefined}
              value={row.name}
              onChange={(event) => onChange({ ...row, name: event.target.value })}
              className={lineInput}
            />
          )}
        </Field>
        <Field label={`Value of header ${number}`} hideLabel>
          {(control) => (
            <input
              {...control}
              type="text"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              placeholder="value"
              value={row.value}
              onChange={(event) => onChange({ ...row, value: event.target.value })}
              className={lineInput}
            />
          )}
        </Field>
        <button
          type="button"
          aria-label={`Remove header ${number}${row.name ? `, ${row.name}` : ''}`}
          onClick={onRemove}
          className="grid size-9 place-items-center rounded-sm hover:bg-paper-sunk"
        >
          <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-2 stroke-current">
            <path d="M3.500 3.500l9 9M12.500 3.500l-9 9" strokeLinecap="round" />
          </svg>
        </button>
      </div>
      {isKey && (
        <p className="mt-1 flex flex-wrap items-center gap-x-2 pl-10 text-ink-soft text-xs">
          The same key again repeats the answer, not the order.
          <button
            type="button"
            onClick={() => onChange({ ...row, value: newIdempotencyKey() })}
            className="min-h-7 font-semibold text-link underline underline-offset-2"
          >
            Make a new key
          </button>
        </p>
      )}
      <p
        id={`header-${row.id}-problem`}
        aria-live="polite"
        className="pl-10 font-medium text-fault-text text-sm empty:hidden"
      >
        {problem}
      </p>
    </fieldset>
  )
}

function Body({ draft, checked }: { draft: Draft; checked: CheckedDraft }) {
  const { controller } = useSandbox()
  const warnedOf = useSession((session) => session.warnedOf)
  const { jsonProblem, hints } = checked
  const insisting = jsonProblem !== undefined && warnedOf === draft.body
  const isJson =
    draft.body !== '' &&
    jsonProblem === undefined &&
    hints.body === undefined &&
    /json/i.test(headerOf(draft, 'content-type') ?? '')

  return (
    <div className="px-3 py-2.5">
      <Field
        label="Body"
        error={
          insisting
            ? `${jsonProblem} Send it once more and it goes out as it is: see what the service says.`
            : undefined
        }
        hint={
          (jsonProblem && !insisting && (
            <span className="font-medium text-fault-text">Not JSON yet. {jsonProblem}</span>
          )) ||
          hints.body ||
          (hints.contentType && (
            <>
              {hints.contentType}{' '}
              <button
                type="button"
                onClick={() => controller.write(withHeader(draft, 'content-type', 'application/json'))}
                className="font-semibold text-link underline underline-offset-2"
              >
                Add content-type: application/json
              </button>
            </>
          )) ||
          (isJson && 'JSON, and well-formed.')
        }
      >
        {(control) => (
          <textarea
            {...control}
            rows={1}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={draft.body}
            onChange={(event) => controller.write({ ...draft, body: event.target.value })}
            className={cx(
              inputLook,
              'field-sizing-content max-h-[26rem] resize-y py-2 font-mono text-xs leading-relaxed',
              mayCarryBody(draft.method) || draft.body !== '' ? 'min-h-36' : 'min-h-11',
            )}
          />
        )}
      </Field>
    </div>
  )
}
