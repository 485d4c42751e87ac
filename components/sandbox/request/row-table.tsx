'use client'

import { type ReactNode, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { nextRowId, type Row } from '../draft.ts'
import { bulkTextOf, rowsOfBulkText } from './bulk-text.ts'

/** Names and values, each in a line that can be switched off; or all of them as text. */
export function RowTable<R extends Row>({
  noun,
  rows,
  problems = {},
  onChange,
  toRow,
  value,
  extra,
}: {
  /** What a line is, such as `header`: every control is called by it. */
  noun: string
  rows: readonly R[]
  /** What is wrong with a line, by its id. */
  problems?: Readonly<Record<number, string>>
  onChange: (rows: readonly R[]) => void
  /** Makes a line of this table. */
  toRow: (row: Row) => R
  /** What stands in the place of the value, where that is no text. */
  value?: (row: R, number: number, change: (row: R) => void) => ReactNode
  /** What is said below a line. */
  extra?: (row: R, change: (row: R) => void) => ReactNode
}) {
  const add = useRef<HTMLButtonElement>(null)
  const [bulk, setBulk] = useState<string>()
  const change = (row: R) => onChange(rows.map((other) => (other.id === row.id ? row : other)))

  if (bulk !== undefined)
    return (
      <div className="p-3">
        <Field
          label={`All ${noun}s`}
          hint="One to a line, as name: value. A # at the beginning switches it off."
        >
          {(control) => (
            <textarea
              {...control}
              rows={6}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              value={bulk}
              onChange={(event) => {
                setBulk(event.target.value)
                onChange(rowsOfBulkText(event.target.value).map(toRow))
              }}
              className={cx(
                inputLook,
                'field-sizing-content min-h-32 resize-y py-2 font-mono text-xs leading-relaxed',
              )}
            />
          )}
        </Field>
        <SmallButton onClick={() => setBulk(undefined)}>Edit as a table</SmallButton>
      </div>
    )

  return (
    <div className="px-3 pt-1 pb-3">
      <ul className="divide-y divide-hairline">
        {rows.map((row, index) => (
          <li key={row.id} className="py-2">
            <Line
              noun={noun}
              row={row}
              number={index + 1}
              problem={problems[row.id]}
              onChange={change}
              value={value}
              onRemove={() => {
                add.current?.focus()
                onChange(rows.filter((other) => other !== row))
              }}
            />
            {extra?.(row, change)}
          </li>
        ))}
      </ul>
      <div className="mt-1 flex flex-wrap gap-2">
        <SmallButton
          buttonRef={add}
          onClick={() => onChange([...rows, toRow({ id: nextRowId(rows), name: '', value: '', on: true })])}
        >
          Add a {noun}
        </SmallButton>
        <button
          type="button"
          onClick={() => setBulk(bulkTextOf(rows))}
          className="min-h-9 px-2 text-sm underline decoration-hairline-strong underline-offset-4 hover:decoration-ink"
        >
          Edit as text
        </button>
      </div>
    </div>
  )
}

function SmallButton({
  buttonRef,
  onClick,
  children,
}: {
  buttonRef?: React.Ref<HTMLButtonElement>
  onClick: () => void
  children: ReactNode
}) {
  return (
    <button
      ref={buttonRef}
      type="button"
      onClick={onClick}
      className="needs-js mt-1 min-h-9 rounded-md border-[1.5px] border-ink px-3 font-semibold text-sm hover:bg-paper-sunk"
    >
      {children}
    </button>
  )
}

/** The look of an input that stands in a line of a table. */
export const lineInput = cx(inputLook, 'min-h-9! px-1.5! font-mono text-xs!')

function Line<R extends Row>({
  noun,
  row,
  number,
  problem,
  onChange,
  onRemove,
  value,
}: {
  noun: string
  row: R
  number: number
  problem: string | undefined
  onChange: (row: R) => void
  onRemove: () => void
  value: ((row: R, number: number, change: (row: R) => void) => ReactNode) | undefined
}) {
  const problemId = `${noun}-${row.id}-problem`
  return (
    <fieldset className={cx('min-w-0', !row.on && 'text-ink-soft')}>
      <legend className="sr-only">
        {noun[0]?.toUpperCase()}
        {noun.slice(1)} {number}
      </legend>
      <div className="grid grid-cols-[auto_minmax(0,9fr)_minmax(0,10fr)_auto] items-start gap-1">
        <label className="grid size-9 place-items-center">
          <span className="sr-only">
            Send {noun} {number}
          </span>
          <input
            type="checkbox"
            checked={row.on}
            onChange={(event) => onChange({ ...row, on: event.target.checked })}
            className="size-4.5"
          />
        </label>
        <Field label={`Name of ${noun} ${number}`} hideLabel>
          {(control) => (
            <input
              {...control}
              type="text"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              placeholder="name"
              aria-invalid={problem ? true : undefined}
              aria-describedby={problem ? problemId : undefined}
              value={row.name}
              onChange={(event) => onChange({ ...row, name: event.target.value })}
              className={lineInput}
            />
          )}
        </Field>
        {value?.(row, number, onChange) ?? (
          <Field label={`Value of ${noun} ${number}`} hideLabel>
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
        )}
        <button
          type="button"
          aria-label={`Remove ${noun} ${number}${row.name ? `, ${row.name}` : ''}`}
          onClick={onRemove}
          className="grid size-9 place-items-center rounded-sm hover:bg-paper-sunk"
        >
          <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-2 stroke-current">
            <path d="M3.500 3.500l9 9M12.500 3.500l-9 9" strokeLinecap="round" />
          </svg>
        </button>
      </div>
      <p id={problemId} aria-live="polite" className="pl-10 font-medium text-fault-text text-sm empty:hidden">
        {problem}
      </p>
    </fieldset>
  )
}
