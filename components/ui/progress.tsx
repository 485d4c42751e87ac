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

/** How far long work has come: a native progress bar with its label and figures. */
export function Progress({
  label,
  value,
  max,
  className,
}: {
  label: string
  value: number
  max: number
  className?: string
}) {
  return (
    <label className={cx('block', className)}>
      <span className="legend flex justify-between tabular-nums">
        {label}
        <span>
          {value} of {max}
        </span>
      </span>
      <progress
        value={value}
        max={max}
        className={
          'mt-1 block h-2.5 w-full appearance-none overflow-hidden rounded-sm border border-ink bg-paper-raised ' +
          '[&::-webkit-progress-bar]:bg-paper-raised [&::-webkit-progress-value]:bg-glue [&::-moz-progress-bar]:bg-glue'
        }
      />
    </label>
  )
}
