import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** Something that can be opened: a native `<details>`, drawn as a drawer front. */
export function Disclosure({
  summary,
  open,
  children,
  className,
}: {
  summary: ReactNode
  open?: boolean
  children: ReactNode
  className?: string
}) {
  return (
    <details
      {...(open ? { open } : {})}
      className={cx('group border-[1.5px] border-ink bg-paper-raised', className)}
    >
      <summary className="flex min-h-11 list-none items-center gap-3 px-3 text-sm font-semibold hover:bg-paper-sunk [&::-webkit-details-marker]:hidden">
        <svg
          aria-hidden
          viewBox="0 0 16 16"
          className="size-4 shrink-0 fill-none stroke-current stroke-2 transition-transform group-open:rotate-90 motion-reduce:transition-none"
        >
          <path d="M6 3.5L10.5 8 6 12.5" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        {summary}
      </summary>
      <div className="border-t border-hairline p-3">{children}</div>
    </details>
  )
}
