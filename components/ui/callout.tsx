import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type CalloutTone = 'note' | 'misconception' | 'warning'

const TONES: Record<CalloutTone, { rule: string; word: string }> = {
  note: { rule: 'border-ink', word: '' },
  misconception: { rule: 'border-glue-edge', word: 'Misconception' },
  warning: { rule: 'border-fault', word: 'Careful' },
}

const NUMBER_TONES = {
  plain: 'border-ink bg-paper text-ink',
  lit: 'border-on-glue bg-glue text-on-glue',
  fault: 'border-fault bg-fault-wash text-fault-text',
}

/** The number of a call-out, as it stands in a drawing and in its margin. */
export function CalloutNumber({
  number,
  tone = 'plain',
  className,
}: {
  number: number
  /** `lit`: it has happened. `fault`: it went wrong. */
  tone?: 'plain' | 'lit' | 'fault'
  className?: string
}) {
  return (
    <span
      className={cx(
        'inline-grid size-[22px] shrink-0 place-items-center rounded-full border-[1.5px] text-2xs font-semibold leading-none tabular-nums',
        NUMBER_TONES[tone],
        className,
      )}
    >
      {number}
    </span>
  )
}

/** A note in the margin, at the end of a hairline, with the number of the call-out it belongs to. */
export function Callout({
  number,
  title,
  tone = 'note',
  children,
  className,
}: {
  number?: number
  title?: string
  tone?: CalloutTone
  children: ReactNode
  className?: string
}) {
  const { rule, word } = TONES[tone]
  return (
    <aside className={cx('relative border-t-[1.5px] pt-3 text-sm leading-relaxed', rule, className)}>
      {/* The tick where the hairline ends, as on a dimension line. */}
      <span aria-hidden className={cx('absolute -top-[5px] left-0 h-2 w-0 border-l-[1.5px]', rule)} />
      {(title || word) && (
        <p className="mb-1 flex items-center gap-2 font-semibold">
          {number !== undefined && <CalloutNumber number={number} />}
          <span>
            {word && <span className="text-ink-soft">{title ? `${word}: ` : word}</span>}
            {title}
          </span>
        </p>
      )}
      {!title && !word && number !== undefined && (
        <CalloutNumber number={number} className="float-left mr-2" />
      )}
      {children}
    </aside>
  )
}
