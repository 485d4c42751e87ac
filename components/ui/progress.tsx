import { cx } from './cx.ts'

/** Something is being done: three pegs that light in turn, and words that are announced. */
export function Spinner({ label, className }: { label: string; className?: string }) {
  return (
    <span role="status" className={cx('inline-flex items-center gap-2 text-sm text-ink-soft', className)}>
      <span aria-hidden className="inline-flex gap-1">
        {[0, 1, 2].map((peg) => (
          <span
            key={peg}
            style={{ animationDelay: `${peg * 160}ms` }}
            className="size-2 animate-pulse rounded-sm border border-glue-edge bg-glue motion-reduce:animate-none"
          />
        ))}
      </span>
      {label}
    </span>
  )
}
