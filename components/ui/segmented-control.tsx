import { cx } from './cx.ts'

export interface SegmentedOption<Value extends string> {
  value: Value
  label: string
}

/** One of a few choices, side by side: a native radio group (arrow keys move, one tab stop). `name` must be unique on the page. */
export function SegmentedControl<Value extends string>({
  legend,
  hideLegend = false,
  name,
  options,
  value,
  onChange,
  className,
}: {
  legend: string
  /** Keeps the legend for assistive technology and takes it off the page. */
  hideLegend?: boolean
  name: string
  options: readonly SegmentedOption<Value>[]
  /** Undefined when nothing is chosen yet. */
  value: Value | undefined
  onChange: (value: Value) => void
  className?: string
}) {
  return (
    <fieldset className={cx('min-w-0', className)}>
      <legend className={hideLegend ? 'sr-only' : 'legend mb-1.5'}>{legend}</legend>
      <div className="inline-flex max-w-full flex-wrap rounded-md border-[1.5px] border-ink bg-paper-raised">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              'relative inline-flex min-h-10 cursor-pointer items-center gap-2 px-3.5 text-sm font-semibold',
              'not-first:border-l-[1.5px] not-first:border-ink hover:bg-paper-sunk',
              'has-checked:bg-ink has-checked:text-paper has-checked:hover:bg-ink',
              'has-focus-visible:z-10 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {/* The dot is the non-colour mark of the choice. */}
            <span aria-hidden className="size-2 rounded-full border-[1.5px] border-current">
              <span
                className={cx(
                  'block size-full rounded-full bg-glue forced-colors:bg-[CanvasText]',
                  value !== option.value && 'invisible',
                )}
              />
            </span>
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
