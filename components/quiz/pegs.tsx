import { cx } from '#components/ui/cx.ts'
import type { Session } from '#learner/session.ts'

/** How far the session has come: a peg for each turn. Full = right, crossed = missed, empty = still to come. */
export function Pegs({ session, className }: { session: Session; className?: string }) {
  const { outcomes, queue, draft } = session
  const ahead = queue.length - (draft.state === 'open' ? 0 : 1)
  const right = outcomes.filter((outcome) => outcome.right).length
  return (
    <div className={className}>
      <p className="sr-only">
        So far {right} right, {outcomes.length - right} missed, {ahead} to come.
      </p>
      <ol aria-hidden className="flex flex-wrap gap-1.5">
        {outcomes.map((outcome, at) => (
          <li
            key={`${outcome.question}/${outcome.attempt}`}
            className={cx(
              'grid size-4 place-items-center border-[1.5px]',
              outcome.right ? 'border-glue-edge bg-glue' : 'border-fault bg-paper-raised',
              draft.state !== 'open' &&
                at === outcomes.length - 1 &&
                'outline-2 outline-ink outline-offset-1',
            )}
          >
            {!outcome.right && (
              <svg aria-hidden viewBox="0 0 16 16" className="size-3 stroke-2 stroke-fault-text">
                <path d="M3 3l10 10M13 3L3 13" />
              </svg>
            )}
          </li>
        ))}
        {queue.slice(draft.state === 'open' ? 0 : 1).map(({ question, attempt }, at) => (
          <li
            key={`${question}/${attempt}`}
            className={cx(
              'size-4 border-[1.5px] bg-paper-raised',
              at === 0 && draft.state === 'open'
                ? 'border-ink outline-2 outline-ink outline-offset-1'
                : 'border-hairline-strong',
            )}
          />
        ))}
      </ol>
    </div>
  )
}
