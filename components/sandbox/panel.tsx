import type { ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'

/** The mark of something that folds. It stands in the summary of a details element and turns when that is open. */
export function FoldMark() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 16 16"
      className="size-3.5 shrink-0 fill-none stroke-2 stroke-current transition-transform [details[open]>summary_&]:rotate-90 motion-reduce:transition-none"
    >
      <path d="M6 3.5L10.5 8 6 12.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

const FRAME = 'min-w-0 border-[1.5px] border-ink bg-paper-raised'

/** A named region of the workbench: an ink frame with its name, and at the right of it what is short enough. */
export function Panel({
  name,
  aside,
  folded = false,
  unfold = false,
  children,
  className,
}: {
  name: string
  aside?: ReactNode
  /** Where there is little room: closed until somebody opens it. */
  folded?: boolean
  /** Opens what is folded: there is something inside to be seen now. */
  unfold?: boolean
  children: ReactNode
  className?: string
}) {
  if (folded) {
    return (
      <details open={unfold} className={cx('group', FRAME)}>
        <summary className="flex min-h-11 list-none items-center gap-2 px-3 font-semibold text-sm [&::-webkit-details-marker]:hidden">
          <FoldMark />
          {name}
        </summary>
        <section aria-label={name} className="flex flex-col border-hairline border-t">
          {children}
        </section>
      </details>
    )
  }
  return (
    <section aria-label={name} className={cx('flex flex-col', FRAME, className)}>
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-hairline border-b px-3 py-1">
        <h2 className="font-sans font-semibold text-sm tracking-normal">{name}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
