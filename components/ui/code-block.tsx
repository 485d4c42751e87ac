import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { cx } from './cx.ts'

/** Text as it is on the wire, scrollable by keyboard, with a button that copies it. */
export function CodeBlock({
  label,
  text,
  children,
  wrap = false,
  copy = true,
  className,
}: {
  /** What this is: the name of the region, and the line above it. */
  label: string
  /** The plain text: what is shown, unless `children` shows the same text with marks, and what is copied. */
  text: string
  children?: ReactNode
  wrap?: boolean
  copy?: boolean
  className?: string
}) {
  return (
    <figure className={cx('flex min-w-0 flex-col border-[1.5px] border-ink bg-paper-raised', className)}>
      <figcaption className="flex min-h-9 items-center justify-between gap-3 border-b border-hairline pl-3">
        <span className="legend truncate">{label}</span>
        {copy && <CopyButton text={text} what={label} />}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label} className="max-h-[inherit] min-h-0 overflow-auto">
        <pre
          className={cx(
            'px-3 py-2.5 font-mono text-xs leading-relaxed',
            wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre',
          )}
        >
          {children ?? text}
        </pre>
      </section>
    </figure>
  )
}
