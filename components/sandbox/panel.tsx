import type { ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'

/** A named region of the workbench: an ink frame with its name, and at the right of it what is short enough. */
export function Panel({
  name,
  aside,
  id,
  children,
  className,
}: {
  name: string
  aside?: ReactNode
  id?: string
  children: ReactNode
  className?: string
}) {
  return (
    <section
      aria-label={name}
      id={id}
      className={cx('flex min-w-0 flex-col border-[1.5px] border-ink bg-paper-raised', className)}
    >
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-hairline border-b px-3 py-1">
        <h2 className="font-sans font-semibold text-sm tracking-normal">{name}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
