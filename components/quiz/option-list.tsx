import { useId } from 'react'
import { cx } from '#components/ui/cx.ts'
import type { Words } from '#learner/words.ts'
import { RichText } from './rich-text.tsx'

/** Options as native radios or checkboxes; the whole card is the label. */
export function OptionList({
  type,
  legend,
  showLegend = false,
  describedBy,
  options,
  words,
  chosen,
  onChosen,
}: {
  type: 'radio' | 'checkbox'
  legend: string
  showLegend?: boolean
  describedBy: string
  options: readonly { readonly id: string; readonly text: string }[]
  words: Words
  chosen: readonly string[]
  onChosen: (chosen: readonly string[]) => void
}) {
  const name = useId()
  return (
    <fieldset aria-describedby={describedBy} className="min-w-0">
      <legend className={showLegend ? 'mb-2 font-semibold' : 'legend mb-2'}>{legend}</legend>
      <div className="grid gap-2">
        {options.map(({ id, text }) => (
          <label
            key={id}
            className={cx(
              'flex min-h-11 cursor-pointer items-start gap-3 border-[1.5px] border-hairline-strong bg-paper-raised px-3.5 py-2.5 leading-snug',
              'hover:border-ink has-checked:border-ink has-checked:bg-glue-wash',
              'has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
            )}
          >
            <input
              type={type}
              name={name}
              value={id}
              checked={chosen.includes(id)}
              onChange={({ target }) => {
                if (type === 'radio') onChosen([id])
                else onChosen(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }}
              className="mt-0.5 size-[18px] shrink-0 accent-glue-edge focus-visible:outline-none"
            />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <RichText text={text} words={words} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
