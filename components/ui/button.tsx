import type { ButtonHTMLAttributes } from 'react'
import { cx } from './cx.ts'

export type ButtonVariant = 'glue' | 'plain' | 'quiet' | 'danger'
export type ButtonSize = 'md' | 'sm'

const VARIANTS: Record<ButtonVariant, string> = {
  glue: 'border-[1.5px] border-on-glue bg-glue text-on-glue shadow-[0_2px_0_0_var(--glue-edge)] hover:brightness-105 active:translate-y-[2px] active:shadow-none',
  plain: 'border-[1.5px] border-ink bg-paper-raised text-ink hover:bg-paper-sunk active:translate-y-px',
  quiet:
    'border-[1.5px] border-transparent text-ink underline decoration-hairline-strong underline-offset-4 hover:decoration-ink',
  danger:
    'border-[1.5px] border-fault bg-paper-raised text-fault-text hover:bg-fault-wash active:translate-y-px',
}

const SIZES: Record<ButtonSize, string> = {
  md: 'min-h-11 px-4 text-base',
  sm: 'min-h-9 px-3 text-sm',
}

/** The classes of a button, for a link that looks like one. */
export function buttonLook(variant: ButtonVariant = 'plain', size: ButtonSize = 'md'): string {
  return cx(
    'inline-flex items-center justify-center gap-2 rounded-md font-sans font-semibold leading-tight select-none',
    'transition-[translate,box-shadow,background-color] duration-100 motion-reduce:transition-none',
    VARIANTS[variant],
    SIZES[size],
  )
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `glue` = the one action of a place: it puts a call in flight. `danger` = it breaks or deletes something. */
  variant?: ButtonVariant
  size?: ButtonSize
  /** What is being done right now: announced, and further presses are ignored. The button keeps its focus. */
  busy?: string | undefined
}

/** A native button. While `busy` it stays focusable (`aria-disabled`) and says what it is doing. */
export function Button({
  variant = 'plain',
  size = 'md',
  busy,
  className,
  children,
  onClick,
  type,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={cx(buttonLook(variant, size), 'disabled:opacity-55 aria-disabled:opacity-75', className)}
      aria-disabled={busy ? true : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ?? children}
    </button>
  )
}
