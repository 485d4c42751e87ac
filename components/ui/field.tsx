'use client'

import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

/** The classes of a text input, a select or a textarea. */
export const inputLook =
  'block w-full min-w-0 rounded-sm border-[1.5px] border-hairline-strong bg-paper-raised px-2.5 min-h-11 text-base text-ink ' +
  'hover:border-ink aria-invalid:border-fault aria-invalid:border-2'

/** What the control inside a `Field` must be given. */
export interface FieldControlProps {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

/** A control with its label, its hint, and its error beside it: `<Field label="Quantity">{(p) => <input {...p} />}</Field>`. */
export function Field({
  label,
  hint,
  error,
  hideLabel = false,
  className,
  children,
}: {
  label: string
  hint?: ReactNode
  /** What is wrong and what to do; undefined when nothing is. */
  error?: string | undefined
  hideLabel?: boolean
  className?: string
  children: (props: FieldControlProps) => ReactNode
}) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={cx('min-w-0', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'legend mb-1 block'}>
        {label}
      </label>
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-ink-soft">
          {hint}
        </p>
      )}
      <div aria-live="polite">
        {error && (
          <p id={`${id}-error`} className="mt-1 flex gap-1.5 text-sm font-medium text-fault-text">
            <svg
              aria-hidden
              viewBox="0 0 16 16"
              className="mt-0.5 size-4 shrink-0 fill-none stroke-current stroke-[2]"
            >
              <path
                d="M8 2.2L14.5 13.5H1.5zM8 6.5v3.2M8 11.6v.3"
                strokeLinejoin="round"
                strokeLinecap="round"
              />
            </svg>
            {error}
          </p>
        )}
      </div>
    </div>
  )
}
