import { cx } from './cx.ts'
import { lookOf } from './service-look.ts'

/** The glyph of a party. */
export function ServiceGlyph({ party, className }: { party: string; className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={cx('fill-none stroke-current stroke-[1.75]', className)}>
      <path d={lookOf(party).glyph} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

/** A party as a small tag, for tables and rows: fill, glyph and two-letter code, its name for assistive technology or beside it. */
export function ServiceTag({
  party,
  named = false,
  className,
}: {
  party: string
  named?: boolean
  className?: string
}) {
  const look = lookOf(party)
  return (
    <span className={cx('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      <span
        className="inline-flex h-[22px] items-center gap-1 rounded-sm border-[1.5px] border-outline px-1 text-2xs font-semibold leading-none"
        style={{ background: look.fill, color: look.onFill }}
      >
        <ServiceGlyph party={party} className="size-3.5" />
        <span aria-hidden={named ? true : undefined}>{look.code}</span>
        {!named && <span className="sr-only"> ({look.label})</span>}
      </span>
      {named && look.label}
    </span>
  )
}
