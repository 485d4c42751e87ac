import { cx } from '#components/ui/cx.ts'
import type { Stage } from '#learner/review/mastery.ts'

const STAGES: Readonly<Record<Stage, string>> = {
  new: 'New',
  learning: 'Learning',
  solid: 'Solid',
  mastered: 'Mastered',
}

/** How far along something is: three beads, as many filled as steps were made, and the word. */
export function StageMark({ stage, className }: { stage: Stage; className?: string }) {
  const reached = ['new', 'learning', 'solid', 'mastered'].indexOf(stage)
  return (
    <span className={cx('flex items-center gap-2 font-semibold text-sm', className)}>
      <span aria-hidden className="flex gap-0.5">
        {[1, 2, 3].map((step) => (
          <span
            key={step}
            className={cx(
              'size-2.5 border-[1.5px] border-ink',
              step <= reached && 'bg-glue forced-colors:bg-[CanvasText]',
            )}
          />
        ))}
      </span>
      {STAGES[stage]}
    </span>
  )
}
